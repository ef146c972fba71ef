#pragma once

#include "base/random.h"
#include "integration/dialer.h"
#include "support/nats_server.h"
#include "wire/messages.h"
#include "wire/object_meta.h"
#include "wire/subjects.h"

#include <QCryptographicHash>

#include <map>
#include <memory>

namespace earshot::test {

/// Bytes that look like no others.
inline QByteArray noise(qsizetype bytes, unsigned seed)
{
    QByteArray made(bytes, '\0');
    SeededRandom random(seed);
    for (qsizetype i = 0; i + 8 <= bytes; i += 8) {
        const std::uint64_t word = random.next();
        std::memcpy(made.data() + i, &word, 8);
    }
    return made;
}

inline QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// A real server's object store and schedule, and who writes them, by plain JetStream publishing.
class StoredObjects
{
public:
    bool start()
    {
        return server.start() && connect()
            && make("OBJ_earshot_recordings", R"(["$O.earshot_recordings.C.>","$O.earshot_recordings.M.>"])",
                R"("allow_rollup_hdrs":true,)")
            && make("KV_earshot_events", R"(["$KV.earshot_events.>"])", R"("allow_rollup_hdrs":true,)");
    }
    /// A new line, as after the server's restart.
    bool connect()
    {
        writer = std::make_unique<Dialer>(server.url());
        return writer->join();
    }
    bool put(const QString &name, const QByteArray &content, QByteArray digest = {},
        qsizetype chunk = kObjectChunk)
    {
        const ObjectMeta meta{name, "NUID" + QByteArray::number(++m_nuids), content.size(),
            (content.size() + chunk - 1) / chunk, digest.isEmpty() ? sha256(content) : digest, false};
        for (qsizetype at = 0; at < content.size(); at += chunk)
            publish(objectChunks(meta.nuid), content.mid(at, chunk));
        publish(objectMetaSubject(name), writeObjectMeta(meta), {{"Nats-Rollup", "sub"}});
        m_metas[name] = meta;
        return settle();
    }
    /// Two at a time, a chunk of one after a chunk of the other.
    bool putBetween(
        const QString &name, const QByteArray &content, const QString &otherName, const QByteArray &other)
    {
        std::vector<ObjectMeta> metas;
        for (const auto &[called, bytes] : {std::pair(name, content), std::pair(otherName, other)})
            metas.push_back({called, "NUID" + QByteArray::number(++m_nuids), bytes.size(),
                (bytes.size() + kObjectChunk - 1) / kObjectChunk, sha256(bytes), false});
        for (qsizetype at = 0; at < std::max(content.size(), other.size()); at += kObjectChunk) {
            if (at < content.size())
                publish(objectChunks(metas[0].nuid), content.mid(at, kObjectChunk));
            if (at < other.size())
                publish(objectChunks(metas[1].nuid), other.mid(at, kObjectChunk));
        }
        for (const ObjectMeta &meta : metas)
            publish(objectMetaSubject(meta.name), writeObjectMeta(meta), {{"Nats-Rollup", "sub"}});
        return settle();
    }
    /// As other clients do it: the new one first, then what was there goes.
    bool replace(const QString &name, const QByteArray &content)
    {
        const ObjectMeta former = m_metas[name];
        return put(name, content) && purge(former);
    }
    bool remove(const QString &name)
    {
        ObjectMeta former = m_metas[name];
        former.isDeleted = true;
        publish(objectMetaSubject(name), writeObjectMeta(former), {{"Nats-Rollup", "sub"}});
        return purge(former);
    }
    bool list(const ScheduleCard &card)
    {
        publish(subjects::card(card.id), writeCard(card));
        return settle();
    }
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers = {})
    {
        ++m_asked;
        writer->connection->request(
            subject, payload, seconds{10},
            [this](const Result<NatsMessage> &answer) {
                ++m_answered;
                m_hasFailed = m_hasFailed || !answer || answer->payload.contains("\"error\"");
            },
            headers);
        if (m_asked - m_answered >= 32)
            settle();
    }

    NatsServer server{NatsServer::openConfig("jetstream { store_dir: \"{dir}/jetstream\" }\n")};
    std::unique_ptr<Dialer> writer;

private:
    bool settle()
    {
        return QTest::qWaitFor([this] { return m_answered == m_asked; }, 20'000) && !m_hasFailed;
    }
    bool purge(const ObjectMeta &former)
    {
        publish(QByteArray("$JS.API.STREAM.PURGE.") + kRecordingsStream,
            "{\"filter\":\"" + objectChunks(former.nuid) + "\"}");
        return settle();
    }
    bool make(const QByteArray &stream, const QByteArray &subjects, const QByteArray &more)
    {
        publish("$JS.API.STREAM.CREATE." + stream,
            R"({"name":")" + stream + R"(","subjects":)" + subjects + "," + more
                + R"("allow_direct":true,"storage":"file","retention":"limits","num_replicas":1,"discard":"new"})");
        return settle();
    }

    std::map<QString, ObjectMeta> m_metas; ///< of what was put last
    int m_asked = 0;
    int m_answered = 0;
    int m_nuids = 0;
    bool m_hasFailed = false;
};

inline ScheduleCard cardOf(const QString &event, const QString &stamp, const QByteArray &programme)
{
    ScheduleCard card{.id = *EventId::parse(event)};
    card.title = event + QStringLiteral(" title");
    card.hostName = QStringLiteral("Ana");
    card.phase = Phase::Ended;
    card.planned = wallFromUnixMs(1'795'000'000'000);
    card.recording = RecordingPromise::Ready;
    card.recorded = RecordingNote{event + u'/' + stamp,
        {QStringLiteral("programme.opus"), programme.size(), sha256(programme)}, milliseconds{60'000}, 0,
        milliseconds{0}, wallFromUnixMs(1'795'000'100'000)};
    card.revision = 1;
    return card;
}

} // namespace earshot::test
