#include "client/file_lock.h"

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

namespace earshot {

#ifdef Q_OS_UNIX

namespace {

bool isStillThere(int opened, const QString &path)
{
    struct stat open {
    };
    struct stat there {
    };
    return ::fstat(opened, &open) == 0 && ::stat(QFile::encodeName(path).constData(), &there) == 0
        && open.st_dev == there.st_dev && open.st_ino == there.st_ino;
}

} // namespace

/// The lock belongs to the open file, so a second number of it keeps it when the first is closed.
struct FileLock::Held {
    explicit Held(int file)
        : number(::fcntl(file, F_DUPFD_CLOEXEC, 0))
    { }
    ~Held()
    {
        if (number >= 0)
            ::close(number);
    }
    Q_DISABLE_COPY_MOVE(Held)
    const int number;
};

FileLock::Taken FileLock::take(QFile &file)
{
    release();
    auto held = std::make_unique<Held>(file.handle());
    if (held->number < 0)
        return Taken::Impossible;
    // A file system without locks has none to wait for.
    if (::flock(held->number, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return Taken::ByAnother;
    if (!isStillThere(held->number, file.fileName()))
        return Taken::ByAnother;
    m_held = std::move(held);
    return Taken::Yes;
}

#else

/// An open file with a lock could not be read by a player here, so it is another file beside it.
struct FileLock::Held {
    explicit Held(const QString &path)
        : file(path)
    {
        file.setStaleLockTime(0); // only the death of its holder frees it, not time
    }
    QLockFile file;
};

FileLock::Taken FileLock::take(QFile &file)
{
    release();
    auto held = std::make_unique<Held>(file.fileName() + QStringLiteral(".lock"));
    if (!held->file.tryLock(0))
        return held->file.error() == QLockFile::LockFailedError ? Taken::ByAnother : Taken::Impossible;
    m_held = std::move(held);
    return Taken::Yes;
}

#endif

FileLock::FileLock() = default;
FileLock::~FileLock() = default;

void FileLock::release()
{
    m_held.reset();
}

} // namespace earshot
