#pragma once

#include "support/certificate.h"

#include <QSslConfiguration>
#include <QSslKey>

namespace earshot::test {

inline QDateTime inDays(int days)
{
    return QDateTime::currentDateTimeUtc().addDays(days);
}

/// While it lives, connections of this process trust the certificate as an authority.
class Trusted
{
public:
    explicit Trusted(const QSslCertificate &certificate)
    {
        QSslConfiguration configuration = m_before;
        configuration.addCaCertificate(certificate);
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    ~Trusted() { QSslConfiguration::setDefaultConfiguration(m_before); }
    Q_DISABLE_COPY_MOVE(Trusted)

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

/// A server's configuration that shows the certificate.
inline QSslConfiguration serverTls(const TestCertificate &certificate)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificate.certificate());
    configuration.setPrivateKey(QSslKey(certificate.keyPem, QSsl::Ec));
    return configuration;
}

} // namespace earshot::test
