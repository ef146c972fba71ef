#include "client/recording_fetch.h"

#include "client/kept_file.h"
#include "recordings/recording_json.h"

#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSet>

namespace earshot {

bool RecordingFetch::isSoundFile(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,94}\\.opus\\z"));
    static const QRegularExpression device(QStringLiteral("\\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\\."),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch() && !device.match(name).hasMatch();
}

RecordingFetch::RecordingFetch(Clock &clock, ObjectSource &source, const Plan &plan, Mediator mediator)
    : m_clock(clock)
    , m_source(source)
    , m_plan(plan)
    , m_mediator(std::make_shared<const Mediator>(std::move(mediator)))
    , m_steps{{{kRecordingJson}}, {{kWaveform}}, {plan.programme, true}}
    , m_all(plan.programme.bytes)
{ }

void RecordingFetch::start()
{
    if (!isSoundFile(m_plan.programme.name)) {
        const auto mediator = m_mediator;
        return mediator->done(Failure{Cause::BadData, QStringLiteral("file name")});
    }
    next();
}

void RecordingFetch::next()
{
    const Step step = m_steps.at(m_step);
    const QString path = m_plan.folder + u'/' + step.file.name;
    if (!step.isSound && isKept(path, step.file))
        return onDone(Nothing{});
    FileFetch::Plan plan{.path = path,
        .home = m_plan.home,
        .server = m_plan.server,
        .wish = {.name = m_plan.objects + u'/' + step.file.name},
        .isPrivate = m_plan.isPrivate,
        .patience = m_plan.patience};
    if (!step.file.sha256.isEmpty()) {
        plan.wish.bytes = step.file.bytes;
        plan.wish.sha256 = step.file.sha256;
    } else {
        plan.wish.mostBytes = kMaxRecordingJson;
    }
    const auto mediator = m_mediator;
    FileFetch::Mediator of;
    of.progressed = [this, mediator, isSound = step.isSound](qint64 bytes, qint64) {
        if (isSound)
            mediator->progressed(m_done + bytes, m_all);
    };
    of.checking = [mediator, isSound = step.isSound] {
        if (isSound)
            mediator->checking();
    };
    of.waits = mediator->waits;
    of.done = [this](const Outcome &outcome) { onDone(outcome); };
    m_former = std::move(m_fetch);
    m_fetch = std::make_unique<FileFetch>(m_clock, m_source, plan, std::move(of));
    m_fetch->start();
}

/// What lies there from an earlier time is of this recording. What has a digest is held against that.
bool RecordingFetch::isKept(const QString &path, const RecordingFile &file) const
{
    if (file.name == QLatin1String(kRecordingJson))
        return readInfo().has_value();
    return file.sha256.isEmpty() && QFileInfo(path).size() > 0;
}

/// Nothing where it is of another recording.
std::optional<RecordingInfo> RecordingFetch::readInfo() const
{
    const auto info = readRecordingInfo(
        readKept(m_plan.folder + u'/' + QLatin1String(kRecordingJson), kMaxRecordingJson));
    return info && info->programme == m_plan.programme ? std::optional(*info) : std::nullopt;
}

/// What is not of this recording goes; of one that is, the overview's digest is known.
void RecordingFetch::takeInfo()
{
    const QString path = m_plan.folder + u'/' + QLatin1String(kRecordingJson);
    const std::optional<RecordingInfo> info = readInfo();
    if (!info)
        QFile::remove(path);
    else if (info->waveform.name == QLatin1String(kWaveform) && info->waveform.bytes <= kMaxRecordingJson)
        m_steps.at(1).file = info->waveform;
}

/// True unless there is nothing to read them from.
bool RecordingFetch::addTracks()
{
    const std::optional<RecordingInfo> info = readInfo();
    if (!info)
        return false;
    // Some systems do not tell capitals from small letters.
    QSet<QString> names{m_plan.programme.name.toLower()};
    for (const RecordingTrack &track : info->tracks) {
        const QString name = track.file.name.toLower();
        if (!isSoundFile(track.file.name) || names.contains(name))
            return false;
        names.insert(name);
        m_steps.push_back({track.file, true});
        m_all += track.file.bytes;
    }
    return true;
}

void RecordingFetch::onDone(const Outcome &outcome)
{
    const Step &step = m_steps.at(m_step);
    const auto mediator = m_mediator;
    // Without the small ones a recording is as good to hear.
    const bool isNeeded = step.isSound || (m_plan.withTracks && m_step == 0);
    const bool isOfServer = outcome || outcome.failure().cause == Cause::BadData
        || outcome.failure().cause == Cause::FileDamaged;
    if (!outcome && (isNeeded || !isOfServer))
        return mediator->done(outcome);
    if (step.isSound)
        m_done += step.file.bytes;
    else if (m_step == 0)
        takeInfo();
    else if (!outcome)
        QFile::remove(m_plan.folder + u'/' + QLatin1String(kWaveform)); // of another, or damaged
    if (m_plan.withTracks && m_step == 0 && !addTracks())
        return mediator->done(Failure{Cause::BadData, QLatin1String(kRecordingJson)});
    if (++m_step == m_steps.size())
        return mediator->done(Nothing{});
    next();
}

} // namespace earshot
