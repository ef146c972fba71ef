#include "engine/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace earshot {

namespace {

constexpr qint64 kLargestFile = 64 * 1024;
constexpr auto kOwnerReadWrite = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto kOwnerAll = kOwnerReadWrite | QFile::ExeOwner;
constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
    | QFile::WriteOther | QFile::ExeOther;

} // namespace

Outcome makePrivateFolder(const QString &path)
{
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, kOwnerAll))
        return Failure{Cause::FileUnwritable, path};
    return Nothing{};
}

Outcome writePrivateFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    // The permissions come before the first byte of content.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerReadWrite)
        || file.write(content) != content.size() || !file.commit())
        return Failure{Cause::FileUnwritable, path};
    return Nothing{};
}

Result<std::optional<QJsonObject>> readPrivateObject(const QString &path)
{
    if (!QFileInfo::exists(path))
        return std::optional<QJsonObject>();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, path};
    if (file.permissions() & kOthers)
        file.setPermissions(kOwnerReadWrite);
    if (file.size() > kLargestFile)
        return Failure{Cause::FileDamaged, path};
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kLargestFile));
    if (!document.isObject())
        return Failure{Cause::FileDamaged, path};
    return std::optional(document.object());
}

Outcome writePrivateObject(const QString &path, const QJsonObject &object)
{
    return writePrivateFile(path, QJsonDocument(object).toJson());
}

} // namespace earshot
