#include "engine/engine_configuration.h"

#include "wire/jwt_accounts.h"

#include <QJsonDocument>

namespace earshot {

namespace {

/// A quoted string of nats-server's configuration language. Its lexer knows \" \\ \n \r \t and \xHH.
QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += "\\x" + QByteArray(1, c).toHex();
        else
            out += c;
    }
    return out + '"';
}

QByteArray quoted(const QHostAddress &host, quint16 port)
{
    const bool v6 = host.protocol() == QAbstractSocket::IPv6Protocol;
    return quoted((v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host.toString()).arg(port));
}

/// As its maker wrote it: this folder's own, however long.
WallTime issueTime(const QByteArray &jwt)
{
    const QByteArray claims = QByteArray::fromBase64(
        jwt.split('.').value(1), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return WallTime(seconds(QJsonDocument::fromJson(claims)["iat"].toInteger()));
}

} // namespace

QByteArray engineConfiguration(const EngineFolder &folder, const EnginePorts &ports, const OwnerKeys &keys,
    const EngineAccess &access, const ProgramVersion &version, WallTime now, bool tls)
{
    const QByteArray &system = keys.systemAccount.publicKey();
    const EventAccounts accounts = accountsOf(keys, access);

    QByteArray text;
    const auto line
        = [&text](const QByteArray &key, const QByteArray &value) { text += key + ": " + value + '\n'; };
    line("server_name", quoted(keys.serverName()));
    line("listen", quoted(QHostAddress(QHostAddress::LocalHost), ports.nats));
    line("pid_file", quoted(folder.pid()));
    line("log_file", quoted(folder.log()));
    const QByteArray security = tls ? "tls {\n    cert_file: " + quoted(folder.certificate())
            + "\n    key_file: " + quoted(folder.certificateKey()) + "\n  }"
                                    : QByteArray("no_tls: true");
    text += "websocket {\n  listen: " + quoted(ports.webSocketHost, ports.webSocket) + "\n  " + security
        + "\n  compression: false\n  handshake_timeout: \"5s\"\n}\n";
    text += "jetstream {\n  store_dir: " + quoted(folder.streams())
        + "\n  max_memory_store: 64MB\n  max_file_store: 16GB\n}\n";

    // A listener whose socket takes nothing for 2 s is cut; max_pending stays large, as a small one makes the
    // publisher wait for the slowest listener.
    line("write_deadline", "\"2s\"");
    if (knowsNoProducerStall(version))
        line("no_fast_producer_stall", "true");
    line("ping_interval", "\"20s\"");
    line("ping_max", "2");
    line("max_payload", "128KB");
    line("lame_duck_duration", "\"30s\"");
    line("lame_duck_grace_period", "\"2s\"");

    line("operator", makeOperatorJwt(keys.operatorKey, system, QStringLiteral("Earshot"), now));
    line("system_account", system);
    line("resolver", "MEMORY");
    text += "resolver_preload {\n";
    line("  " + system, makeSystemAccountJwt(system, keys.operatorKey, now));
    line("  " + keys.organiser.publicKey(), makeOrganiserJwt(accounts, keys.operatorKey, now));
    line("  " + keys.audience.publicKey(), makeAudienceJwt(accounts, system, keys.operatorKey, now));
    return text + "}\n";
}

QByteArray withAccess(const QByteArray &configuration, const OwnerKeys &keys, const EngineAccess &access)
{
    const EventAccounts accounts = accountsOf(keys, access);
    QByteArrayList lines = configuration.split('\n');
    for (QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(": ");
        const QByteArray account = line.left(qMax(colon, 0)).trimmed();
        const bool isOrganiser = account == keys.organiser.publicKey();
        if (!isOrganiser && account != keys.audience.publicKey())
            continue;
        const WallTime issued = issueTime(line.mid(colon + 2));
        line.truncate(colon + 2);
        line += isOrganiser
            ? makeOrganiserJwt(accounts, keys.operatorKey, issued)
            : makeAudienceJwt(accounts, keys.systemAccount.publicKey(), keys.operatorKey, issued);
    }
    return lines.join('\n');
}

} // namespace earshot
