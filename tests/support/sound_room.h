#pragma once

#include "base/clock.h"
#include "support/speech.h"

#include <QObject>
#include <QProcess>

#include <memory>
#include <vector>

namespace earshot::test {

/// A room in a PulseServer, with one clock for all that sounds in it: a mouth (sink "mouth") with a microphone before it
/// (source "mic", no monitor), and ears (sinks with names). All are channels of one sink, so that a recording has what
/// was said and what was heard, sample by sample: no device's buffer shifts the one against the other.
class SoundRoom : public QObject
{
public:
    /// Nothing where the server refuses it.
    static std::unique_ptr<SoundRoom> build(const QStringList &ears);
    ~SoundRoom() override;

    /// Records the mouth and all ears from now on; what was recorded before is forgotten.
    bool record();
    void stopRecording();
    /// What is spoken begins within a tenth of a second.
    bool say(const Samples &mono);
    void hush(); ///< within a word

    /// What was recorded so far: of the mouth, and of the ears in their order.
    const Samples &mouth() const { return m_channels.front(); }
    const Samples &ear(std::size_t number) const { return m_channels[number + 1]; }
    /// The first sample from there on at which the mouth is not silent.
    std::optional<std::ptrdiff_t> firstSaid(std::ptrdiff_t from) const;
    /// The sample of the recording that sounded at this moment; late by what the server holds a block back, some 10 ms at
    /// most.
    std::ptrdiff_t sampleAt(Instant moment) const;

    /// By how much the latest piece of the recording came later than it had to: then this computer, or its sound server, did
    /// not get on with its work.
    microseconds longestStandstill() const { return m_lateBegin - m_begin.value_or(m_lateBegin); }

private:
    explicit SoundRoom(int channels);
    void take();

    SystemClock m_clock;
    std::vector<Samples> m_channels;
    QProcess m_recorder;
    QProcess m_player;
    QByteArray m_rest;
    std::optional<Instant> m_begin; ///< of the recording: the earliest that any piece of it speaks for
    Instant m_lateBegin{}; ///< and the latest
};

} // namespace earshot::test
