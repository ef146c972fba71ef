#pragma once

#include "audio/playback.h"
#include "base/clock.h"
#include "client/sound_view.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace earshot {

/// The sound device's side of the client: has the audio thread, keeps the output open as long as somebody needs
/// it, plays the test sound, and gathers what the settings show. Lives on the main thread.
class SoundSide : public QObject
{
    Q_OBJECT
public:
    using MakeDevices = std::function<std::unique_ptr<OutputDevices>(Clock &clock)>;

    SoundSide(Clock &clock, Playback &playback, const SoundChoice &choice, QString heardFile,
        MakeDevices makeDevices);
    /// Waits until the device is closed.
    ~SoundSide() override;

    void setEventOpen(bool open);
    void setRecordingOpen(bool open); ///< it is to be heard, in the event's place
    /// Who talks with others is near to them: the device buffers less.
    void setOnStage(bool onStage);
    void setChoice(const SoundChoice &choice); ///< acts at once
    void watch(bool watch);
    void playTestSound();

    /// Where a microphone belongs that must not hear what is played.
    QThread *audioThread() { return &m_thread; }
    /// Gets what is played (interleaved stereo), and when its first sample leaves the loudspeaker. On the audio thread.
    using HeardFunction = std::function<void(std::span<const float> stereo, Instant heard)>;
    void setHeard(HeardFunction heard) { m_heard = std::move(heard); }

    const SoundView &view() const { return m_view; }

signals:
    void outputChanged(const earshot::OutputStats &stats);
    /// While watched: 10 times a second and at every change of devices.
    void viewChanged(const earshot::SoundView &view);
    void heardFileFailed(const earshot::Failure &failure);

private:
    void settle();
    OutputChoice wanted() const;
    void changeFrom(OutputChoice before);
    void open();
    void close();
    void note(OutputStats stats);
    std::unique_ptr<AudioOutput> makeOutput(const OutputChoice &choice);
    void tick();
    void readDevices();

    Clock &m_clock;
    Playback &m_playback;
    SoundChoice m_choice;
    const QString m_heardFile;
    const MakeDevices m_makeDevices;
    SoundView m_view;
    bool m_eventOpen = false;
    bool m_recordingOpen = false;
    bool m_onStage = false;
    bool m_watched = false;
    Instant m_watchedSince{};
    int m_watches = 0; ///< and their ends; tells the present list from one of a watch before
    bool m_listRead = false;
    bool m_isOpen = false;
    int m_opened = 0; ///< tells the words of the present output from those of one before
    std::optional<Instant> m_testUntil; ///< the output stays open for the test sound
    std::unique_ptr<Timer> m_timer;

    QThread m_thread;
    QObject *m_audioSide; ///< lives and dies on the audio thread, like the next two
    std::unique_ptr<AudioOutput> m_output;
    std::unique_ptr<OutputDevices> m_devices;
    HeardFunction m_heard; ///< the audio thread's
};

} // namespace earshot
