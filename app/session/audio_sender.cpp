#include "session/audio_sender.h"

#include "wire/subjects.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kAnswerWithin{400};
/// An answer that comes later than this is not waited for.
constexpr seconds kAnswerTimeout{5};
/// Younger than this, live listeners still have use for it.
constexpr seconds kLive{2};
/// What piled up is published no faster than this, so that the line stays free for what is spoken now.
constexpr std::size_t kMostAtOnce = 25;
constexpr milliseconds kBurstRhythm{50};
constexpr qsizetype kMaxAnswer = 1024;

bool isAcknowledgement(const NatsMessage &answer)
{
    if (answer.payload.size() > kMaxAnswer)
        return false;
    const QJsonObject object = QJsonDocument::fromJson(answer.payload).object();
    return object.value(QLatin1String("stream")) == QLatin1String("EARSHOT_AUDIO")
        && object.value(QLatin1String("seq")).toInteger() > 0;
}

} // namespace

AudioSender::AudioSender(Clock &clock, Session &session, const EventId &event, const UserKey &speaker)
    : m_clock(clock)
    , m_session(session)
    , m_subject(subjects::audio(event, speaker))
    , m_againSubject(subjects::again(event, speaker))
    , m_timer(clock.makeTimer())
{
    connect(&session, &Session::wentLive, this, &AudioSender::onWentLive);
}

/// After which silence means that a packet was not stored.
microseconds AudioSender::firstDistance() const
{
    const microseconds roundTrip = m_session.stats().roundTrip.value_or(microseconds{0});
    return std::max<microseconds>(kAnswerWithin, 2 * roundTrip);
}

void AudioSender::send(const QByteArray &packet)
{
    if (!canSend())
        return;
    forgetOld();
    const Instant now = m_clock.now();
    m_waiting.push_back({++m_lastNumber, packet, now, now, firstDistance(), false, !m_session.isLive()});
    if (m_session.isLive())
        publish(m_waiting.back());
    schedule();
}

void AudioSender::forget()
{
    m_waiting.clear();
    m_timer->stop();
}

bool AudioSender::isForLive(const Packet &packet) const
{
    return (!packet.wasOut || packet.wasLost) && m_clock.now() - packet.made < kLive;
}

void AudioSender::publish(Packet &packet)
{
    const Instant now = m_clock.now();
    const QByteArray subject = isForLive(packet) ? m_subject : m_againSubject;
    m_stats.repeated += packet.wasOut ? 1 : 0;
    packet.due = now + packet.distance;
    packet.distance *= 2;
    packet.wasOut = true;
    packet.wasLost = false;
    const QPointer<AudioSender> self(this);
    m_session.request(subject, QByteArray(packet.bytes), kAnswerTimeout,
        [self, number = packet.number](const Result<NatsMessage> &answer) {
            if (self)
                self->onAnswer(number, answer);
        });
}

void AudioSender::onAnswer(quint64 number, const Result<NatsMessage> &answer)
{
    const auto packet = std::ranges::lower_bound(m_waiting, number, {}, &Packet::number);
    if (packet == m_waiting.end() || packet->number != number)
        return;
    if (answer && isAcknowledgement(*answer)) {
        m_isArchived = true;
        m_lastAcknowledged = m_clock.now();
        ++m_stats.acknowledged;
        m_waiting.erase(packet);
        schedule();
    } else if (!answer && answer.failure().cause != Cause::RequestTimeout
        && answer.failure().cause != Cause::NoResponders) {
        packet->wasLost = true;
    }
}

void AudioSender::onWentLive()
{
    const Instant now = m_clock.now();
    m_lastAcknowledged = now; // silence was the line's
    for (Packet &packet : m_waiting) {
        packet.distance = firstDistance();
        packet.due = now;
    }
    publishDue();
}

void AudioSender::forgetOld()
{
    const Instant now = m_clock.now();
    const microseconds kept = m_isArchived ? microseconds{kKept} : 2 * firstDistance();
    while (!m_waiting.empty() && now - m_waiting.front().made > kept) {
        m_waiting.pop_front();
        if (!m_isArchived)
            continue;
        ++m_stats.givenUp;
        m_isArchived = !m_session.isLive() || now - m_lastAcknowledged < kKept;
    }
}

void AudioSender::publishDue()
{
    forgetOld();
    if (m_session.isLive() && m_isArchived) {
        const Instant now = m_clock.now();
        std::vector<const Packet *> due;
        for (const Packet &packet : m_waiting) {
            if (packet.due <= now)
                due.push_back(&packet);
        }
        std::stable_partition(
            due.begin(), due.end(), [this](const Packet *packet) { return isForLive(*packet); });
        // By number: an answer may come at once and take the packet away.
        std::vector<quint64> numbers;
        for (std::size_t i = 0; i < std::min(due.size(), kMostAtOnce); ++i)
            numbers.push_back(due[i]->number);
        for (const quint64 number : numbers) {
            const auto packet = std::ranges::lower_bound(m_waiting, number, {}, &Packet::number);
            if (packet != m_waiting.end() && packet->number == number)
                publish(*packet);
        }
    }
    schedule();
}

void AudioSender::schedule()
{
    if (!m_isArchived || !m_session.isLive() || m_waiting.empty()) {
        m_timer->stop();
        return;
    }
    const Instant next = std::ranges::min(m_waiting, {}, &Packet::due).due;
    m_timer->start(std::max<microseconds>(next - m_clock.now(), kBurstRhythm), [this] { publishDue(); });
}

} // namespace earshot
