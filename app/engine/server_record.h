#pragma once

#include "base/result.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace earshot {

/// What a data folder remembers of its last server: where it could be reached. The ports are used again, so
/// that links stay valid over restarts.
struct ServerRecord {
    QString host; ///< where this computer reaches the WebSocket
    quint16 webSocketPort = 0;
    quint16 natsPort = 0;
    QString version;
    QByteArray certificateSha256 = {}; ///< of the WebSocket's TLS, empty = plain

    QUrl webSocketUrl() const;
    bool operator==(const ServerRecord &) const = default;
};

/// Nothing where the folder had no server yet. Fails with FileDamaged or FileUnreadable and the file's path.
Result<std::optional<ServerRecord>> readServerRecord(const QString &path);
Outcome writeServerRecord(const QString &path, const ServerRecord &record);

/// The process id in nats-server's `pid_file`, 0 where there is none.
qint64 readPidFile(const QString &path);

/// True where the process of the pid file is alive and runs on this configuration file. Only Linux can tell;
/// elsewhere false.
bool runsOnConfiguration(qint64 pid, const QString &configurationPath);

} // namespace earshot
