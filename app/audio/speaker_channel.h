#pragma once

#include "audio/levelling.h"
#include "audio/sound_taps.h"
#include "audio/speaker_stream.h"

#include <atomic>

namespace earshot {

/// One slot of the mixer: the stream of whoever has it, made as loud as the others.
struct SpeakerChannel {
    SpeakerChannel(std::unique_ptr<StreamDecoder> decoder, const DelayPolicy &policy)
        : stream(std::move(decoder), policy)
    { }

    /// False: silence.
    bool pull(std::span<float> block, Instant at, const CatchUpLine &line)
    {
        const bool sounding = stream.pull(block, at, line);
        if (!sounding && (played || levelled))
            std::fill(block.begin(), block.end(), 0.0f);
        if (played)
            played->write(block);
        if (sounding)
            levelling.process(block);
        else
            levelling.addSilence();
        if (levelled)
            levelled->write(block);
        if (isEnding)
            levelling.reset();
        isEnding = false;
        return sounding;
    }
    /// A block in which nobody has the slot: what the taps write stays in step with the others.
    void pass(std::span<float> silence)
    {
        if (!hadSpeaker || !played)
            return;
        std::fill(silence.begin(), silence.end(), 0.0f);
        played->write(silence);
        levelled->write(silence);
    }
    /// Another speaker gets the slot.
    void clear()
    {
        stream.clear();
        isEnding = used;
        hadSpeaker = hadSpeaker || used;
        used = false;
        isNew = true;
    }

    // set from any thread
    std::atomic<float> gain{1};
    std::atomic<std::uint32_t> removals{0};

    // the pulling thread's own
    SpeakerStream stream;
    Levelling levelling;
    bool used = false; ///< packets came
    bool isEnding = false; ///< one more block, in which the sound of who had the slot fades
    bool hadSpeaker = false;
    bool isNew = false; ///< nobody was played since another speaker had the slot
    std::uint32_t appliedRemovals = 0;
    std::uint32_t appliedSeeks = 0;
    TapRing *played = nullptr;
    TapRing *levelled = nullptr;
};

} // namespace earshot
