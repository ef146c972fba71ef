#include "calendar_file.h"

#include <QDesktopServices>
#include <QDir>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>

namespace earshot {

constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

Result<QString> keepCalendarFile(const QString &folder, const QString &eventId, const QByteArray &calendar)
{
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9-]"));
    const QString name = QString(eventId).left(64).replace(other, QStringLiteral("-"));
    const QString path = folder + QLatin1Char('/') + (name.isEmpty() ? QStringLiteral("event") : name)
        + QStringLiteral(".ics");
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, kOwnerOnly | QFile::ExeOwner))
        return Failure{Cause::FileUnwritable, folder};
    QSaveFile file(path);
    // The permissions come before the first byte of content.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly)
        || file.write(calendar) != calendar.size() || !file.commit())
        return Failure{Cause::FileUnwritable, path};
    return path;
}

Outcome openCalendar(const QString &eventId, const QByteArray &calendar)
{
    const QString folder
        = QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/calendar");
    const Result<QString> path = keepCalendarFile(folder, eventId, calendar);
    if (!path)
        return path.failure();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(*path)))
        return Failure{Cause::ProgramMissing, *path};
    return Nothing{};
}

} // namespace earshot
