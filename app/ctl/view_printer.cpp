#include "ctl/view_printer.h"

#include "diagnosis/sentence.h"

#include <QJsonArray>

namespace earshot::ctl {

namespace {

QString stateId(LinePhase phase)
{
    switch (phase) {
    case LinePhase::Idle:
        return QStringLiteral("idle");
    case LinePhase::Dialing:
        return QStringLiteral("dialing");
    case LinePhase::Joining:
        return QStringLiteral("joining");
    case LinePhase::Live:
        return QStringLiteral("live");
    case LinePhase::Waiting:
        return QStringLiteral("waiting");
    case LinePhase::Refused:
        return QStringLiteral("refused");
    }
    return {};
}

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

/// The earliest of one instant over all speakers.
std::optional<Instant> earliest(const Evidence &evidence, std::optional<Instant> SpeakerAudioStats::*field)
{
    std::optional<Instant> first;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        const std::optional<Instant> at = speaker.audio ? (*speaker.audio).*field : std::nullopt;
        if (at && (!first || *at < *first))
            first = at;
    }
    return first;
}

/// Unknown is a dash, never 0.
QString countsWords(const Counts &counts)
{
    const QString unknown = QStringLiteral("–");
    const QString connected = counts.connected ? QString::number(*counts.connected) : unknown;
    const QString hearing = counts.hearing
        ? QStringLiteral("%1 ± %2").arg(counts.hearing->value).arg(counts.hearing->interval)
        : unknown;
    return QStringLiteral("%1 connected (server count), %2 hearing (measured)").arg(connected, hearing);
}

} // namespace

void ViewPrinter::show(const NowPlayingView &view)
{
    if (!view.open)
        return;
    if (!m_joinStarted)
        m_joinStarted = view.evidenceAt;
    showState(view.evidence.session);
    showVerdict(view.verdict);
    showCounts(view.counts);
    showFirstAudio(view);
    if (view.evidenceAt - m_lastAudio >= seconds{1}) {
        m_lastAudio = view.evidenceAt;
        showAudio(view);
    }
}

void ViewPrinter::showState(const SessionStats &session)
{
    if (session.phase == m_phase)
        return;
    m_phase = session.phase;
    if (session.phase == LinePhase::Joining && !m_greeted)
        m_greeted = session.phaseSince;
    if (session.phase == LinePhase::Live && !m_wentLive)
        m_wentLive = session.phaseSince;
    const QString state = stateId(session.phase);
    m_printer.line(QStringLiteral("state"),
        {{QStringLiteral("state"), state}, {QStringLiteral("server"), session.serverHost}}, {});
}

void ViewPrinter::showVerdict(const Verdict &verdict)
{
    if (verdict.id == m_verdictId)
        return;
    m_verdictId = verdict.id;
    m_seen.insert(verdict.id);
    const Sentence words = sentence(verdict);
    m_printer.line(QStringLiteral("verdict"),
        {{QStringLiteral("id"), verdict.id}, {QStringLiteral("side"), sideId(verdict.side)},
            {QStringLiteral("hop"), hopId(verdict.hop)}, {QStringLiteral("text"), words.headline},
            {QStringLiteral("next"), words.next}},
        QStringLiteral("%1 %2  [%3]").arg(words.headline, words.next, verdict.id));
}

void ViewPrinter::showCounts(const Counts &counts)
{
    if (counts.connected == m_counts.connected && counts.hearing == m_counts.hearing)
        return;
    m_counts = counts;
    QJsonObject fields;
    fields[QStringLiteral("connected")] = counts.connected ? QJsonValue(*counts.connected) : QJsonValue();
    fields[QStringLiteral("hearing")] = counts.hearing ? QJsonValue(counts.hearing->value) : QJsonValue();
    fields[QStringLiteral("interval")] = counts.hearing ? QJsonValue(counts.hearing->interval) : QJsonValue();
    m_printer.line(QStringLiteral("counts"), fields, countsWords(counts));
}

/// How long the way from "join" to the first sound was, and what it was spent on.
void ViewPrinter::showFirstAudio(const NowPlayingView &view)
{
    const auto played = earliest(view.evidence, &SpeakerAudioStats::firstPlayed);
    if (m_firstAudioMs || !played || !m_joinStarted)
        return;
    const microseconds device = view.evidence.output.deviceBuffer;
    m_firstAudioMs = toMs(*played - *m_joinStarted + device);
    QJsonObject split;
    if (m_greeted)
        split[QStringLiteral("connect_ms")] = rounded(toMs(*m_greeted - *m_joinStarted));
    if (m_wentLive)
        split[QStringLiteral("join_ms")] = rounded(toMs(*m_wentLive - m_greeted.value_or(*m_joinStarted)));
    if (const auto packet = earliest(view.evidence, &SpeakerAudioStats::firstPacket)) {
        if (m_wentLive)
            split[QStringLiteral("first_packet_ms")] = rounded(toMs(*packet - *m_wentLive));
        split[QStringLiteral("buffer_ms")] = rounded(toMs(*played - *packet));
    }
    split[QStringLiteral("device_ms")] = rounded(toMs(device));
    split[QStringLiteral("first_audio_ms")] = rounded(*m_firstAudioMs);
    split[QStringLiteral("ms")] = rounded(*m_firstAudioMs); // from the start of the join, not of the program
    m_printer.line(QStringLiteral("first_audio"), split,
        QStringLiteral("first sound %1 ms after the join").arg(qRound(*m_firstAudioMs)));
}

void ViewPrinter::showAudio(const NowPlayingView &view)
{
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        if (!speaker.audio || !speaker.audio->flowing)
            continue;
        const SpeakerAudioStats &audio = *speaker.audio;
        m_printer.line(QStringLiteral("audio"),
            {{QStringLiteral("speaker"), speaker.member.name},
                {QStringLiteral("level_db"), rounded(audio.levelDb)},
                {QStringLiteral("target_ms"), rounded(toMs(audio.target))},
                {QStringLiteral("delay_ms"), rounded(toMs(audio.delay))},
                {QStringLiteral("concealed_ms"), rounded(toMs(audio.concealed))},
                {QStringLiteral("stretched_ms"), rounded(toMs(audio.stretched))},
                {QStringLiteral("lost"), qint64(audio.lost)},
                {QStringLiteral("behind_ms"),
                    view.behind ? QJsonValue(qint64(view.behind->count())) : QJsonValue()}},
            {});
    }
}

void ViewPrinter::summarize(const NowPlayingView &view)
{
    microseconds played{0};
    microseconds concealed{0};
    quint64 lost = 0;
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        if (!speaker.audio)
            continue;
        played += speaker.audio->played;
        concealed += speaker.audio->concealed;
        lost += speaker.audio->lost;
    }
    QJsonArray seen;
    for (const QString &id : std::as_const(m_seen))
        seen.append(id);
    m_printer.line(QStringLiteral("summary"),
        {{QStringLiteral("played_ms"), rounded(toMs(played))},
            {QStringLiteral("concealed_ms"), rounded(toMs(concealed))},
            {QStringLiteral("lost_packets"), qint64(lost)},
            {QStringLiteral("first_audio_ms"),
                m_firstAudioMs ? QJsonValue(rounded(*m_firstAudioMs)) : QJsonValue()},
            {QStringLiteral("verdicts"), seen}, {QStringLiteral("last_verdict"), m_verdictId},
            {QStringLiteral("reconnects"), view.evidence.session.reconnects},
            {QStringLiteral("device"), view.evidence.output.deviceName},
            {QStringLiteral("null_device"), view.evidence.output.nullDevice}},
        QStringLiteral("played %1 s of all voices together, concealed %2 ms, lost %3 packets")
            .arg(toMs(played) / 1000, 0, 'f', 1)
            .arg(qRound(toMs(concealed)))
            .arg(lost));
}

} // namespace earshot::ctl
