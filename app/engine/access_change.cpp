#include "engine/access_change.h"

#include "engine/engine_configuration.h"
#include "engine/private_file.h"
#include "engine/server_record.h"

#include <QFile>
#include <QLockFile>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace earshot {

namespace {

constexpr int kLockTimeoutMs = 2000;

void readAgain([[maybe_unused]] qint64 serverPid, [[maybe_unused]] const EngineFolder &folder)
{
#ifdef Q_OS_LINUX
    if (!runsOnConfiguration(serverPid, folder.configuration()))
        return;
#endif
#ifdef Q_OS_UNIX
    if (serverPid > 0)
        ::kill(pid_t(serverPid), SIGHUP);
#endif
}

Outcome changeConfiguration(const EngineFolder &folder, const OwnerKeys &keys, const EngineAccess &access)
{
    QFile file(folder.configuration());
    if (!file.exists())
        return Nothing{}; // the first start makes it
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, file.fileName()};
    return writePrivateFile(file.fileName(), withAccess(file.readAll(), keys, access));
}

} // namespace

Outcome changeAccess(const EngineFolder &folder, const OwnerKeys &keys, WallTime now, qint64 serverPid,
    const std::function<Outcome(EngineAccess &)> &change)
{
    QLockFile lock(folder.accessLock());
    if (!lock.tryLock(kLockTimeoutMs))
        return Failure{Cause::FileUnwritable, folder.access()};
    Result<EngineAccess> access = readEngineAccess(folder.access());
    if (!access)
        return access.failure();
    const EngineAccess before = *access;
    access->forgetOver(now);
    if (const Outcome changed = change(*access); !changed)
        return changed;
    if (*access == before)
        return Nothing{};
    if (const Outcome written = writeEngineAccess(folder.access(), *access); !written)
        return written;
    if (const Outcome written = changeConfiguration(folder, keys, *access); !written)
        return written;
    readAgain(serverPid, folder);
    return Nothing{};
}

bool canChangeARunningServer()
{
#ifdef Q_OS_UNIX
    return true;
#else
    return false;
#endif
}

} // namespace earshot
