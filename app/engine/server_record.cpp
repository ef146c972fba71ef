#include "engine/server_record.h"

#include "engine/private_file.h"

#include <QFile>
#include <QHostAddress>

namespace earshot {

namespace {

quint16 readPort(const QJsonValue &value)
{
    const int port = value.toInt();
    return port > 0 && port <= 65535 ? quint16(port) : quint16(0);
}

} // namespace

QUrl ServerRecord::webSocketUrl() const
{
    QUrl url;
    url.setScheme(certificateSha256.isEmpty() ? QStringLiteral("ws") : QStringLiteral("wss"));
    url.setHost(host);
    url.setPort(webSocketPort);
    return url;
}

Result<std::optional<ServerRecord>> readServerRecord(const QString &path)
{
    const auto object = readPrivateObject(path);
    if (!object)
        return object.failure();
    if (!*object)
        return std::optional<ServerRecord>();
    const QJsonObject &fields = **object;
    ServerRecord record{fields["host"].toString(), readPort(fields["webSocketPort"]),
        readPort(fields["natsPort"]), fields["serverVersion"].toString(),
        QByteArray::fromHex(fields["certificate"].toString().toLatin1())};
    if (QHostAddress(record.host).isNull() || record.webSocketPort == 0 || record.natsPort == 0)
        return Failure{Cause::FileDamaged, path};
    return std::optional(record);
}

Outcome writeServerRecord(const QString &path, const ServerRecord &record)
{
    return writePrivateObject(path,
        {{"host", record.host}, {"webSocketPort", record.webSocketPort}, {"natsPort", record.natsPort},
            {"serverVersion", record.version},
            {"certificate", QString::fromLatin1(record.certificateSha256.toHex())}});
}

qint64 readPidFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(32).trimmed().toLongLong() : 0;
}

bool runsOnConfiguration(qint64 pid, const QString &configurationPath)
{
    QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(pid));
    if (pid <= 0 || !commandLine.open(QIODevice::ReadOnly))
        return false;
    return commandLine.readAll().split('\0').contains(QFile::encodeName(configurationPath));
}

} // namespace earshot
