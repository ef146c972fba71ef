#pragma once

#include "session/object_reader.h"

#include <QObject>

#include <functional>

namespace earshot {

/// One reading of an object, and who gets what is read.
struct ObjectOrder {
    quint64 id = 0; ///< of the reading, chosen by who orders; none twice
    QString server; ///< ServerView::id
    ObjectWish wish;
    ObjectPlace from;

    QObject *receiver = nullptr; ///< the functions are called on its thread; it outlives the source's lines
    std::function<void(const ObjectMeta &, qint64 at)> begun;
    std::function<void(const QByteArray &bytes, const ObjectPlace &after)> chunk;
    std::function<void(const Outcome &)> ended;
};

/// Where objects come from: reads them over lines that live on a thread of their own. Thread-safe.
class ObjectSource
{
public:
    virtual ~ObjectSource() = default;
    virtual void read(const ObjectOrder &order) = 0;
    virtual void stop(quint64 id) = 0; ///< what is on its way may still come
    /// So many bytes of it are written: what is not may be at most kMostUntaken.
    virtual void taken(quint64 id, qint64 bytes) = 0;

    static constexpr qint64 kMostUntaken = 4 * 1024 * 1024;
};

/// A number for a reading that no other has in this program. Thread-safe.
quint64 nextReading();

} // namespace earshot
