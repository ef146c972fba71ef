#include "engine/engine_ports.h"

#include <QTcpServer>

namespace earshot {

namespace {

bool isFree(const QHostAddress &host, quint16 port)
{
    return QTcpServer().listen(host, port);
}

/// Holds `wanted` where it is free, any free port otherwise. Holding one while the next is chosen keeps them
/// apart.
bool hold(QTcpServer &server, const QHostAddress &host, quint16 wanted)
{
    return (wanted != 0 && server.listen(host, wanted)) || server.listen(host);
}

} // namespace

Result<EnginePorts> chooseEnginePorts(
    const QHostAddress &bind, quint16 asked, const std::optional<ServerRecord> &last)
{
    if (!isFree(bind, 0))
        return Failure{Cause::PlanUnusable, QStringLiteral("address")}; // it is not this computer's
    if (asked != 0 && !isFree(bind, asked))
        return Failure{Cause::PortTaken, QString::number(asked)};
    QTcpServer webSocket;
    QTcpServer nats;
    if (!hold(webSocket, bind,
            asked != 0 ? asked
                : last ? last->webSocketPort
                       : quint16(0))
        || !hold(nats, QHostAddress(QHostAddress::LocalHost), last ? last->natsPort : quint16(0)))
        return Failure{Cause::PortTaken, bind.toString()};
    return EnginePorts{bind, webSocket.serverPort(), nats.serverPort()};
}

QHostAddress reachableHost(const QHostAddress &bind)
{
    if (bind == QHostAddress(QHostAddress::AnyIPv6))
        return QHostAddress(QHostAddress::LocalHostIPv6);
    if (bind == QHostAddress(QHostAddress::AnyIPv4) || bind == QHostAddress(QHostAddress::Any))
        return QHostAddress(QHostAddress::LocalHost);
    return bind;
}

} // namespace earshot
