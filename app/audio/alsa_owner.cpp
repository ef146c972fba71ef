#include "audio/alsa_owner.h"

#include <QDir>
#include <QFile>

namespace earshot {

namespace {

constexpr qint64 kMostRead = 4096;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kMostRead) : QByteArray();
}

/// 0: closed, or not told.
int ownerIn(const QByteArray &status)
{
    for (const QByteArray &line : status.split('\n')) {
        if (line.startsWith("owner_pid"))
            return line.mid(line.indexOf(':') + 1).trimmed().toInt();
    }
    return 0;
}

} // namespace

std::optional<QString> ownerOfCapture(int card, int device, const QString &proc)
{
    const QDir folder(QStringLiteral("%1/asound/card%2/pcm%3c").arg(proc).arg(card).arg(device));
    const auto subdevices = folder.entryList({QStringLiteral("sub*")}, QDir::Dirs);
    int owner = 0;
    for (const QString &subdevice : subdevices) {
        owner = ownerIn(read(folder.filePath(subdevice + QLatin1String("/status"))));
        if (owner <= 0)
            return std::nullopt;
    }
    if (owner <= 0)
        return std::nullopt;
    const QByteArray name = read(QStringLiteral("%1/%2/comm").arg(proc).arg(owner)).trimmed();
    return name.isEmpty() ? QStringLiteral("process %1").arg(owner) : QString::fromUtf8(name);
}

} // namespace earshot
