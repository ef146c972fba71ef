#pragma once

#include "base/result.h"
#include "wire/nats_codec.h"
#include "wire/object_meta.h"

#include <QCryptographicHash>

namespace earshot::test {

/// A stored object as any client reads it: its meta, then chunk after chunk. `ask(subject, payload)` is a request's answer.
template<typename Ask>
Result<QByteArray> readStoredObject(const QString &name, Ask ask)
{
    const QByteArray direct = "$JS.API.DIRECT.GET.OBJ_earshot_recordings";
    const NatsMessage stored = ask(direct + '.' + objectMetaSubject(name), QByteArray());
    const auto meta = readObjectMeta(stored.payload);
    if (!meta)
        return Failure{Cause::BadData, "no meta: " + meta.failure().detail};
    QByteArray content;
    quint64 next = 1;
    for (qint64 chunk = 0; chunk < meta->chunks; ++chunk) {
        const NatsMessage message = ask(direct,
            "{\"seq\":" + QByteArray::number(next) + ",\"next_by_subj\":\"" + objectChunks(meta->nuid)
                + "\"}");
        content += message.payload;
        next = message.header("Nats-Sequence").toULongLong() + 1;
    }
    if (content.size() != meta->bytes
        || QCryptographicHash::hash(content, QCryptographicHash::Sha256) != meta->sha256)
        return Failure{Cause::BadData, "not as its meta says"};
    return content;
}

} // namespace earshot::test
