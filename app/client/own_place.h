#pragma once

#include "client/listening_side.h"
#include "client/own_key.h"
#include "client/screen_lock.h"
#include "client/talk_remote.h"
#include "client/talking_side.h"
#include "client/talking_world.h"
#include "client/voice_line.h"

namespace earshot {

/// The person's own place at the joined event: their key, their seat and their microphone, which `earshotctl talk` opens and
/// closes too, and a locked screen closes. Main thread.
class OwnPlace : public QObject
{
    Q_OBJECT
public:
    struct Options {
        DelayMode listening; ///< of the playback, off the stage
        VoiceMaker makeVoice; ///< empty = the microphone
        bool isAttended; ///< as Client::Options
    };

    OwnPlace(Clock &clock, SecretStore &secrets, NetworkThread &network, const ListeningSide &listening,
        SoundSide &sound, Playback &playback, const Options &options);

    TalkingSide &talking() { return *m_talking; }

    void loadKey() { m_key.load(); }
    /// Another event, or none, is joined.
    void reset() { m_talking->reset(); }
    /// A host is on the stage from the beginning. The key may be read from the keychain only now.
    void comeUpAs(const QString &name);
    /// Nothing is said any more. Before the network thread ends.
    void close();

signals:
    /// As Client::talkRemoteTaken.
    void remoteTaken(bool taken);

private:
    void connectNetwork(const ListeningSide &listening);

    NetworkThread &m_network;
    OwnKey m_key;
    VoiceLine m_voice; ///< outlives who speaks, and the network thread
    TalkingWorld m_world;
    std::unique_ptr<TalkingSide> m_talking; ///< null after `close`
    std::unique_ptr<TalkRemote> m_remote;
    std::optional<ScreenLock> m_screenLock;
};

} // namespace earshot
