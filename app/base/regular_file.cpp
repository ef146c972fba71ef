#include "base/regular_file.h"

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <QFileInfo>
#endif

namespace earshot {

#ifdef Q_OS_UNIX

bool openRegular(QFile &file, QIODevice::OpenMode more)
{
    const QByteArray path = QFile::encodeName(file.fileName());
    // What it is is asked of the open file, as another may have taken its place since; O_NONBLOCK waits for no writer.
    const int opened = ::open(path.constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (opened < 0)
        return false;
    struct stat is {
    };
    if (::fstat(opened, &is) == 0 && S_ISREG(is.st_mode)
        && file.open(opened, QIODevice::ReadOnly | more, QFile::AutoCloseHandle))
        return true;
    ::close(opened);
    return false;
}

#else

bool openRegular(QFile &file, QIODevice::OpenMode more)
{
    return QFileInfo(file.fileName()).isFile() && file.open(QIODevice::ReadOnly | more);
}

#endif

} // namespace earshot
