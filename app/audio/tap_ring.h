#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <span>

namespace earshot {

/// A copy of the samples that pass one place of the pull path, on its way to a file: one thread writes, one
/// reads, neither waits. Memory for 1.3 s is reserved at the start, its pages only where they are used; what
/// finds no room is lost and counted.
class TapRing
{
public:
    static constexpr std::size_t kSamples = std::size_t(1) << 17;

    /// `position`: of the event's sound in frames, as the writing thread counts it.
    explicit TapRing(const std::int64_t &position)
        : m_position(position)
        , m_samples(std::make_unique_for_overwrite<float[]>(kSamples))
    { }

    void write(std::span<const float> samples)
    {
        const std::size_t written = m_written.load(std::memory_order_relaxed);
        if (written == 0)
            m_begin = m_position;
        if (written - m_read.load(std::memory_order_acquire) + samples.size() > kSamples) {
            m_lost.fetch_add(samples.size(), std::memory_order_relaxed);
            return;
        }
        const std::size_t place = written % kSamples;
        const std::size_t first = std::min(samples.size(), kSamples - place);
        std::copy_n(samples.begin(), first, &m_samples[place]);
        std::copy(samples.begin() + std::ptrdiff_t(first), samples.end(), &m_samples[0]);
        m_written.store(written + samples.size(), std::memory_order_release);
    }

    /// What is there, in one piece (there may be a second one); valid until `drop`.
    std::span<const float> content() const
    {
        const std::size_t read = m_read.load(std::memory_order_relaxed);
        const std::size_t there = m_written.load(std::memory_order_acquire) - read;
        return {&m_samples[read % kSamples], std::min(there, kSamples - read % kSamples)};
    }
    void drop(std::size_t samples) { m_read.fetch_add(samples, std::memory_order_release); }
    std::int64_t begin() const { return m_begin; } ///< position of the first sample, once there is one
    std::size_t lost() const { return m_lost.load(std::memory_order_relaxed); }

private:
    const std::int64_t &m_position;
    std::int64_t m_begin = 0; ///< handed over by m_written
    std::unique_ptr<float[]> m_samples;
    std::atomic<std::size_t> m_lost{0};
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};
};

} // namespace earshot
