#pragma once

#include "client/object_source.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <mutex>

namespace earshot::test {

/// Servers that have objects, for a library: gives each as far as the test lets it. Thread-safe.
class FakeSource final : public ObjectSource
{
public:
    static constexpr qsizetype kChunk = 10'000;

    void put(const QString &server, const QString &name, const QByteArray &content)
    {
        const std::lock_guard lock(m_mutex);
        m_objects[{server, name}] = content;
    }
    /// Of each reading, so many bytes from the object's start and no more.
    void letPass(qint64 bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_limit = bytes;
        for (auto &[id, reading] : m_readings)
            give(reading);
    }
    /// What ends every reading from now on; nothing = none.
    void refuse(const std::optional<Failure> &failure)
    {
        const std::lock_guard lock(m_mutex);
        m_refusal = failure;
    }
    /// Sends other bytes than the digest says; of one server, or of all.
    void damage(bool on, const QString &server = {})
    {
        const std::lock_guard lock(m_mutex);
        m_damages = on;
        m_damaged = server;
    }
    int readings() const
    {
        const std::lock_guard lock(m_mutex);
        return int(std::ranges::count_if(m_readings, [](const auto &one) { return !one.second.isOver; }));
    }
    std::vector<ObjectPlace> begun() const ///< where readings of a programme began
    {
        const std::lock_guard lock(m_mutex);
        return m_begun;
    }

    void read(const ObjectOrder &order) override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_objects.find({order.server, order.wish.name});
        const auto end = [&](const Failure &failure) {
            post(order, [ended = order.ended, failure] { ended(failure); });
        };
        if (m_refusal)
            return end(*m_refusal);
        if (found == m_objects.end())
            return end({Cause::BadData, QStringLiteral("missing")});
        const QByteArray &content = found->second;
        const QByteArray digest = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
        if (!order.wish.sha256.isEmpty() && order.wish.sha256 != digest)
            return end({Cause::BadData, QStringLiteral("changed")});
        Reading reading{order, content, 0};
        const ObjectPlace &from = order.from;
        if (from.chunk > 0 && content.mid(from.bytes - from.before.size(), from.before.size()) == from.before)
            reading.at = from.bytes;
        if (order.wish.name.endsWith(QLatin1String(".opus")))
            m_begun.push_back({reading.at / kChunk, reading.at});
        ObjectMeta meta{
            order.wish.name, "N1", content.size(), (content.size() + kChunk - 1) / kChunk, digest};
        post(order, [begun = order.begun, meta, at = reading.at] { begun(meta, at); });
        give(m_readings.insert_or_assign(order.id, reading).first->second);
    }
    void stop(quint64 id) override
    {
        const std::lock_guard lock(m_mutex);
        m_readings.erase(id);
    }
    void taken(quint64, qint64) override { }

private:
    struct Reading {
        ObjectOrder order;
        QByteArray content;
        qint64 at = 0;
        bool isOver = false;
    };

    template<typename Call>
    static void post(const ObjectOrder &order, Call call)
    {
        QMetaObject::invokeMethod(order.receiver, std::move(call), Qt::QueuedConnection);
    }
    void give(Reading &reading)
    {
        const bool isProgramme = reading.order.wish.name.endsWith(QLatin1String(".opus"));
        const qint64 limit = isProgramme ? m_limit : reading.content.size();
        while (reading.at < reading.content.size() && reading.at < limit) {
            QByteArray bytes = reading.content.mid(reading.at, kChunk);
            reading.at += bytes.size();
            if (m_damages && isProgramme && (m_damaged.isEmpty() || m_damaged == reading.order.server))
                bytes[0] = char(bytes[0] ^ 1);
            const ObjectPlace after{
                (reading.at + kChunk - 1) / kChunk, reading.at, quint64(reading.at / kChunk + 1), bytes};
            post(reading.order, [chunk = reading.order.chunk, bytes, after] { chunk(bytes, after); });
        }
        if (reading.at < reading.content.size() || std::exchange(reading.isOver, true))
            return;
        post(reading.order, [ended = reading.order.ended] { ended(Nothing{}); });
    }

    mutable std::mutex m_mutex;
    std::map<std::pair<QString, QString>, QByteArray> m_objects;
    std::map<quint64, Reading> m_readings;
    std::vector<ObjectPlace> m_begun;
    std::optional<Failure> m_refusal;
    qint64 m_limit = std::numeric_limits<qint64>::max();
    bool m_damages = false;
    QString m_damaged;
};

} // namespace earshot::test
