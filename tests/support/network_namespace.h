#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace earshot::test {

/// A network of the test's own for programs started in it: no interface but a loopback that may be up, and a
/// name service that answers as the test wants. Linux, and the right to make namespaces.
class NetworkNamespace
{
public:
    enum class Loopback { Up, Down };
    enum class NameService {
        None, ///< nothing listens at the resolver's address
        Silent, ///< takes every question and says nothing
        NoSuchName, ///< NXDOMAIN
        Broken, ///< SERVFAIL
        Here, ///< every name is 127.0.0.1
    };

    /// Fails with NotPermitted and the reason where this computer does not allow it.
    static Result<std::unique_ptr<NetworkNamespace>> make(Loopback loopback, NameService names);
    ~NetworkNamespace();

    /// What a command line begins with to run in it.
    QStringList prefix() const;
    /// Names asked for so far.
    int questions() const;

private:
    class Inside;

    NetworkNamespace() = default;

    QThread m_thread;
    QTemporaryDir m_dir; ///< its resolv.conf
    std::unique_ptr<Inside> m_inside;
    QString m_path; ///< of the namespace
};

} // namespace earshot::test
