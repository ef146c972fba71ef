#pragma once

#include "base/result.h"
#include "client/client.h"

#include <QStringList>

namespace earshot::ctl {

/// How earshotctl ends. Scripts rely on these.
enum ExitCode {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    Refused = 3, ///< link, ticket or event not accepted: trying again does not help
    Unreachable = 4, ///< network or server
    NoDevice = 5, ///< the sound device asked for is not there
};

/// The exit code that belongs to a verdict id.
ExitCode exitCodeFor(const QString &verdictId);

/// `10s`, `2m`, `1h`, `500ms`; nothing where it is no duration.
std::optional<std::chrono::milliseconds> readDuration(const QString &text);

/// `--device`: empty or "system", "null", or a device's name.
OutputChoice outputChoice(const QString &device);

// One function a command; `arguments[0]` is the command's name.
int runDemo(const QStringList &arguments);
int runListen(const QStringList &arguments);
int runDesk(const QStringList &arguments);
int runEngine(const QStringList &arguments);
int runFeed(const QStringList &arguments);
int runHost(const QStringList &arguments);
int runRecordings(const QStringList &arguments);
int runSchedule(const QStringList &arguments);
int runDoctor(const QStringList &arguments);
int runSpeak(const QStringList &arguments);
int runTalk(const QStringList &arguments);

} // namespace earshot::ctl
