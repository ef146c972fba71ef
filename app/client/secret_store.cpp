#include "client/secret_store.h"

#include "client/secret_files.h"

#include <qt6keychain/keychain.h>

#include <QHash>

namespace earshot {

namespace {

const QString kService = QStringLiteral("Earshot");

/// No keychain is there to ask; one that is there and says no is not passed over.
bool isAbsent(QKeychain::Error error)
{
    return error == QKeychain::NoBackendAvailable || error == QKeychain::NotImplemented
        || error == QKeychain::OtherError;
}

Failure refusal(const QKeychain::Job &job)
{
    return {Cause::KeychainRefused, job.errorString()};
}

class KeychainStore final : public QObject, public SecretStore
{
public:
    explicit KeychainStore(const QString &folder)
        : m_files(folder)
    { }

    /// A secret that was kept while no keychain ran is in its file.
    void read(
        const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done) override
    {
        auto *job = new QKeychain::ReadPasswordJob(kService, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, [this, job, name, done = std::move(done)] {
            m_usesKeychain = !isAbsent(job->error());
            if (job->error() == QKeychain::NoError && !job->binaryData().isEmpty())
                done(std::optional(job->binaryData()));
            else if (isAbsent(job->error()) || job->error() == QKeychain::EntryNotFound
                || job->error() == QKeychain::NoError)
                done(m_files.readNow(name));
            else
                done(refusal(*job));
        });
        job->start();
    }

    void write(
        const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done) override
    {
        auto *job = new QKeychain::WritePasswordJob(kService, this);
        job->setKey(name);
        job->setBinaryData(secret);
        connect(job, &QKeychain::Job::finished, this, [this, job, name, secret, done = std::move(done)] {
            m_usesKeychain = !isAbsent(job->error());
            if (!m_usesKeychain)
                return m_files.write(name, secret, done);
            if (job->error() != QKeychain::NoError)
                return done(refusal(*job));
            done(m_files.removeNow(name)); // or an older one would be read where no keychain runs
        });
        job->start();
    }

    void remove(const QString &name, std::function<void(const Outcome &)> done) override
    {
        auto *job = new QKeychain::DeletePasswordJob(kService, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, [this, job, name, done = std::move(done)] {
            m_usesKeychain = !isAbsent(job->error());
            const bool isGone = !m_usesKeychain || job->error() == QKeychain::NoError
                || job->error() == QKeychain::EntryNotFound;
            const Outcome file = m_files.removeNow(name);
            done(isGone ? file : Outcome(refusal(*job)));
        });
        job->start();
    }

    bool usesKeychain() const override { return m_usesKeychain; }

private:
    SecretFiles m_files;
    bool m_usesKeychain = true; ///< until it was found that none runs
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
    return std::make_unique<KeychainStore>(folder);
}

} // namespace earshot
