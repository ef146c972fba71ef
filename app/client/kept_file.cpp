#include "client/kept_file.h"

#include "base/regular_file.h"

#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#else
#include <io.h>
#endif

namespace earshot {

namespace {

std::filesystem::path nativePath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

/// That the file is there outlives a loss of power, too.
void syncFolder([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
#endif
}

} // namespace

bool syncFile(QFile &file)
{
    if (!file.flush())
        return false;
#ifdef Q_OS_UNIX
    // Where the disk knows of no such thing, nothing more can be done.
    return ::fsync(file.handle()) == 0 || errno == EINVAL || errno == ENOTSUP;
#else
    return ::_commit(file.handle()) == 0;
#endif
}

Outcome replaceFile(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::rename(nativePath(from), nativePath(to), error);
    if (error)
        return Failure{Cause::FileUnwritable, to};
    syncFolder(QFileInfo(to).path());
    return Nothing{};
}

Outcome moveTo(const QString &from, const QString &to)
{
    if (QFileInfo::exists(to))
        return Failure{Cause::FileUnwritable, to};
    return replaceFile(from, to);
}

Outcome writeKept(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly)
        || file.write(content) != content.size() || !file.commit())
        return Failure{Cause::FileUnwritable, path};
    return Nothing{};
}

Outcome writeQuickly(const QString &path, const QByteArray &content)
{
    QFile file(path + u'~');
    file.remove(); // whatever it is, or leads to
    std::error_code error;
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly)
        && file.write(content) == content.size() && file.flush();
    file.close();
    if (isWritten)
        std::filesystem::rename(nativePath(file.fileName()), nativePath(path), error);
    if (isWritten && !error)
        return Nothing{};
    file.remove();
    return Failure{Cause::FileUnwritable, path};
}

QByteArray readKept(const QString &path, qint64 most)
{
    Result<QByteArray> content = readKeptOrFail(path, most);
    return content ? std::move(*content) : QByteArray();
}

Result<QByteArray> readKeptOrFail(const QString &path, qint64 most)
{
    QFile file(path);
    if (!openRegular(file)) {
        std::error_code error;
        const auto is = std::filesystem::status(nativePath(path), error).type();
        if (is == std::filesystem::file_type::regular || is == std::filesystem::file_type::none)
            return Failure{Cause::FileUnreadable, path};
        return QByteArray();
    }
    QByteArray content = file.size() > most ? QByteArray() : file.read(most);
    if (file.error() != QFileDevice::NoError)
        return Failure{Cause::FileUnreadable, path};
    return content;
}

} // namespace earshot
