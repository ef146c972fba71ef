#pragma once

#include "audio/gain_ramp.h"
#include "audio/latest_value.h"
#include "audio/other_sound.h"

#include <array>
#include <atomic>
#include <memory>

namespace earshot {

/// A recording's sound on its way from the thread that decodes to the one that plays: a ring of 1.28 s without locks, and
/// the gate at its end. Where one goes to another place, what is in the ring becomes old: it fades out within 10 ms and is
/// dropped. The setters belong to the main thread, `place` and `commit` to the decoding one, `pull` to the audio thread.
class PlayedSound final : public OtherSound
{
public:
    /// Up to 10 ms.
    struct Block {
        std::array<float, kBlockFrames * kStereo> samples;
        int frames;
        qint64 position; ///< in the recording, of its first frame
        double speed; ///< frames of the recording that a frame played stands for
        std::uint32_t visit; ///< the stay at one place that it belongs to
        bool isLast; ///< of the recording
    };
    static constexpr std::size_t kBlocks = 128;

    PlayedSound();

    void setInPlace(bool inPlace) { m_inPlace.store(inPlace, std::memory_order_relaxed); }
    void setPlaying(bool playing) { m_isPlaying.store(playing, std::memory_order_relaxed); }
    /// Fades out evenly; nothing = comes back at once.
    void setFade(std::optional<microseconds> over);
    /// What is in the ring is old from now on; the number is for the blocks of the new place.
    std::uint32_t goElsewhere() { return m_visit.fetch_add(1, std::memory_order_acq_rel) + 1; }

    /// Where the next block is made; nullptr: full.
    Block *place();
    void commit();
    /// How many blocks of this visit are still to be played.
    int pending(std::uint32_t visit) const;

    /// What is heard, as the audio thread knows it.
    struct Heard {
        qint64 position = 0; ///< of what is heard at `at`
        double speed = 0; ///< 0: stands still
        Instant at{};
        qint64 from = 0; ///< where this visit began: nothing before it is heard
        qint64 upTo = 0; ///< what was handed over; nothing beyond it is heard yet
        std::uint32_t visit = 0;
        bool hasBegun = false; ///< something of this visit was played
        bool isStarved = false; ///< more should have been there
        bool isEnded = false; ///< all was played
    };
    Heard heard() const { return m_heard.read(); }
    /// In frames.
    static qint64 positionAt(const Heard &heard, Instant now);

    bool isInPlace() const override { return m_inPlace.load(std::memory_order_relaxed); }
    bool pull(std::span<float> block, Instant heard) override;

private:
    Block *front();
    void dropFront();
    int take(std::span<float> out, std::uint32_t visit);
    void fadeOut(std::span<float> out);
    void publish(Instant heard, qint64 position, double speed);

    std::unique_ptr<Block[]> m_blocks;
    std::atomic<bool> m_inPlace{false};
    std::atomic<bool> m_isPlaying{false};
    std::atomic<float> m_fadeStep{1}; ///< a block
    std::atomic<std::uint32_t> m_visit{0};
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};

    // the decoding thread's
    std::uint32_t m_newestVisit = 0;
    std::size_t m_visitBegins = 0; ///< block at which it does

    // the audio thread's
    int m_taken = 0; ///< frames of the front block
    bool m_isSounding = false;
    std::uint32_t m_soundingVisit = 0;
    Heard m_now;
    GainRamp m_fade{1};
    float m_fadeGain = 1;
    LatestValue<Heard> m_heard;
};

} // namespace earshot
