#include "client/secret_files.h"

#include "engine/private_file.h"

#include <QDir>
#include <QFile>

namespace earshot {

namespace {
const QString kField = QStringLiteral("secret");
}

QString SecretFiles::path(const QString &name) const
{
    return QDir(m_folder).filePath(name + QStringLiteral(".secret"));
}

Result<std::optional<QByteArray>> SecretFiles::readNow(const QString &name) const
{
    const auto object = readPrivateObject(path(name));
    if (!object)
        return object.failure();
    if (!*object)
        return std::optional<QByteArray>();
    const auto decoded = QByteArray::fromBase64Encoding(
        (**object)[kField].toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return Failure{Cause::FileDamaged, path(name)};
    return std::optional(decoded.decoded);
}

Outcome SecretFiles::removeNow(const QString &name) const
{
    if (QFile::exists(path(name)) && !QFile::remove(path(name)))
        return Failure{Cause::FileUnwritable, path(name)};
    return Nothing{};
}

void SecretFiles::read(
    const QString &name, std::function<void(const Result<std::optional<QByteArray>> &)> done)
{
    QMetaObject::invokeMethod(
        this, [this, name, done = std::move(done)] { done(readNow(name)); }, Qt::QueuedConnection);
}

void SecretFiles::write(
    const QString &name, const QByteArray &secret, std::function<void(const Outcome &)> done)
{
    Outcome outcome = makePrivateFolder(m_folder);
    if (outcome)
        outcome = writePrivateObject(path(name), {{kField, QString::fromLatin1(secret.toBase64())}});
    QMetaObject::invokeMethod(
        this, [outcome, done = std::move(done)] { done(outcome); }, Qt::QueuedConnection);
}

void SecretFiles::remove(const QString &name, std::function<void(const Outcome &)> done)
{
    const Outcome outcome = removeNow(name);
    QMetaObject::invokeMethod(
        this, [outcome, done = std::move(done)] { done(outcome); }, Qt::QueuedConnection);
}

} // namespace earshot
