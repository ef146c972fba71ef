#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace earshot::test {

/// A network of the test's own for programs started in it: with no interface up, with a loopback, or with one
/// more whose other end takes every packet and answers none (192.0.2.0/24, RFC 5737); and a name service that
/// answers as the test wants. Linux, and the right to make namespaces.
class NetworkNamespace
{
public:
    enum class Interfaces { None, Loopback, Outside };
    enum class NameService {
        None, ///< nothing listens at the resolver's address
        Silent, ///< takes every question and says nothing
        NoSuchName, ///< NXDOMAIN
        Broken, ///< SERVFAIL
        Here, ///< every name is 127.0.0.1
    };

    /// Fails with NotPermitted and the reason where this computer does not allow it.
    static Result<std::unique_ptr<NetworkNamespace>> make(Interfaces interfaces, NameService names);
    ~NetworkNamespace();

    /// What a command line begins with to run in it.
    QStringList prefix() const;
    /// Names asked for so far.
    int questions() const;

private:
    class Inside;

    NetworkNamespace() = default;
    QString runInside(const QStringList &arguments) const;
    QString addOutside();

    QThread m_thread;
    QTemporaryDir m_dir; ///< its resolv.conf
    std::unique_ptr<Inside> m_inside;
    QString m_path; ///< of the namespace
};

} // namespace earshot::test
