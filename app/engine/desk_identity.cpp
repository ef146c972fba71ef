#include "engine/desk_identity.h"

#include "engine/private_file.h"
#include "wire/nkey.h"

#include <QSysInfo>

namespace earshot {

namespace {

constexpr int kMostDesks = 16;
constexpr qsizetype kLongestName = 100;
const QString kField = QStringLiteral("name");

/// What people are shown of it is the computer's name; the rest tells two of one name apart.
QString newName()
{
    const QString unique
        = QString::fromLatin1(NKey::generate(NKeyKind::User).publicKey().mid(1, 12)).toLower();
    return QSysInfo::machineHostName().left(60) + u'-' + unique;
}

} // namespace

Result<DeskIdentity> DeskIdentity::take(const QString &folder)
{
    if (const Outcome made = makePrivateFolder(folder); !made)
        return made.failure();
    for (int n = 1; n <= kMostDesks; ++n) {
        const QString path = QStringLiteral("%1/desk-%2").arg(folder).arg(n);
        DeskIdentity identity;
        identity.m_lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
        identity.m_lock->setStaleLockTime(0); // only the death of its holder frees it, not time
        if (!identity.m_lock->tryLock(0))
            continue;
        const auto object = readPrivateObject(path + QStringLiteral(".json"));
        const QString known = object && *object ? (**object)[kField].toString() : QString();
        if (!known.isEmpty() && known.size() <= kLongestName) {
            identity.m_name = known;
            return identity;
        }
        identity.m_name = newName();
        const Outcome written
            = writePrivateObject(path + QStringLiteral(".json"), {{kField, identity.m_name}});
        if (!written)
            return written.failure();
        return identity;
    }
    return Failure{Cause::FileUnwritable, folder};
}

} // namespace earshot
