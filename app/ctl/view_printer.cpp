#include "ctl/view_printer.h"

#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/probe_words.h"
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

QString modeId(ListeningMode mode)
{
    switch (mode) {
    case ListeningMode::Live:
        return QStringLiteral("live");
    case ListeningMode::Recovering:
        return QStringLiteral("recovering");
    case ListeningMode::CatchingUp:
        return QStringLiteral("catching_up");
    case ListeningMode::Rewound:
        return QStringLiteral("rewound");
    }
    return {};
}

/// Null: what was missed is fetched.
QJsonValue refusalId(CatchUpRefusal refusal)
{
    switch (refusal) {
    case CatchUpRefusal::None:
        return {};
    case CatchUpRefusal::SwitchedOff:
        return QStringLiteral("switched_off");
    case CatchUpRefusal::NotMyShare:
        return QStringLiteral("not_my_share");
    case CatchUpRefusal::NoArchive:
        return QStringLiteral("no_archive");
    case CatchUpRefusal::TooLong:
        return QStringLiteral("too_long");
    }
    return {};
}

QString outcomeId(ProbeOutcome outcome)
{
    switch (outcome) {
    case ProbeOutcome::Running:
        return QStringLiteral("running");
    case ProbeOutcome::Good:
        return QStringLiteral("good");
    case ProbeOutcome::Failed:
        return QStringLiteral("failed");
    case ProbeOutcome::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

QString stepId(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Resolve:
        return QStringLiteral("resolve");
    case ProbeStep::Tcp:
        return QStringLiteral("tcp");
    case ProbeStep::Tls:
        return QStringLiteral("tls");
    case ProbeStep::Http:
        return QStringLiteral("http");
    case ProbeStep::Page:
        return QStringLiteral("page");
    }
    return {};
}

QString catchUpWords(const CatchUpStats &now, bool recovered)
{
    QString words;
    if (recovered)
        words = QStringLiteral("%1 fetched after the reconnect, %2 lost. ")
                    .arg(preciseDurationWords(now.lastRecovered), preciseDurationWords(now.lastLost));
    switch (now.mode) {
    case ListeningMode::Live:
        return words + QStringLiteral("live");
    case ListeningMode::Recovering:
        return words + QStringLiteral("looking for what was missed");
    case ListeningMode::CatchingUp:
        return words + QStringLiteral("catching up, %1 behind live").arg(preciseDurationWords(now.behind));
    case ListeningMode::Rewound:
        return words + QStringLiteral("gone back, %1 behind live").arg(preciseDurationWords(now.behind));
    }
    return words;
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
    showRecording(view);
    showCounts(view.counts);
    showProbe(view.evidence.session);
    showNote(view.evidence.session);
    showCatchUp(view.catchUp);
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
        {{QStringLiteral("state"), state}, {QStringLiteral("server"), session.serverHost},
            {QStringLiteral("attempt"), session.attempt}, {QStringLiteral("reconnects"), session.reconnects},
            {QStringLiteral("next_try_ms"),
                session.nextTry ? QJsonValue(rounded(toMs(*session.nextTry - session.phaseSince)))
                                : QJsonValue()}},
        {});
}

void ViewPrinter::showCopy(const CopyStats &copy)
{
    if (!copy.isWanted)
        return;
    const bool isKept = copy.since.has_value();
    const QString state = copy.failure ? QStringLiteral("failed")
        : isKept                       ? QStringLiteral("keeping")
        : copy.isAllowed               ? QStringLiteral("waiting")
                                       : QStringLiteral("not_allowed");
    const QString human = copy.failure ? QStringLiteral("the copy cannot be written: ") + copy.failure->detail
        : isKept                       ? QStringLiteral("keeping a copy in ") + copy.folder
        : copy.isAllowed               ? QStringLiteral("a copy is kept as soon as somebody speaks")
                                       : QStringLiteral("the host does not allow copies");
    m_printer.line(QStringLiteral("copy"),
        {{QStringLiteral("state"), state},
            {QStringLiteral("folder"), copy.folder.isEmpty() ? QJsonValue() : QJsonValue(copy.folder)}},
        human);
}

/// At each change of place and at the end of each recovery; how far behind is in the lines of the audio.
void ViewPrinter::showCatchUp(const CatchUpStats &catchUp)
{
    const bool recovered = catchUp.lastRecovery && catchUp.lastRecovery != m_catchUp.lastRecovery;
    const bool changed = catchUp.mode != m_catchUp.mode || catchUp.refusal != m_catchUp.refusal || recovered;
    m_catchUp = catchUp;
    if (!changed)
        return;
    m_printer.line(QStringLiteral("catch_up"),
        {{QStringLiteral("mode"), modeId(catchUp.mode)},
            {QStringLiteral("behind_ms"), qint64(catchUp.behind.count())},
            {QStringLiteral("rewindable_ms"), qint64(catchUp.rewindable.count())},
            {QStringLiteral("recovered"), qint64(catchUp.recovered)},
            {QStringLiteral("lost"), qint64(catchUp.lost)},
            {QStringLiteral("recovered_ms"), qint64(catchUp.lastRecovered.count())},
            {QStringLiteral("lost_ms"), qint64(catchUp.lastLost.count())},
            {QStringLiteral("refusal"), refusalId(catchUp.refusal)}},
        catchUpWords(catchUp, recovered));
}

void ViewPrinter::showProbe(const SessionStats &session)
{
    if (!session.probe || !session.probe->isDone || session.probe->begun == m_probed)
        return;
    const ProbeStats &probe = *session.probe;
    m_probed = probe.begun;
    QJsonArray findings;
    for (const ProbeFinding &finding : probe.findings)
        findings.append(QJsonObject{{QStringLiteral("step"), stepId(finding.step)},
            {QStringLiteral("outcome"), outcomeId(finding.outcome)},
            {QStringLiteral("took_ms"), qint64(finding.took.count())}});
    QStringList lines;
    QJsonArray words;
    for (const ProbeLine &line : probeWords(probe)) {
        lines << QStringLiteral("%1: %2").arg(line.title, line.evidence);
        words.append(lines.back());
    }
    m_printer.lines(QStringLiteral("probe"),
        {{QStringLiteral("server"), displayText(probe.host, kMaxHostLength)},
            {QStringLiteral("findings"), findings}, {QStringLiteral("text"), words},
            {QStringLiteral("http_status"), probe.httpStatus ? QJsonValue(probe.httpStatus) : QJsonValue()},
            {QStringLiteral("retry_after_s"),
                probe.retryAfter ? QJsonValue(qint64(probe.retryAfter->count())) : QJsonValue()},
            {QStringLiteral("clock_offset_ms"),
                probe.clockOffset ? QJsonValue(qint64(probe.clockOffset->count())) : QJsonValue()}},
        lines);
}

void ViewPrinter::showNote(const SessionStats &session)
{
    const QString note = session.secondOpinion ? session.secondOpinion->note : QString();
    if (note == m_note)
        return;
    m_note = note;
    if (note.isEmpty())
        return;
    const QString shown = displayText(note, kMaxQuoteLength);
    m_printer.line(QStringLiteral("note"),
        {{QStringLiteral("text"), shown},
            {QStringLiteral("written_unix_ms"), qint64(toUnixMs(session.secondOpinion->written))}},
        QStringLiteral("note on the event's page: %1").arg(shown));
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

/// The recording of an event that has ended, once it can be had.
void ViewPrinter::showRecording(const NowPlayingView &view)
{
    const std::optional<ScheduleCard> &card = view.evidence.card;
    if (view.verdict.action != Action::OpenRecording || !card || !card->recorded
        || card->recorded->folder == m_recording)
        return;
    const RecordingNote &note = *card->recorded;
    m_recording = note.folder;
    const bool isPartial = card->recording == RecordingPromise::Partial;
    m_printer.line(QStringLiteral("recording"),
        {{QStringLiteral("name"), note.folder}, {QStringLiteral("bytes"), note.programme.bytes},
            {QStringLiteral("seconds"), double(note.duration.count()) / 1000},
            {QStringLiteral("partial"), isPartial}},
        QStringLiteral("%1 (earshotctl recordings LINK download %2 --out FILE)")
            .arg(isPartial ? QStringLiteral("the recording is on the server; a part of it is missing")
                           : QStringLiteral("the recording is on the server"),
                note.folder));
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
                {QStringLiteral("device_ms"), rounded(toMs(view.evidence.output.deviceBuffer))},
                {QStringLiteral("concealed_ms"), rounded(toMs(audio.concealed))},
                {QStringLiteral("stretched_ms"), rounded(toMs(audio.stretched))},
                {QStringLiteral("lost"), qint64(audio.lost)},
                {QStringLiteral("mode"), modeId(view.catchUp.mode)},
                {QStringLiteral("rewindable_ms"), qint64(view.catchUp.rewindable.count())},
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
            {QStringLiteral("recovered"), qint64(view.catchUp.recovered)},
            {QStringLiteral("lost"), qint64(view.catchUp.lost)},
            {QStringLiteral("device"), view.evidence.output.deviceName},
            {QStringLiteral("null_device"), view.evidence.output.nullDevice}},
        QStringLiteral("played %1 s of all voices together, concealed %2 ms, lost %3 packets")
            .arg(toMs(played) / 1000, 0, 'f', 1)
            .arg(qRound(toMs(concealed)))
            .arg(lost));
}

} // namespace earshot::ctl
