#pragma once

#include <QString>

namespace earshot {

/// The files of a server in its data folder.
struct EngineFolder {
    QString path; ///< absolute

    QString keys() const { return path + QStringLiteral("/keys.json"); }
    /// Who else may what, and what its writers hold while they change it.
    QString access() const { return path + QStringLiteral("/access.json"); }
    QString accessLock() const { return path + QStringLiteral("/access.lock"); }
    QString record() const { return path + QStringLiteral("/server.json"); }
    QString configuration() const { return path + QStringLiteral("/server.conf"); }
    QString certificate() const { return path + QStringLiteral("/server.pem"); }
    QString certificateKey() const { return path + QStringLiteral("/server.key"); }
    QString pid() const { return path + QStringLiteral("/server.pid"); }
    QString log() const { return path + QStringLiteral("/server.log"); }
    QString lock() const
    {
        return path + QStringLiteral("/engine.lock");
    } ///< held by the engine that has the child
    QString streams() const { return path + QStringLiteral("/streams"); }
    /// Where the server keeps the streams of one account.
    QString streamsOf(const QByteArray &account) const
    {
        return streams() + QStringLiteral("/jetstream/") + QString::fromLatin1(account);
    }
};

} // namespace earshot
