#pragma once

#include "client/talking.h"
#include "integration/faultlab/lab_scenes.h"
#include "support/made_sounds.h"

#include <QProcess>

namespace earshot::test {

/// A live event of one person on the stage, with a whole Earshot and a microphone ("desk") of a real sound server, and
/// of one who listens. Each has the log of what they are told.
class SpeakingScene
{
public:
    /// Fails with ProgramMissing where there is no sound server.
    Outcome start();
    ~SpeakingScene();

    Talking &talking() { return person->client.talking(); }
    EventDesk &desk() { return event.desk(); }
    const Verdict &told() const { return person->view().verdict; }
    UserKey personsKey() { return *talking().view().seat.ownKey; }

    /// Asks for the stage with a new invitation.
    void comeUp();
    /// Lets go, and presses again.
    void press();
    /// Once that microphone is in use: another one closed what was open.
    void pressOn(const char *microphone);
    /// This is what the microphone hears from now on, again and again: "voice", or what was kept by that name.
    void hear(const QString &sound);
    void hearNothing(); ///< digital silence
    void keep(const QString &name, const Samples &sound);
    /// Changes something at the sound server. The person goes on meanwhile: a main thread that stands still closes the
    /// microphone.
    bool change(const std::function<bool(PulseServer &)> &change);

    std::unique_ptr<PulseServer> pulse;
    LiveEvent event{QStringList{}};
    std::unique_ptr<FaultProxy> line; ///< of the person on the stage
    Samples voice;
    std::unique_ptr<Listener> person;
    std::unique_ptr<Listener> listener;

private:
    QTemporaryDir m_dir;
    QProcess m_mouth;
};

/// One fault of somebody on the stage, as both sides are told of it, and how it is mended.
struct SpeakingFault {
    using Step = std::function<void()>;
    LabRow row; ///< what the person on the stage is told
    Side side;
    LabRow heard; ///< what the listener is told; no id: nothing is asked
    Step make;
    Step look; ///< at what else must hold
    Step mend;
    const char *after = "ok.talking"; ///< what the person is told then
    QSet<QString> also{}; ///< told on the way
};

/// Makes the fault, sees both told, mends it, and sees that who was told of it is told so.
void runSpeakingFault(SpeakingScene &scene, const SpeakingFault &fault);

} // namespace earshot::test
