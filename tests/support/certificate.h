#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QSslCertificate>

namespace earshot::test {

/// A self-signed P-256 certificate and its key, made for one test.
struct TestCertificate {
    QByteArray certificatePem;
    QByteArray keyPem;

    QSslCertificate certificate() const { return QSslCertificate(certificatePem); }
    /// Writes `<name>.pem` and `<name>.key` into a folder.
    bool writeTo(const QString &folder, const QString &name) const;
};

/// `subjectAltName` as OpenSSL writes it: `IP:127.0.0.1` or `DNS:example.org`.
TestCertificate makeCertificate(
    const QByteArray &subjectAltName, const QDateTime &notBefore, const QDateTime &notAfter);

} // namespace earshot::test
