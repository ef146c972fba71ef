#include "audio/sound_server.h"

#include <QDir>
#include <QLocalSocket>
#include <QtGlobal>

#if defined(Q_OS_LINUX) && QT_VERSION < QT_VERSION_CHECK(6, 10, 0)
#include <dlfcn.h>
#define EARSHOT_QT_PLAYS_THROUGH_PULSE
#endif

namespace earshot {

#ifdef EARSHOT_QT_PLAYS_THROUGH_PULSE

namespace {

constexpr int kPatienceMs = 100; // a local socket answers at once or not at all

bool listens(const QString &path)
{
    if (!QFile::exists(path))
        return false;
    QLocalSocket socket;
    socket.connectToServer(path);
    return socket.waitForConnected(kPatienceMs);
}

/// Where libpulse looks, in its order (pulse-client.conf(5), PULSE_RUNTIME_PATH).
QStringList socketPaths()
{
    QStringList folders;
    if (const QString runtime = qEnvironmentVariable("PULSE_RUNTIME_PATH"); !runtime.isEmpty())
        folders << runtime;
    if (const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        folders << runtime + QLatin1String("/pulse");
    const QDir configuration(QDir::homePath() + QLatin1String("/.config/pulse"));
    const auto links = configuration.entryList({QStringLiteral("*-runtime")}, QDir::Dirs);
    for (const QString &link : links)
        folders << configuration.filePath(link);
    folders << QStringLiteral("/var/run/pulse");
    for (QString &folder : folders)
        folder += QLatin1String("/native");
    return folders;
}

} // namespace

bool isSoundServerThere()
{
    static const bool throughPulse = dlopen("libpulse.so.0", RTLD_NOLOAD | RTLD_LAZY) != nullptr;
    QString server = qEnvironmentVariable("PULSE_SERVER");
    if (server.startsWith(QLatin1String("unix:")))
        server.remove(0, 5);
    if (!throughPulse || (!server.isEmpty() && !server.startsWith(QLatin1Char('/'))))
        return true;
    const QStringList paths = server.isEmpty() ? socketPaths() : QStringList(server);
    return std::any_of(paths.begin(), paths.end(), listens);
}

#else

bool isSoundServerThere()
{
    return true;
}

#endif

} // namespace earshot
