#include "client/fed_voice.h"

#include <algorithm>

namespace earshot {

namespace {
constexpr int kPauseLevel = 60; ///< -dBov; quieter is no voice
}

FedVoice::FedVoice(Clock &clock, VoiceQueue &queue, std::function<void()> wake)
    : m_clock(clock)
    , m_queue(queue)
    , m_wake(std::move(wake))
{ }

void FedVoice::open(const InputChoice &)
{
    if (isOpen())
        return;
    m_input = {};
    m_input.phase = InputPhase::Opening;
    begin();
    emit inputChanged(m_input);
}

void FedVoice::close()
{
    if (!isOpen())
        return;
    cut();
    end();
    tell({});
}

void FedVoice::setOpenUntil(Instant until, Instant)
{
    m_openUntil = until;
    m_hasTail = true;
    const Instant now = m_clock.now();
    const bool isOpen = until > now;
    if (isOpen && !m_stats.open)
        m_stats.openSince = now;
    m_stats.open = isOpen;
}

void FedVoice::cut()
{
    m_openUntil = m_clock.now();
    m_hasTail = false;
    m_stats.open = false;
    m_stats.openSince.reset();
}

bool FedVoice::mayPass(Instant captured) const
{
    return captured < m_openUntil + (m_hasTail ? m_tail : milliseconds{0});
}

void FedVoice::feed(const QByteArray &payload, int level, std::int64_t position, Instant captured)
{
    m_stats.levelDb = m_stats.peakDb = -level;
    m_stats.at = m_clock.now();
    if (!mayPass(captured) || payload.size() > qsizetype(VoiceFrame::kMaxPayload))
        return;
    VoiceFrame frame;
    frame.position = position;
    frame.captured = captured;
    frame.level = std::uint8_t(std::clamp(level, 0, 127));
    frame.voice = level <= kPauseLevel;
    frame.isFirst = position != m_next;
    frame.size = std::uint16_t(payload.size());
    std::copy(payload.begin(), payload.end(), frame.bytes.begin());
    m_next = position + VoiceFrame::kSamples;
    m_stats.sentDb = -level;
    if (m_queue.push(frame))
        ++m_stats.framesSent;
    else
        ++m_stats.framesLost;
    m_wake();
}

void FedVoice::tell(const InputStats &input)
{
    m_input = input;
    emit inputChanged(m_input);
}

} // namespace earshot
