#include "client/keychain.h"

#include "client/keychain_bus.h"

#include <qt6keychain/keychain.h>

namespace earshot {

namespace {

const QString kService = QStringLiteral("Earshot");

Keychain::Answer answerOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return Keychain::Answer::Done;
    case QKeychain::EntryNotFound:
        return Keychain::Answer::NoEntry;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Keychain::Answer::Absent;
    case QKeychain::OtherError:
        return runsNoKeychain() ? Keychain::Answer::Absent : Keychain::Answer::Refused;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        break;
    }
    return Keychain::Answer::Refused;
}

class SystemKeychain final : public QObject, public Keychain
{
public:
    void read(const QString &name, Done done) override
    {
        auto *job = new QKeychain::ReadPasswordJob(kService, this);
        start(*job, name, [job, done = std::move(done)](Reply reply) {
            reply.secret = job->binaryData();
            done(reply);
        });
    }
    void write(const QString &name, const QByteArray &secret, Done done) override
    {
        auto *job = new QKeychain::WritePasswordJob(kService, this);
        job->setBinaryData(secret);
        start(*job, name, std::move(done));
    }
    void remove(const QString &name, Done done) override
    {
        start(*new QKeychain::DeletePasswordJob(kService, this), name, std::move(done));
    }

private:
    void start(QKeychain::Job &job, const QString &name, Done done)
    {
        job.setKey(name);
        connect(&job, &QKeychain::Job::finished, this, [&job, done = std::move(done)] {
            done({answerOf(job.error()), {}, job.errorString()});
        });
        job.start();
    }
};

} // namespace

std::unique_ptr<Keychain> makeSystemKeychain()
{
    return std::make_unique<SystemKeychain>();
}

} // namespace earshot
