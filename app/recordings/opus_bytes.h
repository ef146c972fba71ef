#pragma once

#include "base/result.h"

#include <QFile>

#include <memory>

namespace earshot {

/// The bytes of an Opus file as far as they are there: the file may grow, but who reads sees no more than was there at
/// the last `look`.
class OpusBytes
{
public:
    /// Fails with FileUnreadable.
    static Result<std::unique_ptr<OpusBytes>> open(const QString &path);
    static std::unique_ptr<OpusBytes> ofMemory(const QByteArray &bytes);

    qint64 size() const { return m_size; }
    /// Sees all that is there now. False where that is no more than before.
    bool look();
    qint64 sizeNow() const { return m_device->size(); }

    /// How the last whole page ends.
    struct End {
        bool isMarked = false; ///< as the end of its stream
        bool isLast = false; ///< nothing follows
        qint64 granule = -1;
    };
    /// Nothing where the last 128 KiB have no page.
    std::optional<End> end();

    int read(unsigned char *to, int atMost); ///< -1: cannot be read
    bool seek(qint64 to) { return m_device->seek(to); }
    qint64 position() const { return m_device->pos(); }

private:
    explicit OpusBytes(std::unique_ptr<QIODevice> device)
        : m_device(std::move(device))
        , m_size(m_device->size())
    { }

    std::unique_ptr<QIODevice> m_device;
    qint64 m_size = 0;
};

} // namespace earshot
