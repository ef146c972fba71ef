#include "session/probe_tls.h"

#include "wire/json_fields.h"
#include "wire/tls_failure.h"

#include <QDateTime>
#include <QSslCipher>

namespace earshot {

namespace {

constexpr qsizetype kMaxNames = 8;
constexpr qsizetype kMaxText = 120;

std::optional<WallTime> wallOf(const QDateTime &time)
{
    return time.isValid() ? std::optional(wallFromUnixMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

} // namespace

ProbedCertificate describeCertificate(const QSslCertificate &leaf)
{
    QStringList names = leaf.subjectInfo(QSslCertificate::CommonName);
    names += leaf.subjectAlternativeNames().values();
    names.removeDuplicates();
    ProbedCertificate certificate;
    for (const QString &name : names.mid(0, kMaxNames))
        certificate.names << boundedText(name, kMaxText);
    certificate.issuer = boundedText(leaf.issuerDisplayName(), kMaxText);
    certificate.validFrom = wallOf(leaf.effectiveDate());
    certificate.validUntil = wallOf(leaf.expiryDate());
    return certificate;
}

ProbeTls::~ProbeTls()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void ProbeTls::start(QSslSocket &socket, const QString &host, const QByteArray &pin)
{
    m_socket = &socket;
    m_pin = pin;
    connect(m_socket, &QSslSocket::sslErrors, this, &ProbeTls::onSslErrors);
    connect(m_socket, &QSslSocket::encrypted, this, &ProbeTls::onEncrypted);
    connect(m_socket, &QSslSocket::errorOccurred, this, &ProbeTls::onError);
    m_socket->setPeerVerifyName(host);
    m_socket->startClientEncryption();
}

void ProbeTls::onSslErrors(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_socket->peerCertificate();
    if (!leaf.isNull())
        m_certificate = describeCertificate(leaf);
    if (isPinned(leaf, m_pin))
        m_socket->ignoreSslErrors();
    else
        m_distrust = m_pin.isEmpty() ? failureFromCertificate(leaf, errors, m_clock.wall())
                                     : failureFromWrongPin(leaf);
}

void ProbeTls::onEncrypted()
{
    const QSslCertificate leaf = m_socket->peerCertificate();
    m_certificate = describeCertificate(leaf);
    if (!m_pin.isEmpty() && !isPinned(leaf, m_pin))
        return fail(failureFromWrongPin(leaf));
    m_socket->disconnect(this);
    const QString cipher = m_socket->sessionCipher().protocolString();
    emit believed(cipher);
}

void ProbeTls::onError()
{
    fail(m_distrust.value_or(Failure{Cause::TlsBroken, boundedText(m_socket->errorString(), kMaxText)}));
}

void ProbeTls::fail(const Failure &failure)
{
    m_socket->disconnect(this);
    m_socket->abort();
    emit failed(failure);
}

} // namespace earshot
