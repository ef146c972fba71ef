#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace earshot {

/// One object of a JetStream object store, as its meta message says (NATS ADR-20).
struct ObjectMeta {
    static constexpr qint64 kMaxBytes = qint64(8) * 1024 * 1024 * 1024;

    QString name; ///< 1…256 characters, no control characters
    QByteArray nuid; ///< of its chunks' subject: `[A-Za-z0-9]{1,64}`
    qint64 bytes = 0;
    qint64 chunks = 0;
    QByteArray sha256; ///< 32 bytes
    bool isDeleted = false;

    bool operator==(const ObjectMeta &) const = default;
};

inline constexpr char kRecordingsBucket[] = "earshot_recordings";
inline constexpr char kRecordingsStream[] = "OBJ_earshot_recordings";
/// Of what Earshot stores; others' may be of any size. At 10 Mbit/s one takes 13 ms: so long live sound may wait behind it.
inline constexpr qsizetype kObjectChunk = 16 * 1024;

QByteArray objectMetaSubject(const QString &name); ///< `$O.earshot_recordings.M.<base64url of the name>`
QByteArray allObjectMetas(); ///< `$O.earshot_recordings.M.>`
QByteArray objectChunks(const QByteArray &nuid); ///< `$O.earshot_recordings.C.<nuid>`

QByteArray writeObjectMeta(const ObjectMeta &meta);
/// Fails with BadData and the field.
Result<ObjectMeta> readObjectMeta(const QByteArray &json);

} // namespace earshot
