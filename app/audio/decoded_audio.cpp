#include "audio/decoded_audio.h"

#include "audio/cross_fade.h"

namespace earshot {

namespace {

constexpr int kConcealStep = 120; // Opus conceals in multiples of 2.5 ms

} // namespace

void DecodedAudio::append(int concealedFrames)
{
    m_decoder->conceal(m_pcm.prepare(concealedFrames));
    m_pcm.commit(concealedFrames);
}

void DecodedAudio::decode(const PacketInfo &info, std::span<const std::uint8_t> payload)
{
    const std::int64_t overlap = m_end == kBeforeAll ? 0 : m_end - info.timestamp;
    const bool beginsInside = overlap > kJoinTolerance;
    // The decoder joins the packet's first frame to what it made before, not a later one.
    CrossFade join;
    if (beginsInside)
        m_decoder->conceal(join.keep());
    const auto room = m_pcm.prepare(StreamDecoder::kMaxFrames);
    const int frames = m_decoder->decode(payload, room);
    if (frames > 0) {
        if (m_tap)
            m_tap->write(room.first(std::size_t(frames) * kStereo));
        const int stale = beginsInside ? int(std::min<std::int64_t>(overlap, frames)) : 0;
        std::copy(room.begin() + stale * kStereo, room.begin() + frames * kStereo, room.begin());
        join.blend(room.first(std::size_t(frames - stale) * kStereo), true);
        m_pcm.commit(frames - stale);
    }
    const int missing = info.frames - (beginsInside ? int(std::min<std::int64_t>(overlap, info.frames)) : 0);
    for (int left = frames > 0 ? 0 : missing; left >= kConcealStep;) {
        const int step = std::min(left / kConcealStep * kConcealStep, kBlockFrames);
        append(step);
        m_lostAhead += step;
        left -= step;
    }
    m_end = std::max(m_end, info.end());
}

void DecodedAudio::concealUpTo(std::int64_t next)
{
    while (frames() < kBlockFrames && next - m_end > kJoinTolerance) {
        const int step
            = int(std::min<std::int64_t>(kBlockFrames, (next - m_end) / kConcealStep * kConcealStep));
        append(step);
        m_lostAhead += step;
        m_end += step;
    }
}

void DecodedAudio::concealWaiting()
{
    append(kBlockFrames);
    m_waitingAhead += kBlockFrames;
}

void DecodedAudio::jumpTo(std::int64_t position)
{
    m_pcm.clear();
    m_resampler.restart();
    m_lostAhead = m_waitingAhead = 0;
    m_end = std::max(m_end, position);
}

void DecodedAudio::reset()
{
    m_decoder->reset();
    m_pcm.clear();
    m_resampler.restart();
    m_lostAhead = m_waitingAhead = 0;
    m_end = kBeforeAll;
}

void DecodedAudio::take(std::span<float> out)
{
    const int before = frames();
    const int consumed = m_resampler.process(m_pcm.content(), out);
    m_pcm.dropFront(consumed);
    const int stream = std::min(before, consumed);
    const int lost = std::min(m_lostAhead, stream);
    const int waiting = consumed - stream;
    m_lostAhead -= lost;
    m_waitingAhead -= waiting;
    const int countedWaiting = std::min(waiting, kBlockFrames);
    const int countedLost = std::min(lost, kBlockFrames - countedWaiting);
    m_totals.waiting += countedWaiting;
    m_totals.lost += countedLost;
    m_totals.real += kBlockFrames - countedWaiting - countedLost;
}

void DecodedAudio::peek(std::span<float> out)
{
    if (m_pcm.frames() * kStereo < int(out.size()))
        concealWaiting();
    FractionalResampler copy = m_resampler;
    copy.process(m_pcm.content(), out);
}

} // namespace earshot
