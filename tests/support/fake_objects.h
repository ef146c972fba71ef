#pragma once

#include "support/fake_connection.h"
#include "wire/object_meta.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace earshot::test {

/// The object store of a server, and its answers to DIRECT.GET (ADR-31), given when the test says so.
class FakeObjects
{
public:
    struct Stored {
        QByteArray subject;
        QByteArray payload;
        NatsHeaders headers = {};
    };

    quint64 store(const Stored &stored)
    {
        m_stored[++m_last] = stored;
        return m_last;
    }
    /// All chunks in a row, then the meta.
    ObjectMeta put(const QString &name, const QByteArray &content, qsizetype chunk = 1000)
    {
        ObjectMeta meta = describe(name, content, chunk);
        for (qsizetype at = 0; at < content.size(); at += chunk)
            store({objectChunks(meta.nuid), content.mid(at, chunk)});
        put(meta);
        return meta;
    }
    void put(const ObjectMeta &meta) { store({objectMetaSubject(meta.name), writeObjectMeta(meta)}); }
    ObjectMeta describe(const QString &name, const QByteArray &content, qsizetype chunk)
    {
        return {name, "N" + QByteArray::number(++m_nuids), content.size(),
            (content.size() + chunk - 1) / chunk,
            QCryptographicHash::hash(content, QCryptographicHash::Sha256), false};
    }
    void skip(quint64 sequences) { m_last += sequences; }

    /// Answers what was asked up to now; returns how much that was.
    int serve(FakeConnection &connection)
    {
        int answered = 0;
        for (auto &request : std::exchange(connection.m_requests, {})) {
            if (request.subject != "$JS.API.DIRECT.GET.OBJ_earshot_recordings")
                continue;
            ++answered;
            const QJsonObject ask = QJsonDocument::fromJson(request.payload).object();
            if (givesNoChunks && ask.contains("next_by_subj"))
                request.reply(Failure{Cause::RequestTimeout, {}});
            else
                request.reply(answer(ask));
        }
        mostAtOnce = std::max(mostAtOnce, answered);
        return answered;
    }

    bool givesNoChunks = false; ///< what is asked of them is never answered
    int mostAtOnce = 0;
    int chunksSent = 0;
    std::map<quint64, Stored> m_stored;

private:
    NatsMessage answer(const QJsonObject &ask)
    {
        const QByteArray last = ask["last_by_subj"].toString().toLatin1();
        const QByteArray next = ask["next_by_subj"].toString().toLatin1();
        std::optional<quint64> found;
        for (const auto &[sequence, stored] : m_stored) {
            if (!last.isEmpty() ? stored.subject == last
                                : sequence >= quint64(ask["seq"].toInteger())
                        && FakeConnection::matches(next, stored.subject) && !found)
                found = sequence;
        }
        NatsMessage message;
        if (!found) {
            message.status = 404;
            return message;
        }
        const Stored &stored = m_stored[*found];
        chunksSent += stored.subject.contains(".C.");
        message.headers = stored.headers;
        message.headers.insert(message.headers.end(),
            {{"Nats-Stream", kRecordingsStream}, {"Nats-Subject", stored.subject},
                {"Nats-Sequence", QByteArray::number(*found)}});
        message.payload = stored.payload;
        return message;
    }

    quint64 m_last = 0;
    int m_nuids = 0;
};

} // namespace earshot::test
