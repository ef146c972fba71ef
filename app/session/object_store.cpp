#include "session/object_store.h"

#include "wire/server_answer.h"

namespace earshot {

namespace {

const QByteArray kDirectGet = QByteArray("$JS.API.DIRECT.GET.") + kRecordingsStream;
constexpr int kNotFound = 404;
constexpr seconds kListTimeout{5};
/// Longer than any answer takes. Who asks knows what else is on the way and gives up sooner; that a line is dead the
/// session finds out.
constexpr minutes kLongest{30};

QByteArray nextBySubject(quint64 sequence, const QByteArray &subject)
{
    return "{\"seq\":" + QByteArray::number(sequence) + ",\"next_by_subj\":\"" + subject + "\"}";
}

/// Nothing where it is no meta that can be believed.
std::optional<ObjectMeta> metaOf(const QByteArray &subject, const ObjectStore::Chunk &content)
{
    if (!content.isBelieved)
        return std::nullopt;
    const Result<ObjectMeta> meta = readObjectMeta(content.bytes);
    if (!meta || subject != objectMetaSubject(meta->name))
        return std::nullopt;
    return *meta;
}

} // namespace

void ObjectStore::ask(const QByteArray &body, milliseconds timeout, StoredAnswer answer)
{
    const auto onAnswer = [answer = std::move(answer), alive = std::weak_ptr(m_alive)](
                              const Result<NatsMessage> &message) {
        if (alive.expired())
            return;
        if (!message)
            return answer(message.failure());
        const bool isForged = holdsServerAnswer(*message);
        if (message->status == kNotFound && !isForged)
            return answer(std::optional<Stored>{});
        if (message->status != 0 && !isForged)
            return answer(Failure{Cause::BadData, QString::fromLatin1(message->statusText)});
        Stored stored{lastHeader(*message, "Nats-Subject"), {}};
        stored.content = {lastHeader(*message, "Nats-Sequence").toULongLong(), message->payload, !isForged};
        if (stored.content.sequence == 0 || lastHeader(*message, kStreamHeader) != kRecordingsStream)
            return answer(Failure{Cause::BadData, QStringLiteral("object headers")});
        answer(std::optional(stored));
    };
    m_session.request(kDirectGet, body, timeout, onAnswer);
}

void ObjectStore::list(Listed listed)
{
    listFrom(1, std::make_shared<Listing>(), std::move(listed));
}

void ObjectStore::listFrom(quint64 sequence, std::shared_ptr<Listing> listing, Listed listed)
{
    ask(nextBySubject(sequence, allObjectMetas()), kListTimeout,
        [this, sequence, listing, listed = std::move(listed)](const Result<std::optional<Stored>> &answer) {
            if (!answer)
                return listed(answer.failure());
            if (!*answer)
                return listed(std::move(listing->found));
            const Stored &stored = **answer;
            if (stored.content.sequence < sequence)
                return listed(Failure{Cause::BadData, QStringLiteral("object order")});
            listing->bytes += stored.content.bytes.size();
            if (++listing->lookedAt > kMostLookedAt || listing->bytes > kMostListedBytes
                || listing->found.size() >= kMostListed)
                return listed(Failure{Cause::BadData, QStringLiteral("too many objects")});
            if (const auto meta = metaOf(stored.subject, stored.content); meta && !meta->isDeleted)
                listing->found.push_back(*meta);
            listFrom(stored.content.sequence + 1, listing, listed);
        });
}

void ObjectStore::find(const QString &name, Answer answer)
{
    ask("{\"last_by_subj\":\"" + objectMetaSubject(name) + "\"}", kLongest,
        [name, answer = std::move(answer)](const Result<std::optional<Stored>> &stored) {
            if (!stored)
                return answer(stored.failure());
            if (!*stored)
                return answer(std::optional<Found>{});
            const auto meta = metaOf((*stored)->subject, (*stored)->content);
            if (!meta || meta->name != name)
                return answer(Failure{Cause::BadData, QStringLiteral("object meta")});
            if (meta->isDeleted)
                return answer(std::optional<Found>{});
            answer(std::optional(Found{*meta, (*stored)->content.sequence}));
        });
}

void ObjectStore::chunkFrom(const QByteArray &nuid, quint64 sequence, ChunkAnswer answer)
{
    const QByteArray subject = objectChunks(nuid);
    ask(nextBySubject(sequence, subject), kLongest,
        [subject, sequence, answer = std::move(answer)](const Result<std::optional<Stored>> &stored) {
            if (!stored)
                return answer(stored.failure());
            if (!*stored)
                return answer(std::optional<Chunk>{});
            if ((*stored)->subject != subject || (*stored)->content.sequence < sequence)
                return answer(Failure{Cause::BadData, QStringLiteral("object order")});
            answer(std::optional((*stored)->content));
        });
}

} // namespace earshot
