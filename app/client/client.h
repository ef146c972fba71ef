#pragma once

#include "audio/audio_output.h"
#include "audio/playback.h"
#include "base/clock.h"
#include "base/random.h"
#include "client/copy_stats.h"
#include "client/hosting.h"
#include "client/library.h"
#include "client/player.h"
#include "client/secret_store.h"
#include "client/sound_view.h"
#include "client/talking.h"
#include "client/view.h"
#include "client/voice_source.h"
#include "client/withdrawal.h"
#include "wire/link.h"

#include <QObject>

#include <functional>
#include <memory>

namespace earshot {

/// What a person does with Earshot, behind one door: servers, joining, volume. Makes and wires sessions,
/// playback and diagnosis, moves them to the network and audio threads, and hands out values. Lives on the
/// main thread.
class Client : public QObject
{
    Q_OBJECT
public:
    struct Options {
        SoundChoice sound;
        DelayMode delayMode = DelayMode::Audience;
        QString heardFile; ///< what the device got is written to this WAV file; empty = none
        QString tapFolder; ///< every stage's samples are written to WAV files in it; empty = none
        /// Made on the audio thread; empty = makeOutputDevices.
        std::function<std::unique_ptr<OutputDevices>(Clock &)> makeDevices = {};
        VoiceMaker makeVoice = {}; ///< empty = the microphone
        QString dataFolder = {}; ///< own key, engine, journal; empty = the system's place for them
        SecretPlace secrets = SecretPlace::Memory; ///< the own key, and a server owner's credentials
        bool isAttended = true; ///< by somebody at the screen: the microphone closes when it is locked
    };

    Client(Clock &clock, Random &random, const Options &options);
    ~Client() override;

    /// Reads a link from a person or the system: joins its event, or adds its server where it names none.
    /// A bad one becomes the verdict link.malformed on Now playing; nothing that plays is interrupted by it.
    void openLink(const QString &text);
    void addServer(const Link &server);
    void removeServer(const QString &serverId);
    std::vector<Link> servers() const; ///< with tickets, to be remembered
    void refreshSchedules();

    void join(const QString &serverId, const EventId &event);
    void leave();
    void tryNow();
    /// Opens the link that a moved event names.
    void followMove();
    /// Plays `behind` live, by what the server keeps; 0 = live. Beyond what can be rewound: to its beginning.
    void seek(milliseconds behind);
    void setFallingBehind(FallingBehind choice);
    /// Keeps what is heard of this event and the next ones in a folder below `folder`, as far as their hosts allow it;
    /// empty: no more. `copyChanged` says what becomes of it.
    void keepCopies(const QString &folder);
    /// Keeps what is heard of the joined event in the library; off at each join.
    void keepCopy(bool keep);

    void setVolume(double linear); ///< 0…1
    void setMuted(bool muted);
    void setSound(const SoundChoice &choice); ///< acts at once
    /// A soft chime where an event begins that was waited for; off unless told otherwise.
    void setChime(bool on);
    /// While watched, `soundChanged` comes 10 times a second and at every change of devices.
    void watchSound(bool watch);
    /// Opens the output where no event has; it closes a second after the sound, or when nobody watches any more.
    void playTestSound();

    /// The own microphone and seat at the joined event.
    Talking &talking();
    /// An event of one's own; made when it is first asked for. Its host joins it by `Hosting::opened`.
    Hosting &hosting();
    /// The recordings on this computer and on the servers; made when it is first asked for.
    Library &library();
    /// What of them can be taken off a server; made when it is first asked for.
    Withdrawal &withdrawal();
    /// Plays recordings; made when it is first asked for.
    Player &player();

    /// One event for a calendar program (RFC 5545), without anybody's ticket; empty where it has no time yet, or is not known.
    QByteArray calendar(const QString &serverId, const EventId &event) const;

    const NowPlayingView &nowPlaying() const;
    const EventsView &events() const;
    const SoundView &sound() const;

signals:
    void nowPlayingChanged(const earshot::NowPlayingView &view);
    void levelsChanged(const earshot::LevelsView &levels);
    void eventsChanged(const earshot::EventsView &view);
    void soundChanged(const earshot::SoundView &view);
    /// The event that was joined before its start has begun.
    void eventBegan();
    void copyChanged(const earshot::CopyStats &stats);
    /// A link could not be read; `failure.detail` names the part.
    void linkRefused(const earshot::Failure &failure);
    /// Options::heardFile cannot be written (any more); the sound goes on.
    void heardFileFailed(const earshot::Failure &failure);
    /// Options::tapFolder, the same.
    void tapFailed(const earshot::Failure &failure);
    /// Another Earshot of this user has the switch of `earshotctl talk`, or has it no more.
    void talkRemoteTaken(bool taken);

private:
    void joinBy(const Link &link);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
