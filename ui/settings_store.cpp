#include "settings_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace earshot {

constexpr qint64 kMostBytes = 1024 * 1024;
constexpr int kMostServers = 100;

QString SettingsStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/window.json");
}

WindowMemory SettingsStore::load() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject json = QJsonDocument::fromJson(file.read(kMostBytes)).object();
    WindowMemory memory;
    memory.geometry = QByteArray::fromBase64(json[QStringLiteral("geometry")].toString().toLatin1());
    if (json[QStringLiteral("page")].toString() == QLatin1String("now-playing"))
        memory.page = Page::NowPlaying;
    memory.volume = std::clamp(json[QStringLiteral("volume")].toDouble(1.0), 0.0, 1.0);
    if (json[QStringLiteral("falling_behind")].toString() == QLatin1String("jump-to-live"))
        memory.fallingBehind = FallingBehind::JumpToLive;
    for (const QJsonValue &link : json[QStringLiteral("servers")].toArray()) {
        if (link.isString() && memory.serverLinks.size() < kMostServers)
            memory.serverLinks << link.toString();
    }
    return memory;
}

Outcome SettingsStore::save(const WindowMemory &memory) const
{
    const QJsonObject json{
        {QStringLiteral("geometry"), QString::fromLatin1(memory.geometry.toBase64())},
        {QStringLiteral("page"),
            memory.page == Page::Events ? QStringLiteral("events") : QStringLiteral("now-playing")},
        {QStringLiteral("volume"), memory.volume},
        {QStringLiteral("falling_behind"),
            memory.fallingBehind == FallingBehind::JumpToLive ? QStringLiteral("jump-to-live")
                                                              : QStringLiteral("play-faster")},
        {QStringLiteral("servers"), QJsonArray::fromStringList(memory.serverLinks)},
    };
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
    if (!written)
        return Failure{Cause::FileUnwritable, file.errorString()};
    return Nothing{};
}

} // namespace earshot
