#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

namespace earshot {

/// Makes a certificate of this server's own (P-256, self-signed) where there is none, and keeps it: links carry its
/// fingerprint, which is all that people check it by. Returns the SHA-256 of it (32 bytes). Fails with FileUnreadable,
/// FileUnwritable or FileDamaged and the file's path.
Result<QByteArray> keepCertificate(const QString &certificatePath, const QString &keyPath, WallTime now);

} // namespace earshot
