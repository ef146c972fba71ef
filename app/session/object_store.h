#pragma once

#include "session/session.h"
#include "wire/object_meta.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace earshot {

/// Asks a server for what it keeps in the object store of recordings, by DIRECT.GET alone (ADR-31): no consumer, any
/// replica may answer, a listener's ticket is enough. What somebody only had led there (`wire/server_answer.h`) is not
/// believed. Single-threaded (network thread); after it is gone no answer is given.
class ObjectStore
{
public:
    static constexpr std::size_t kMostListed = 5000;
    static constexpr std::size_t kMostLookedAt = 20'000; ///< with those that are deleted
    static constexpr qint64 kMostListedBytes = 16 * 1024 * 1024; ///< of all that is looked at

    struct Found {
        ObjectMeta meta;
        quint64 sequence = 0; ///< of the meta message: its chunks have smaller ones
    };
    struct Chunk {
        quint64 sequence = 0;
        QByteArray bytes;
        bool isBelieved = true;
    };

    explicit ObjectStore(Session &session)
        : m_session(session)
    { }

    /// All that are not deleted, in order of storing. Fails with NoResponders where the server keeps no such store, and
    /// with BadData "too many objects" where it says more than the above: there may be no end to it.
    using Listed = std::function<void(const Result<std::vector<ObjectMeta>> &)>;
    void list(Listed listed);
    /// Nothing where there is none of that name, or it is deleted. This and the next have no patience of their own: on a
    /// slow line the answer comes behind whatever else was asked for.
    using Answer = std::function<void(const Result<std::optional<Found>> &)>;
    void find(const QString &name, Answer answer);
    /// The first chunk of an object at or after `sequence`, nothing where there is none.
    using ChunkAnswer = std::function<void(const Result<std::optional<Chunk>> &)>;
    void chunkFrom(const QByteArray &nuid, quint64 sequence, ChunkAnswer answer);

private:
    struct Stored {
        QByteArray subject;
        Chunk content;
    };
    using StoredAnswer = std::function<void(const Result<std::optional<Stored>> &)>;
    void ask(const QByteArray &body, milliseconds timeout, StoredAnswer answer);
    struct Listing {
        std::vector<ObjectMeta> found;
        std::size_t lookedAt = 0;
        qint64 bytes = 0;
    };
    void listFrom(quint64 sequence, std::shared_ptr<Listing> listing, Listed listed);

    Session &m_session;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace earshot
