#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QList>
#include <QSslCertificate>
#include <QSslError>

namespace earshot {

/// Why a server's certificate was not accepted, by the certificate's own dates, then names, then issuer:
/// TlsExpired, TlsNotYetValid, TlsWrongName, TlsUntrusted. `leaf` is the server's own certificate.
Failure failureFromCertificate(const QSslCertificate &leaf, const QList<QSslError> &errors, WallTime now);

/// The pinned certificate is another one than the server showed.
Failure failureFromWrongPin(const QSslCertificate &leaf);

/// Whether `leaf` is the certificate with this SHA-256 (over its DER form, raw 32 bytes).
bool isPinned(const QSslCertificate &leaf, const QByteArray &sha256);

} // namespace earshot
