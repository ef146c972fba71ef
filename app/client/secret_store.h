#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace earshot {

/// Secrets in the system's keychain (QtKeychain); in files of mode 0600 in `folder` where none runs. Main thread.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// Nothing where there is no such secret. `done` comes later, once, on this thread; not after the store ended.
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

std::unique_ptr<SecretStore> makeSecretStore(const QString &folder);

} // namespace earshot
