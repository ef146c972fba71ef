#include "session/discovery_reader.h"

#include <QNetworkReply>

namespace earshot {

namespace {

/// As a first dial: a silent server is named within 3 s.
constexpr int kTimeoutMs = 2800;

Failure failureOf(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString detail = reply.errorString().left(200);
    if (status >= 400) {
        Failure failure{Cause::HttpStatus, detail, status};
        bool isNumber = false;
        const int wait = reply.rawHeader("Retry-After").toInt(&isNumber);
        if (isNumber && wait >= 0)
            failure.retryAfter = seconds{wait};
        return failure;
    }
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return {Cause::DnsNotFound, detail};
    case QNetworkReply::ConnectionRefusedError:
        return {Cause::ConnectionRefused, detail};
    case QNetworkReply::SslHandshakeFailedError:
        return {Cause::TlsBroken, detail};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {Cause::ConnectTimeout, detail};
    default:
        return {Cause::ForeignServer, detail};
    }
}

} // namespace

void DiscoveryReader::read(const Link &link)
{
    if (m_reply)
        m_reply->abort();
    QNetworkRequest request(link.discoveryUrl());
    request.setTransferTimeout(kTimeoutMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(5);
    m_reply = m_network.get(request);
    QNetworkReply *reply = m_reply;
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > kMaxDiscoveryBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { onFinished(reply); });
}

void DiscoveryReader::onFinished(QNetworkReply *reply)
{
    reply->deleteLater();
    if (reply != m_reply)
        return;
    m_reply.clear();
    if (reply->error() != QNetworkReply::NoError) {
        emit failed(failureOf(*reply));
        return;
    }
    const Result<DiscoveryPage> page = readDiscoveryPage(reply->read(kMaxDiscoveryBytes + 1));
    if (page)
        emit pageRead(*page);
    else
        emit failed(page.failure());
}

} // namespace earshot
