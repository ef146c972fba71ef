#include "session/own_voice.h"

#include "session/opus_packing.h"
#include "wire/subjects.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr seconds kAwaited{10};
constexpr qint64 kCaptureTimeRhythm = 48'000; ///< samples: one second
/// Frames that wait for one more are sent without it when the voice pauses.
constexpr milliseconds kLatestFlush{80};
constexpr qsizetype kMaxFrameBytes = 1276; ///< RFC 6716 §3.2.1: a table of contents and a frame
constexpr int kQuietest = 127;

/// The mean power of several frames.
int meanLevel(const std::vector<OwnFrame> &frames)
{
    double power = 0;
    for (const OwnFrame &frame : frames)
        power += frame.level >= kQuietest ? 0 : std::pow(10.0, -frame.level / 10.0);
    power /= double(frames.size());
    return power <= 0 ? kQuietest : std::clamp(int(std::lround(-10 * std::log10(power))), 0, kQuietest);
}

} // namespace

OwnVoice::OwnVoice(Clock &clock, Random &random, Session &session, const EventId &event, const UserKey &key)
    : m_clock(clock)
    , m_session(session)
    , m_sender(clock, session, event, key)
    , m_flush(clock.makeTimer())
{
    for (Numbers &numbers : m_numbers) {
        numbers.sequence = quint16(random.next());
        numbers.timestampOrigin = quint32(random.next());
        numbers.ssrc = quint32(random.next());
    }
    m_numbers[std::size_t(Where::OnStage)].subject = subjects::audio(event, key);
    m_numbers[std::size_t(Where::Check)].subject = subjects::check(event, key);
    goOn();
}

OwnVoice::~OwnVoice()
{
    for (const Numbers &numbers : m_numbers)
        m_session.unsubscribe(numbers.subject);
}

void OwnVoice::setFramesPerPacket(int frames)
{
    m_framesPerPacket = std::clamp(frames, 1, kMaxFrames);
}

void OwnVoice::setWhere(Where where)
{
    if (m_where == where)
        return;
    flush();
    // Only a speaker's ticket lets one listen there, so nobody asks for it in vain.
    if (where == Where::OnStage)
        m_session.unsubscribe(m_numbers[std::size_t(Where::Check)].subject);
    else if (!m_isPaused)
        listen(Where::Check);
    m_where = where;
    m_hasDropped = true;
}

// ---- there

bool OwnVoice::canSend() const
{
    return !m_isPaused && (m_where == Where::OnStage ? m_sender.canSend() : m_session.isLive());
}

void OwnVoice::send(const OwnFrame &frame)
{
    if (frame.payload.isEmpty() || frame.payload.size() > kMaxFrameBytes || !canSend()) {
        flush();
        drop(1);
        return;
    }
    const bool goesOn = !m_waiting.empty() && !frame.isFirst
        && frame.position == m_waiting.back().position + kFrameSamples
        && frame.payload[0] == m_waiting.back().payload[0]; // one mode (RFC 6716 §3.1)
    if (!m_waiting.empty() && !goesOn)
        flush();
    m_waiting.push_back(frame);
    if (int(m_waiting.size()) >= m_framesPerPacket)
        flush();
    else
        m_flush->start(kLatestFlush, [this] { flush(); });
}

void OwnVoice::flush()
{
    m_flush->stop();
    if (m_waiting.empty())
        return;
    if (!canSend()) {
        drop(m_waiting.size());
        m_waiting.clear();
        return;
    }
    std::vector<QByteArray> payloads;
    for (const OwnFrame &frame : m_waiting)
        payloads.push_back(frame.payload);
    if (auto payload = payloads.size() == 1 ? payloads.front() : packOpus(payloads))
        sendPacket(std::move(*payload));
    else
        drop(m_waiting.size()); // no Opus
    m_waiting.clear();
}

void OwnVoice::drop(std::size_t frames)
{
    m_stats.dropped += frames;
    m_hasDropped = true;
}

/// Of the frames that wait.
RtpPacket OwnVoice::packet(QByteArray payload)
{
    const OwnFrame &first = m_waiting.front();
    RtpPacket packet;
    packet.sequence = numbers().sequence++;
    packet.timestamp = numbers().timestampOrigin + quint32(quint64(first.position));
    packet.ssrc = numbers().ssrc;
    packet.voice = std::ranges::any_of(m_waiting, &OwnFrame::voice);
    packet.marker = (first.isFirst || m_hasDropped) && packet.voice;
    packet.level = meanLevel(m_waiting);
    packet.payload = std::move(payload);
    std::optional<qint64> &told = numbers().captureTold;
    if (!told || first.position < *told || first.position - *told >= kCaptureTimeRhythm) {
        packet.captured = m_clock.exactWall() - (m_clock.now() - first.captured);
        told = first.position;
    }
    m_hasDropped = m_hasDropped && !packet.marker;
    return packet;
}

void OwnVoice::sendPacket(QByteArray payload)
{
    forgetOld();
    const RtpPacket made = packet(std::move(payload));
    const QByteArray bytes = writeRtp(made);
    const Instant now = m_clock.now();
    // Before it goes out: what is local comes back at once.
    m_sent.push_back({m_where, made.sequence, bytes, m_waiting.front().position, now,
        m_waiting.back().captured + kFrame, false});
    ++m_stats.sent;
    m_stats.lastSent = now;
    if (m_where == Where::OnStage)
        m_sender.send(bytes);
    else
        m_session.publish(numbers().subject, bytes);
}

// ---- and back again

void OwnVoice::goOn()
{
    m_isPaused = false;
    listen(Where::OnStage);
    if (m_where == Where::Check)
        listen(Where::Check);
}

void OwnVoice::listen(Where where)
{
    m_session.subscribe(m_numbers[std::size_t(where)].subject,
        [this, where](const NatsMessage &message, Instant at) { onReturned(where, message, at); });
}

void OwnVoice::pause()
{
    m_isPaused = true;
    m_flush->stop();
    drop(m_waiting.size());
    m_waiting.clear();
    m_sent.clear();
    m_sender.forget();
    for (const Numbers &numbers : m_numbers)
        m_session.unsubscribe(numbers.subject);
}

void OwnVoice::onReturned(Where where, const NatsMessage &message, Instant arrival)
{
    const Result<RtpPacket> packet = readRtp(message.payload);
    // The latest first: a sequence number is used again after 20 minutes, but not within 10 s.
    const auto sent = std::find_if(m_sent.rbegin(), m_sent.rend(),
        [&](const Sent &one) { return packet && one.where == where && one.sequence == packet->sequence; });
    if (sent == m_sent.rend() || sent->bytes != message.payload) {
        ++m_stats.foreign;
        return;
    }
    if (std::exchange(sent->isBack, true))
        return; // while the line moves, both connections bring it
    ++m_stats.returned;
    m_stats.lastReturned = arrival;
    m_stats.roundTrip = arrival - sent->complete;
    const qint64 position = sent->position;
    emit returned(*packet, arrival, *m_stats.roundTrip, position);
}

void OwnVoice::forgetOld()
{
    while (!m_sent.empty() && m_clock.now() - m_sent.front().at > kAwaited)
        m_sent.pop_front();
}

VoiceStats OwnVoice::stats() const
{
    VoiceStats stats = m_stats;
    stats.archived = m_sender.stats().acknowledged;
    // A line keeps the order: what was sent before something that is back does not come any more.
    for (auto sent = m_sent.rbegin(); sent != m_sent.rend() && !sent->isBack; ++sent) {
        if (m_clock.now() - sent->at <= kAwaited)
            stats.unreturnedSince = sent->at;
    }
    return stats;
}

} // namespace earshot
