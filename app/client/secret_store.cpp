#include "client/secret_store.h"

#include "client/keychain.h"
#include "client/secret_files.h"

#include <QHash>

namespace earshot {

namespace {

Failure refusal(const Keychain::Reply &reply)
{
    return {Cause::KeychainRefused, reply.detail};
}

/// A keychain that is there and says no, or fails, is not passed over.
class KeychainStore final : public SecretStore
{
public:
    KeychainStore(const QString &folder, std::unique_ptr<Keychain> keychain)
        : m_files(folder)
        , m_keychain(std::move(keychain))
    { }

    /// A secret that was kept while no keychain ran is in its file, and is read also where the keychain fails.
    void read(
        const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done) override
    {
        m_keychain->read(name, [this, name, done = std::move(done)](const Keychain::Reply &reply) {
            note(reply);
            if (reply.answer == Keychain::Answer::Done && !reply.secret.isEmpty())
                return done(std::optional(reply.secret));
            const auto file = m_files.readNow(name);
            const bool isUnsure = reply.answer == Keychain::Answer::Refused && file.ok() && !*file;
            done(isUnsure ? refusal(reply) : file);
        });
    }

    void write(
        const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done) override
    {
        m_keychain->write(
            name, secret, [this, name, secret, done = std::move(done)](const Keychain::Reply &reply) {
                note(reply);
                if (reply.answer == Keychain::Answer::Absent)
                    return m_files.write(name, secret, done);
                if (reply.answer != Keychain::Answer::Done)
                    return done(refusal(reply));
                done(m_files.removeNow(name)); // or an older one would be read where no keychain runs
            });
    }

    void remove(const QString &name, std::function<void(const Outcome &)> done) override
    {
        m_keychain->remove(name, [this, name, done = std::move(done)](const Keychain::Reply &reply) {
            note(reply);
            const Outcome file = m_files.removeNow(name);
            done(reply.answer == Keychain::Answer::Refused ? Outcome(refusal(reply)) : file);
        });
    }

    bool usesKeychain() const override { return m_usesKeychain; }

private:
    void note(const Keychain::Reply &reply) { m_usesKeychain = reply.answer != Keychain::Answer::Absent; }

    SecretFiles m_files;
    bool m_usesKeychain = true; ///< until it was found that none runs
    std::unique_ptr<Keychain> m_keychain; ///< ends first: its answers use the others
};

class MemoryStore final : public QObject, public SecretStore
{
public:
    void read(
        const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done) override
    {
        const auto found = m_secrets.constFind(name);
        const auto secret = found == m_secrets.cend() ? std::nullopt : std::optional(*found);
        later([secret, done = std::move(done)] { done(secret); });
    }
    void write(
        const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done) override
    {
        m_secrets.insert(name, secret);
        later([done = std::move(done)] { done(Nothing{}); });
    }
    void remove(const QString &name, std::function<void(const Outcome &)> done) override
    {
        m_secrets.remove(name);
        later([done = std::move(done)] { done(Nothing{}); });
    }
    bool usesKeychain() const override { return false; }

private:
    void later(std::function<void()> call)
    {
        QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
    }

    QHash<QString, QByteArray> m_secrets;
};

} // namespace

std::unique_ptr<SecretStore> makeSecretStore(const QString &folder, SecretPlace place)
{
    if (place == SecretPlace::Memory)
        return std::make_unique<MemoryStore>();
    if (place == SecretPlace::Files || qEnvironmentVariable("EARSHOT_KEYCHAIN") == QLatin1String("off"))
        return std::make_unique<SecretFiles>(folder);
    return makeSecretStore(folder, makeSystemKeychain());
}

std::unique_ptr<SecretStore> makeSecretStore(const QString &folder, std::unique_ptr<Keychain> keychain)
{
    return std::make_unique<KeychainStore>(folder, std::move(keychain));
}

} // namespace earshot
