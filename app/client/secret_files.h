#pragma once

#include "client/secret_store.h"

#include <QObject>

namespace earshot {

/// Secrets in files `<name>.secret` that only their owner may read.
class SecretFiles final : public QObject, public SecretStore
{
public:
    explicit SecretFiles(const QString &folder)
        : m_folder(folder)
    { }

    void read(
        const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done) override;
    void write(
        const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done) override;
    void remove(const QString &name, std::function<void(const Outcome &)> done) override;
    bool usesKeychain() const override { return false; }

    Result<std::optional<QByteArray>> readNow(const QString &name) const;
    Outcome removeNow(const QString &name) const;

private:
    QString path(const QString &name) const;

    QString m_folder;
};

} // namespace earshot
