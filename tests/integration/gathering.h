#pragma once

#include "base/clock.h"
#include "support/host_process.h"
#include "support/program.h"

#include <QTemporaryDir>

namespace earshot::test {

/// A host, two people on the stage and a listener, each a program of its own: Ana has a microphone and a talk key, Jonas
/// sits beside her and is silent.
class Gathering
{
public:
    bool host();
    /// Each with arguments of their own.
    bool comeTogether(const QStringList &ana, const QStringList &jonas, const QStringList &listener);

    /// The key was moved at some time in between.
    struct KeyMove {
        Instant asked{};
        Instant answered{};
    };
    /// Ana's, "on" or "off", by the program that people use for it. Nothing where it was not obeyed.
    std::optional<KeyMove> moveKey(const char *word);
    /// As moveKey, without the time that a program takes to start.
    std::optional<KeyMove> touchKey(const char *word);

    /// What devices held back, as the programs said last.
    double microphoneMs() const { return told(*m_ana, "proof", "microphone_ms"); }
    double othersDeviceMs() const { return told(*m_jonas, "proof", "device_ms"); }
    double listenersDeviceMs() const { return told(*m_listener, "audio", "device_ms"); }

private:
    static double told(const Program &person, const char *kind, const char *figure)
    {
        return person.last(kind)[QLatin1String(figure)].toDouble();
    }
    QString folder(const char *name);

    QTemporaryDir m_folder;
    SystemClock m_clock;
    HostProcess m_host;
    QString m_anasLink;
    std::unique_ptr<Program> m_ana;
    std::unique_ptr<Program> m_jonas;
    std::unique_ptr<Program> m_listener;
};

} // namespace earshot::test
