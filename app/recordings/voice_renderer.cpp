#include "recordings/voice_renderer.h"

#include "recordings/filling_packets.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace earshot {

namespace {

constexpr int kConcealStep = kBlockFrames;
constexpr int kTail = 240; ///< frames: what of the last packet sounds on into the silence behind it
// Off by more than 0.3 ms it moves, until nothing is left to be heard of it.
constexpr qint64 kOff = 14; ///< frames
constexpr qint64 kThere = 2; ///< frames
constexpr double kPpmPerFrame = 7; ///< a third of what is off in a second
constexpr double kMostPpm = 200;

} // namespace

bool VoiceRenderer::mix(qint64 begin, std::span<float> mono)
{
    bool isHeard = false;
    const qint64 end = begin + qint64(mono.size());
    std::array<float, std::size_t(kBlockFrames * kStereo)> block;
    for (;;) {
        if (!m_isInSpurt) {
            if (m_waiting.empty() || m_waiting.front().place - kEncoderDelay >= end)
                return isHeard;
            m_place = std::max(m_place, begin);
            beginSpurt();
        }
        if (m_place >= end)
            return isHeard;
        const int wanted = int(std::min<qint64>(end - m_place, kBlockFrames));
        decodeUpTo(wanted + FractionalResampler::kHeldFrames + 1);
        const int frames = std::min(wanted, m_decoded.frames());
        if (frames > 0) {
            const auto out = std::span(block).first(std::size_t(frames * kStereo));
            m_decoded.dropFront(m_resampler.process(m_decoded.content(), out));
            m_isFresh = false;
            isHeard = true;
            for (int i = 0; i < frames; ++i) {
                const auto left = std::size_t(i * kStereo);
                mono[std::size_t(m_place - begin + i)] += (block[left] + block[left + 1]) / 2;
            }
            m_place += frames;
        }
        if (m_isEnding && m_decoded.frames() == 0)
            m_isInSpurt = false;
    }
}

void VoiceRenderer::beginSpurt()
{
    m_isInSpurt = true;
    m_isEnding = false;
    m_isFresh = true;
    m_isSteering = false;
    m_decoder.reset();
    m_decoded.clear();
    m_resampler = {};
    m_lost = 0;
    const PlacedPacket first = std::move(m_waiting.front());
    m_waiting.pop_front();
    const qint64 place = first.place - kEncoderDelay;
    const qint64 rendered = std::exchange(m_place, place);
    append(first);
    if (rendered > place) { // the beginning would be before what is rendered
        m_decoded.dropFront(int(std::min<qint64>(rendered - place, m_decoded.frames())));
        m_place = rendered;
    }
}

void VoiceRenderer::decodeUpTo(int frames)
{
    while (!m_isEnding && m_decoded.frames() < frames) {
        if (m_lost > 0) {
            makeUp();
        } else if (m_waiting.empty() || m_waiting.front().isFirst) {
            endSpurt();
        } else if (m_waiting.front().lost > 0) {
            m_lost = int(std::exchange(m_waiting.front().lost, 0));
        } else {
            append(m_waiting.front());
            m_waiting.pop_front();
        }
    }
}

/// Some of what is lost.
void VoiceRenderer::makeUp()
{
    const int frames = std::min(m_lost, kConcealStep);
    const auto room = m_decoded.prepare(frames);
    m_decoder.conceal(room);
    m_decoded.commit(frames);
    m_lost -= frames;
}

void VoiceRenderer::append(const PlacedPacket &packet)
{
    steer(packet);
    std::array<float, std::size_t(StreamDecoder::kMaxFrames * kStereo)> samples;
    int frames = m_decoder.decode(bytesOf(packet.payload), samples);
    if (frames != packet.frames) {
        frames = packet.frames;
        std::fill_n(samples.begin(), frames * kStereo, 0.0f);
    }
    const auto room = m_decoded.prepare(frames);
    std::copy_n(samples.begin(), frames * kStereo, room.begin());
    m_decoded.commit(frames);
}

/// How far the packet would be from where it is wanted, and the speed that brings it there.
void VoiceRenderer::steer(const PlacedPacket &packet)
{
    const int held = m_isFresh ? 0 : FractionalResampler::kHeldFrames;
    const qint64 off = packet.wanted - kEncoderDelay - (m_place + m_decoded.frames() + held);
    m_isSteering = std::abs(off) > (m_isSteering ? kThere : kOff);
    m_resampler.aimAt(m_isSteering ? std::clamp(-double(off) * kPpmPerFrame, -kMostPpm, kMostPpm) : 0);
}

void VoiceRenderer::endSpurt()
{
    m_isEnding = true;
    std::array<float, std::size_t(StreamDecoder::kMaxFrames * kStereo)> samples;
    if (m_decoder.decode(kSilentPacket, samples) < kTail)
        return;
    const auto room = m_decoded.prepare(kTail);
    std::copy_n(samples.begin(), kTail * kStereo, room.begin());
    m_decoded.commit(kTail);
}

} // namespace earshot
