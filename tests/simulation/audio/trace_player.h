#pragma once

#include "audio/speaker_stream.h"
#include "simulation/audio/heard_block.h"
#include "simulation/audio/random_trace.h"

namespace earshot::test {

/// What is known after each block that a stream was asked for.
struct Played {
    const HeardBlock &heard;
    SpeakerStream::Account account; ///< after the block
    std::int64_t pulledFrames = 0; ///< with this block
    const SpeakerAudioStats *stats = nullptr; ///< after some blocks
    bool isAnew = false; ///< something was asked for since the last block that lets positions go back
    bool isCleared = false; ///< by clear(): figures begin at 0
    ListenerChoice choice;
    microseconds shift{0};
};

/// Something that must hold, whatever the trace.
class Check
{
public:
    virtual ~Check() = default;
    virtual void add(const Played &played) = 0;
    virtual void end() { }
    /// Empty: it holds.
    const std::string &failure() const { return m_failure; }

protected:
    void fail(Instant at, const std::string &what)
    {
        if (m_failure.empty())
            m_failure = "at " + std::to_string(toMs(at - Trace::kBegin)) + " ms: " + what;
    }

private:
    std::string m_failure;
};

/// Gives a stream of its own all that a trace holds, as Playback does, and takes sound from it as a device does.
/// Returns a hash of every sample and figure.
std::uint64_t play(const Trace &trace, std::span<Check *const> checks);
/// Gives a Playback all that several traces hold, one for each speaker, and checks what is heard of the first: the
/// others play silently beside it. The listener's choices and the device are those of the first. What only a stream
/// tells (account) is not known here.
std::uint64_t playTogether(std::span<const Trace> traces, std::span<Check *const> checks);

} // namespace earshot::test
