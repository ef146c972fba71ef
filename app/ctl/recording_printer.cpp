#include "ctl/recording_printer.h"

#include "diagnosis/sentence.h"

namespace earshot::ctl {

namespace {

struct PhaseWords {
    const char *id;
    const char *human; ///< empty = not for people
};

PhaseWords words(RecordingStats::Phase phase)
{
    switch (phase) {
    case RecordingStats::Phase::Off:
        break;
    case RecordingStats::Phase::Waiting:
        return {"waiting", ""};
    case RecordingStats::Phase::Writing:
        return {"writing", "the event is being recorded"};
    case RecordingStats::Phase::Finishing:
        return {"finishing", "the recording is being finished; interrupt again to leave it for later"};
    case RecordingStats::Phase::Publishing:
        return {"publishing", "the recording is being published; interrupt again to leave it for later"};
    case RecordingStats::Phase::Ready:
        return {"ready", "the recording is complete, and on the server"};
    case RecordingStats::Phase::Partial:
        return {"partial", "the recording is on the server; a part of it is missing"};
    case RecordingStats::Phase::Kept:
        return {"kept", "the recording is on this computer only: another desk is in charge"};
    case RecordingStats::Phase::Removed:
        return {"removed", "the recording was removed from the server"};
    }
    return {"off", ""};
}

} // namespace

void RecordingPrinter::print(const RecordingStats &stats)
{
    if (stats == m_printed)
        return;
    const PhaseWords now = words(stats.phase);
    QJsonObject fields{{QStringLiteral("phase"), QLatin1String(now.id)},
        {QStringLiteral("duration_ms"), qint64(stats.duration.count())},
        {QStringLiteral("bytes"), stats.bytes}};
    if (stats.phase == RecordingStats::Phase::Publishing)
        fields[QStringLiteral("share")] = stats.share;
    QString human = stats.phase == m_printed.phase ? QString() : QString::fromLatin1(now.human);
    if (stats.failure) {
        fields[QStringLiteral("id")] = verdictForFailure(*stats.failure, {}).id;
        fields[QStringLiteral("detail")] = stats.failure->detail;
        if (stats.failure != m_printed.failure)
            human = QStringLiteral("the recording does not go on, and is tried again: %1")
                        .arg(stats.failure->detail);
    }
    if (stats.isLeftForLater) {
        fields[QStringLiteral("left_for_later")] = true;
        human = QStringLiteral(
            "the server does not say what it keeps of the event: the recording is left for later");
    }
    m_printed = stats;
    m_printer.line(QStringLiteral("recording"), fields, human);
}

} // namespace earshot::ctl
