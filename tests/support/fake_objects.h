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

    NatsMessage answer(const QJsonObject &ask)
    {
        const QByteArray last = ask["last_by_subj"].toString().toLatin1();
        const QByteArray next = ask["next_by_subj"].toString().toLatin1();
        const auto from = m_stored.lower_bound(next.isEmpty() ? 0 : quint64(ask["seq"].toInteger()));
        std::optional<quint64> found;
        for (auto one = from; one != m_stored.end() && (next.isEmpty() || !found); ++one) {
            const QByteArray &subject = one->second.subject;
            if (next.isEmpty() ? subject == last : FakeConnection::matches(next, subject))
                found = one->first;
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

    bool givesNoChunks = false; ///< what is asked of them is never answered
    int mostAtOnce = 0;
    int chunksSent = 0;
    std::map<quint64, Stored> m_stored;

private:
    quint64 m_last = 0;
    int m_nuids = 0;
};

} // namespace earshot::test
