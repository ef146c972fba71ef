#include "session/discovery_reader.h"

#include "wire/http_answer.h"
#include "wire/tls_failure.h"

#include <QHostInfo>
#include <QNetworkReply>

namespace earshot {

namespace {

/// As a first dial: a silent server is named within 3 s.
constexpr milliseconds kDeadline{2800};
constexpr qsizetype kMaxDetail = 200;

} // namespace

DiscoveryReader::DiscoveryReader(Clock &clock)
    : m_clock(clock)
    , m_deadline(clock.makeTimer())
{
    connect(&m_lookup, &HostLookup::answered, this, &DiscoveryReader::onResolved);
}

DiscoveryReader::~DiscoveryReader()
{
    stop();
}

void DiscoveryReader::read(const Link &link)
{
    stop();
    m_link = link;
    m_certificate.reset();
    m_deadline->start(kDeadline, [this] { onDeadline(); });
    // Asked apart from the request, which reports "no such name" and "no answer" alike. The request's own look-up
    // then hits Qt's cache.
    m_lookup.start(link.host);
}

void DiscoveryReader::onResolved(const QHostInfo &host)
{
    if (host.error() == QHostInfo::HostNotFound)
        giveUp({Cause::DnsNotFound, host.errorString().left(kMaxDetail)});
    else if (host.error() != QHostInfo::NoError || host.addresses().isEmpty())
        giveUp({Cause::DnsNoAnswer, host.errorString().left(kMaxDetail)});
    else
        request();
}

void DiscoveryReader::request()
{
    const Link &link = m_link;
    const bool isPinned = !link.certificateSha256.isEmpty();
    QNetworkRequest request(link.discoveryUrl());
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Earshot/" EARSHOT_VERSION));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
        isPinned ? QNetworkRequest::SameOriginRedirectPolicy : QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setMaximumRedirectsAllowed(5);
    QNetworkReply *reply = m_network.get(request);
    m_reply = reply;
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > kMaxDiscoveryBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::sslErrors, this,
        [this, reply](const QList<QSslError> &errors) { onSslErrors(reply, errors); });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] { onEncrypted(reply); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { onFinished(reply); });
}

void DiscoveryReader::onDeadline()
{
    if (m_lookup.isRunning())
        giveUp({Cause::DnsNoAnswer, QStringLiteral("the resolver does not answer")});
    else
        giveUp({Cause::ConnectTimeout,
            QStringLiteral("no page within %1 ms").arg(milliseconds{kDeadline}.count())});
}

void DiscoveryReader::stop()
{
    m_deadline->stop();
    m_answer = {};
    m_lookup.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void DiscoveryReader::onSslErrors(QNetworkReply *reply, const QList<QSslError> &errors)
{
    const QSslCertificate leaf = reply->sslConfiguration().peerCertificate();
    if (isPinned(leaf, m_link.certificateSha256))
        reply->ignoreSslErrors();
    else if (m_link.certificateSha256.isEmpty())
        m_certificate = failureFromCertificate(leaf, errors, m_clock.wall());
    else
        m_certificate = failureFromWrongPin(leaf);
}

/// Before the request is sent.
void DiscoveryReader::onEncrypted(QNetworkReply *reply)
{
    const QSslCertificate leaf = reply->sslConfiguration().peerCertificate();
    if (!m_link.certificateSha256.isEmpty() && !isPinned(leaf, m_link.certificateSha256))
        giveUp(failureFromWrongPin(leaf));
}

void DiscoveryReader::giveUp(const Failure &failure)
{
    stop();
    emit failed(failure);
}

void DiscoveryReader::noteAnswer(const QNetworkReply &reply)
{
    m_answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_answer.date = readHttpDate(reply.rawHeader("Date"));
    m_answer.isHtml = reply.rawHeader("Content-Type").toLower().startsWith("text/html");
    const QString leadsTo = hostOfLocation(reply.rawHeader("Location"));
    m_answer.host = leadsTo.isEmpty() ? reply.url().host() : leadsTo;
}

Failure DiscoveryReader::failureOf(const QNetworkReply &reply) const
{
    const QString detail = reply.errorString().left(kMaxDetail);
    if (m_answer.status >= 400) {
        const QString reason
            = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString().left(kMaxDetail);
        Failure failure{Cause::HttpStatus,
            QStringLiteral("%1 %2").arg(QString::number(m_answer.status), reason), m_answer.status};
        if (const QByteArray wait = reply.rawHeader("Retry-After"); !wait.isEmpty())
            failure.retryAfter = readRetryAfter(wait, m_clock.wall());
        return failure;
    }
    if (m_answer.status >= 300)
        return {Cause::HttpStatus, QStringLiteral("%1, leads to %2").arg(m_answer.status).arg(m_answer.host),
            m_answer.status};
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return {Cause::DnsNotFound, detail};
    case QNetworkReply::ConnectionRefusedError:
        return {Cause::ConnectionRefused, detail};
    case QNetworkReply::SslHandshakeFailedError:
        return m_certificate.value_or(Failure{Cause::TlsBroken, detail});
    case QNetworkReply::TimeoutError:
        return {Cause::ConnectTimeout, detail};
    case QNetworkReply::OperationCanceledError:
        return {Cause::DiscoveryUnusable, QStringLiteral("longer than %1 bytes").arg(kMaxDiscoveryBytes)};
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return {Cause::NetworkUnreachable, detail};
    case QNetworkReply::RemoteHostClosedError:
        return {Cause::ServerLost, detail};
    default:
        return {Cause::ForeignServer, detail};
    }
}

void DiscoveryReader::onFinished(QNetworkReply *reply)
{
    reply->deleteLater();
    if (reply != m_reply)
        return;
    m_reply.clear();
    m_deadline->stop();
    noteAnswer(*reply);
    if (reply->error() != QNetworkReply::NoError) {
        emit failed(failureOf(*reply));
        return;
    }
    const QByteArray content = reply->read(kMaxDiscoveryBytes + 1);
    m_answer.isHtml = m_answer.isHtml || looksLikeHtml(content);
    const Result<DiscoveryPage> page = readDiscoveryPage(content);
    if (page)
        emit pageRead(*page);
    else if (m_answer.isHtml)
        emit failed({Cause::DiscoveryUnusable, QStringLiteral("a web page of %1").arg(m_answer.host),
            m_answer.status});
    else
        emit failed(page.failure());
}

} // namespace earshot
