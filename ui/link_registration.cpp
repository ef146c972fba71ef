#include "link_registration.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

namespace earshot {

QString execArgument(const QString &path)
{
    QString escaped;
    for (const QChar c : path) {
        if (c == u'"' || c == u'`' || c == u'$' || c == u'\\')
            escaped += QLatin1Char('\\');
        if (c == u'%')
            escaped += QLatin1Char('%');
        escaped += c;
    }
    // The string value itself is escaped once more.
    return QLatin1Char('"') + escaped.replace(QLatin1String("\\"), QLatin1String("\\\\")) + QLatin1Char('"');
}

static Outcome write(const QString &folder, const QString &name, const QByteArray &content)
{
    QDir().mkpath(folder);
    QSaveFile file(folder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return Failure{Cause::FileUnwritable, file.fileName() + QStringLiteral(": ") + file.errorString()};
    return Nothing{};
}

static QByteArray resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Outcome registerLinks(const QString &program)
{
#if defined(Q_OS_LINUX)
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    const QString applications = data + QStringLiteral("/applications");
    QByteArray entry = resource(QStringLiteral(":/desktop/earshot.desktop"));
    entry.replace("Exec=earshot %u", "Exec=" + execArgument(program).toUtf8() + " %u");
    if (Outcome written = write(applications, QStringLiteral("earshot.desktop"), entry); !written)
        return written;
    const QString icons = data + QStringLiteral("/icons/hicolor/scalable/apps");
    if (Outcome written
        = write(icons, QStringLiteral("earshot.svg"), resource(QStringLiteral(":/icons/earshot.svg")));
        !written)
        return written;
    // Both only refresh what desktops read from the file anyway; where they are missing nothing is lost.
    const QString update = QStandardPaths::findExecutable(QStringLiteral("update-desktop-database"));
    if (!update.isEmpty())
        QProcess::execute(update, {QStringLiteral("-q"), applications});
    const QString mime = QStandardPaths::findExecutable(QStringLiteral("xdg-mime"));
    if (!mime.isEmpty()) {
        QProcess::execute(mime,
            {QStringLiteral("default"), QStringLiteral("earshot.desktop"),
                QStringLiteral("x-scheme-handler/earshot")});
    }
#else
    Q_UNUSED(program)
#endif
    return Nothing{};
}

} // namespace earshot
