#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace earshot {

class Keychain;

/// Secrets in the system's keychain (QtKeychain); in files of mode 0600 in `folder` where none runs. Main thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// Nothing where there is no such secret; where that is not sure, a failure. `done` comes later, once, on this thread; not after the store ended.
    virtual void read(
        const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done)
        = 0;
    virtual void write(
        const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done)
        = 0;
    virtual void remove(const QString &name, std::function<void(const Outcome &)> done) = 0;
    /// Where secrets are kept, for people: true = the keychain.
    virtual bool usesKeychain() const = 0;
};

/// The name of the host credentials for somebody else's server.
inline const QString kHostCredentials = QStringLiteral("host-credentials");

enum class SecretPlace {
    Keychain, ///< files where none runs, or where EARSHOT_KEYCHAIN=off is set
    Files, ///< for programs without a person, whom no keychain can ask
    Memory, ///< kept by nobody: for as long as the store lives
};

/// Names are `[a-z0-9-]{1,48}`. Fails with FileUnreadable, FileUnwritable or FileDamaged (a file), with
/// KeychainRefused (the keychain said no or failed: then no file takes its place).
std::unique_ptr<SecretStore> makeSecretStore(
    const QString &folder, SecretPlace place = SecretPlace::Keychain);
std::unique_ptr<SecretStore> makeSecretStore(const QString &folder, std::unique_ptr<Keychain> keychain);

} // namespace earshot
