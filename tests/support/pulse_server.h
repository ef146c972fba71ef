#pragma once

#include "base/result.h"
#include "support/speech.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace earshot::test {

/// A PulseAudio of its own with one null sink, "ears", whose monitor records what a person would hear. Ends
/// with this object. While it lives, this process and its children find no other sound server.
class PulseServer
{
public:
    /// Fails with ProgramMissing where pulseaudio or parec is not installed.
    static Result<std::unique_ptr<PulseServer>> start();
    ~PulseServer();

    void stop();
    void kill(); ///< ends at once, as a crash does
    bool startAgain();
    /// Takes no sound and answers nothing any more, and goes on.
    void halt();
    void goOn();

    /// Begins to record the monitor; what came so far is in `recorded`.
    bool record();
    Samples recorded(); ///< mono
    void stopRecording();

    /// A second output beside "ears", and an output that is pulled out.
    bool plugIn(const QString &sink, const QStringList &format = {QStringLiteral("rate=48000")});
    bool unplug(const QString &sink);

    /// A microphone that records what is played on a sink of its own, `<microphone>_mouth`, and is no monitor; and it is
    /// pulled out. `properties` as PulseAudio's cards have them.
    bool plugInMicrophone(const QString &microphone, const QString &properties = {});
    bool unplugMicrophone(const QString &microphone);
    bool setDefaultMicrophone(const QString &source);
    bool setMicrophoneVolume(const QString &source, int percent);
    bool suspendMicrophone(const QString &source, bool suspended);
    /// Moves who records with it to another source, as a person does in the system's mixer.
    bool moveRecordings(const QString &fromSource, const QString &toSource);

    /// As desktops have it: while there is no other output, one that nobody hears keeps the streams alive.
    bool setPlaceHolder(bool wanted);

    bool setDefault(const QString &sink);
    /// Put to sleep by hand: takes nothing.
    bool suspend(const QString &sink, bool suspended);

    /// The sink's own mute, as a person sets it in the system's mixer.
    bool setSinkMuted(bool muted);

private:
    PulseServer() = default;
    bool launch();
    bool unload(const QByteArray &argument);

    QTemporaryDir m_home;
    QProcess m_server;
    QProcess m_recorder;
    QByteArray m_recorded;
    QByteArray m_oldRuntime;
    QByteArray m_oldHome;
    QByteArray m_oldServer;
};

/// A desk without the program skips the test, CI fails.
#define EARSHOT_NEED_SOUND_SERVER(started)                                                                   \
    do {                                                                                                     \
        if (!started && started.failure().cause == Cause::ProgramMissing                                     \
            && qEnvironmentVariable("CI") != QLatin1String("true"))                                          \
            QSKIP(qPrintable(started.failure().detail + " is not installed"));                               \
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.failure().detail));                  \
    } while (false)

} // namespace earshot::test
