#include "wire/tls_failure.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

namespace earshot {

namespace {

QString describe(const QSslCertificate &leaf)
{
    QStringList names = leaf.subjectInfo(QSslCertificate::CommonName);
    names += leaf.subjectAlternativeNames().values();
    names.removeDuplicates();
    const QString text = QStringLiteral("certificate for %1, issued by %2, valid from %3 to %4")
                             .arg(names.mid(0, 5).join(QStringLiteral(", ")), leaf.issuerDisplayName(),
                                 leaf.effectiveDate().toUTC().toString(Qt::ISODate),
                                 leaf.expiryDate().toUTC().toString(Qt::ISODate));
    return text.left(400);
}

} // namespace

Failure failureFromCertificate(const QSslCertificate &leaf, const QList<QSslError> &errors, WallTime now)
{
    const auto has = [&](QSslError::SslError wanted) {
        return std::ranges::any_of(errors, [=](const QSslError &error) { return error.error() == wanted; });
    };
    const auto failure = [&](Cause cause) {
        const QString said
            = errors.isEmpty() ? QString() : errors.first().errorString() + QStringLiteral("; ");
        return Failure{cause, said + describe(leaf)};
    };
    if (leaf.isNull())
        return {Cause::TlsBroken, QStringLiteral("the server showed no certificate")};
    if (has(QSslError::CertificateExpired) || leaf.expiryDate().toMSecsSinceEpoch() < toUnixMs(now))
        return failure(Cause::TlsExpired);
    if (has(QSslError::CertificateNotYetValid) || leaf.effectiveDate().toMSecsSinceEpoch() > toUnixMs(now))
        return failure(Cause::TlsNotYetValid);
    if (has(QSslError::HostNameMismatch))
        return failure(Cause::TlsWrongName);
    return failure(Cause::TlsUntrusted);
}

Failure failureFromWrongPin(const QSslCertificate &leaf)
{
    return {Cause::TlsUntrusted,
        QStringLiteral("not the certificate of the link; its SHA-256 is %1; %2")
            .arg(QString::fromLatin1(leaf.digest(QCryptographicHash::Sha256).toHex()), describe(leaf))};
}

bool isPinned(const QSslCertificate &leaf, const QByteArray &sha256)
{
    return !leaf.isNull() && leaf.digest(QCryptographicHash::Sha256) == sha256;
}

} // namespace earshot
