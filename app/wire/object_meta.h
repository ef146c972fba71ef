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
/// Smaller than a server's limit of 128 KB a message, headers included.
inline constexpr qsizetype kObjectChunk = 64 * 1024;

QByteArray objectMetaSubject(const QString &name); ///< `$O.earshot_recordings.M.<base64url of the name>`
QByteArray allObjectMetas(); ///< `$O.earshot_recordings.M.>`
QByteArray objectChunks(const QByteArray &nuid); ///< `$O.earshot_recordings.C.<nuid>`

QByteArray writeObjectMeta(const ObjectMeta &meta);
/// Fails with BadData and the field.
Result<ObjectMeta> readObjectMeta(const QByteArray &json);

} // namespace earshot
