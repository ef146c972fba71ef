#pragma once

#include "base/clock.h"
#include "session/probe_stats.h"

#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QSslError>
#include <QSslSocket>

namespace earshot {

/// Shakes hands on a connected socket and looks at the certificate, believed or not. Where it is not believed,
/// nothing is said to the other side. Single-threaded.
class ProbeTls : public QObject
{
    Q_OBJECT
public:
    explicit ProbeTls(const Clock &clock)
        : m_clock(clock)
    { }
    ~ProbeTls() override;

    /// `pin`: raw SHA-256 of the one certificate to accept, or empty for the system's authorities.
    void start(QSslSocket &socket, const QString &host, const QByteArray &pin);
    const std::optional<ProbedCertificate> &certificate() const { return m_certificate; }

signals:
    /// One of the two, once.
    void believed(const QString &protocol);
    void failed(const earshot::Failure &failure);

private:
    void onSslErrors(const QList<QSslError> &errors);
    void onEncrypted();
    void onError();
    void fail(const Failure &failure);

    const Clock &m_clock;
    QPointer<QSslSocket> m_socket;
    QByteArray m_pin;
    std::optional<ProbedCertificate> m_certificate;
    std::optional<Failure> m_distrust;
};

/// Names bounded in number and length, without control characters.
ProbedCertificate describeCertificate(const QSslCertificate &leaf);

} // namespace earshot
