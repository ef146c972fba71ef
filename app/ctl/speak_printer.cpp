#include "ctl/speak_printer.h"

#include <QJsonValue>

#include <cmath>

namespace earshot::ctl {

namespace {

constexpr seconds kUnconfirmed{2};

QString nameOf(SeatPhase phase)
{
    switch (phase) {
    case SeatPhase::Audience:
        return QStringLiteral("audience");
    case SeatPhase::HandRaised:
        return QStringLiteral("hand-raised");
    case SeatPhase::Invited:
        return QStringLiteral("invited");
    case SeatPhase::ComingUp:
        return QStringLiteral("coming-up");
    case SeatPhase::OnStage:
        return QStringLiteral("on-stage");
    }
    return {};
}

QString nameOf(TalkEnd end)
{
    static const char *const names[] = {"", "released", "focus", "key", "suspended", "device", "muted",
        "line", "feedback", "stage", "watchdog"};
    return QString::fromLatin1(names[std::size_t(end)]);
}

double rounded(double ms)
{
    return std::round(ms * 10) / 10;
}

} // namespace

std::optional<microseconds> provenRoundTrip(const TalkView &talk, Instant now)
{
    const VoiceStats &voice = talk.voice;
    return voice.lastReturned && now - *voice.lastReturned <= kUnconfirmed ? voice.roundTrip : std::nullopt;
}

void SpeakPrinter::show(const TalkView &talk)
{
    showSeat(talk.seat);
    showTalk(talk.talk);
    if (talk.input.failure != m_failure) {
        m_failure = talk.input.failure;
        if (m_failure)
            m_printer.line(QStringLiteral("microphone"), {{QStringLiteral("failure"), m_failure->detail}},
                QStringLiteral("the microphone: %1").arg(m_failure->detail));
    }
}

void SpeakPrinter::showSeat(const SeatStats &seat)
{
    const bool isNews = !m_seat || m_seat->phase != seat.phase || m_seat->place != seat.place
        || m_seat->mutedByHost != seat.mutedByHost || m_seat->removedAt != seat.removedAt;
    m_seat = seat;
    if (!isNews)
        return;
    QJsonObject fields{
        {QStringLiteral("phase"), nameOf(seat.phase)}, {QStringLiteral("muted"), seat.mutedByHost}};
    if (seat.place > 0)
        fields[QStringLiteral("place")] = seat.place;
    if (!seat.reason.isEmpty())
        fields[QStringLiteral("reason")] = seat.reason;
    if (seat.ownKey)
        fields[QStringLiteral("key")] = seat.ownKey->text();
    QString human = QStringLiteral("seat: %1").arg(nameOf(seat.phase));
    if (seat.mutedByHost)
        human += QStringLiteral(", muted by the host");
    if (!seat.reason.isEmpty())
        human += QStringLiteral(" (%1)").arg(seat.reason);
    m_printer.line(QStringLiteral("seat"), fields, human);
}

void SpeakPrinter::showTalk(const TalkStats &talk)
{
    const bool isNews = !m_talk || m_talk->open != talk.open;
    m_talk = talk;
    if (!isNews)
        return;
    const QString end = talk.open ? QString() : nameOf(talk.end);
    m_printer.line(QStringLiteral("talk"),
        {{QStringLiteral("open"), talk.open}, {QStringLiteral("end"), end}},
        talk.open           ? QStringLiteral("on the air")
            : end.isEmpty() ? QString()
                            : QStringLiteral("off the air (%1)").arg(end));
}

void SpeakPrinter::proof(const TalkView &talk, const NowPlayingView &event, Instant now)
{
    const std::optional<microseconds> roundTrip = provenRoundTrip(talk, now);
    const std::optional<HearingEstimate> &hearing = event.counts.hearing;
    const QJsonObject fields{
        {QStringLiteral("own_voice_ms"), roundTrip ? QJsonValue(rounded(toMs(*roundTrip))) : QJsonValue()},
        {QStringLiteral("hearing"), hearing ? QJsonValue(hearing->value) : QJsonValue()},
        {QStringLiteral("hearing_interval"), hearing ? QJsonValue(hearing->interval) : QJsonValue()},
        {QStringLiteral("connected"),
            event.counts.connected ? QJsonValue(*event.counts.connected) : QJsonValue()},
        {QStringLiteral("microphone_ms"),
            talk.input.phase == InputPhase::Open ? QJsonValue(rounded(toMs(talk.input.latency)))
                                                 : QJsonValue()},
        {QStringLiteral("device_ms"), rounded(toMs(event.evidence.output.deviceBuffer))},
        {QStringLiteral("talking"), talk.talk.open}, {QStringLiteral("sent"), qint64(talk.voice.sent)},
        {QStringLiteral("returned"), qint64(talk.voice.returned)}};
    const QString voice = roundTrip
        ? QStringLiteral("own voice back after %1 ms").arg(rounded(toMs(*roundTrip)))
        : QStringLiteral("own voice does not come back");
    m_printer.line(QStringLiteral("proof"), fields,
        talk.talk.open ? QStringLiteral("%1, %2 hear")
                             .arg(voice, hearing ? QString::number(hearing->value) : QStringLiteral("?"))
                       : QString());
}

} // namespace earshot::ctl
