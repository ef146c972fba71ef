#include "recordings/played_sound.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr int kRise = 240; ///< frames, 5 ms

void ramp(std::span<float> stereo, float from, float to)
{
    const std::size_t frames = stereo.size() / kStereo;
    for (std::size_t i = 0; i < frames; ++i) {
        const float gain = from + (to - from) * (float(i) + 0.5f) / float(frames);
        stereo[2 * i] *= gain;
        stereo[2 * i + 1] *= gain;
    }
}

} // namespace

PlayedSound::PlayedSound()
    : m_blocks(std::make_unique_for_overwrite<Block[]>(kBlocks))
{ }

void PlayedSound::setFade(std::optional<microseconds> over)
{
    const auto blocks = over ? std::max<microseconds::rep>(1, over->count() / kBlockTime.count()) : 1;
    m_fadeStep.store(over ? -1 / float(blocks) : 1, std::memory_order_relaxed);
}

PlayedSound::Block *PlayedSound::place()
{
    const std::size_t written = m_written.load(std::memory_order_relaxed);
    const bool isFull = written - m_read.load(std::memory_order_acquire) == kBlocks;
    return isFull ? nullptr : &m_blocks[written % kBlocks];
}

void PlayedSound::commit()
{
    const std::size_t written = m_written.load(std::memory_order_relaxed);
    const std::uint32_t visit = m_blocks[written % kBlocks].visit;
    if (visit != m_newestVisit) {
        m_newestVisit = visit;
        m_visitBegins = written;
    }
    m_written.store(written + 1, std::memory_order_release);
}

int PlayedSound::pending(std::uint32_t visit) const
{
    if (visit != m_newestVisit)
        return 0;
    const std::size_t read = std::max(m_read.load(std::memory_order_acquire), m_visitBegins);
    return int(m_written.load(std::memory_order_relaxed) - read);
}

qint64 PlayedSound::positionAt(const Heard &heard, Instant now)
{
    const microseconds since = std::clamp<microseconds>(now - heard.at, -seconds{2}, seconds{1});
    const double moved = double(since.count()) * heard.speed * kFramesPerSecond / 1e6;
    return std::max(heard.from, std::min(heard.upTo, heard.position + std::llround(moved)));
}

PlayedSound::Block *PlayedSound::front()
{
    const std::size_t read = m_read.load(std::memory_order_relaxed);
    return read == m_written.load(std::memory_order_acquire) ? nullptr : &m_blocks[read % kBlocks];
}

void PlayedSound::dropFront()
{
    m_taken = 0;
    m_read.fetch_add(1, std::memory_order_release);
}

/// Frames of this visit, from as many blocks as there are.
int PlayedSound::take(std::span<float> out, std::uint32_t visit)
{
    const int wanted = int(out.size()) / kStereo;
    int got = 0;
    for (Block *block = front(); block && block->visit == visit && got < wanted; block = front()) {
        const int frames = std::min(wanted - got, block->frames - m_taken);
        std::copy_n(
            block->samples.begin() + m_taken * kStereo, frames * kStereo, out.begin() + got * kStereo);
        m_taken += frames;
        got += frames;
        m_now.position = block->position + std::llround(m_taken * block->speed);
        m_now.speed = block->speed;
        if (m_taken < block->frames)
            break;
        m_now.isEnded = block->isLast;
        dropFront();
    }
    return got;
}

void PlayedSound::fadeOut(std::span<float> out)
{
    const int frames = take(out, m_soundingVisit);
    const auto sounding = out.first(std::size_t(frames * kStereo));
    ramp(sounding, 1, 0);
    std::fill(out.begin() + std::ptrdiff_t(sounding.size()), out.end(), 0.0f);
    m_isSounding = false;
}

void PlayedSound::publish(Instant heard, qint64 position, double speed)
{
    Heard &draft = m_heard.draft();
    draft = m_now;
    draft.at = heard;
    draft.position = position;
    draft.upTo = std::max(position, m_now.position);
    draft.speed = speed;
    m_heard.publish();
}

bool PlayedSound::pull(std::span<float> out, Instant heard)
{
    if (!isInPlace() && !m_isSounding)
        return false;
    const std::uint32_t visit = m_visit.load(std::memory_order_acquire);
    const bool isPlaying = m_isPlaying.load(std::memory_order_relaxed) && isInPlace();
    m_fadeGain = std::clamp(m_fadeGain + m_fadeStep.load(std::memory_order_relaxed), 0.0f, 1.0f);
    m_fade.setTarget(m_fadeGain);

    if (m_isSounding && (!isPlaying || m_soundingVisit != visit)) {
        fadeOut(out);
        m_fade.apply(out);
        publish(heard + kBlockTime, m_now.position, 0);
        return true;
    }
    for (const Block *old = front(); old && old->visit != visit; old = front())
        dropFront();
    if (m_now.visit != visit) {
        m_now = {.visit = visit};
        if (const Block *first = front())
            m_now.position = m_now.from = first->position;
        else
            m_now.visit = visit - 1; // not before its place is known
    }
    if (!isPlaying) {
        m_fade.settle();
        return false;
    }
    const Block *first = front();
    const qint64 position = first ? first->position + std::llround(m_taken * first->speed) : m_now.position;
    const double speed = first ? first->speed : 0;
    const bool wasEnded = m_now.isEnded;
    const int frames = take(out, visit);
    m_now.isStarved = frames * kStereo < int(out.size()) && !m_now.isEnded;
    m_now.hasBegun = m_now.hasBegun || frames > 0;
    if (frames == 0) {
        m_isSounding = false;
        if (!wasEnded) // the end is heard when it is, not later with each pull
            publish(heard, m_now.position, 0);
        return false;
    }
    const auto sounding = out.first(std::size_t(frames * kStereo));
    if (!m_isSounding && position > 0)
        ramp(sounding.first(std::min(sounding.size(), std::size_t(kRise * kStereo))), 0, 1);
    if (m_now.isStarved)
        ramp(sounding.last(std::min(sounding.size(), std::size_t(kRise * kStereo))), 1, 0);
    std::fill(out.begin() + std::ptrdiff_t(sounding.size()), out.end(), 0.0f);
    m_isSounding = !m_now.isStarved;
    m_soundingVisit = visit;
    m_fade.apply(out);
    publish(heard, position, speed);
    return true;
}

} // namespace earshot
