#include "client/object_line.h"

#include <atomic>

namespace earshot {

quint64 nextReading()
{
    static std::atomic<quint64> s_last{0};
    return ++s_last;
}

void ObjectLine::setSession(Session *session, bool hasSound)
{
    for (auto &[id, reading] : m_readings)
        reading.reader.reset();
    m_session = session;
    m_hasSound = hasSound;
    if (!session)
        return;
    for (auto &[id, reading] : m_readings)
        begin(reading);
    share();
}

void ObjectLine::setHasSound(bool hasSound)
{
    m_hasSound = hasSound;
    for (auto &[id, reading] : m_readings) {
        if (reading.reader)
            reading.reader->setGentle(hasSound);
    }
    share();
}

void ObjectLine::read(const ObjectOrder &order)
{
    Reading &reading = m_readings[order.id];
    reading.order = order;
    if (m_session)
        begin(reading);
    share();
}

void ObjectLine::stop(quint64 id)
{
    m_readings.erase(id);
    share();
}

void ObjectLine::taken(quint64 id, qint64 bytes)
{
    const auto found = m_readings.find(id);
    if (found == m_readings.end())
        return;
    found->second.untaken -= bytes;
    share();
}

/// What was handed over is where the next line goes on.
void ObjectLine::begin(Reading &reading)
{
    const quint64 id = reading.order.id;
    const ObjectOrder &order = reading.order;
    const auto post = [receiver = order.receiver](auto call) {
        QMetaObject::invokeMethod(receiver, std::move(call), Qt::QueuedConnection);
    };
    ObjectReader::Mediator mediator;
    mediator.begun = [this, id, post, begun = order.begun](const ObjectMeta &meta, qint64 at) {
        if (at == 0)
            m_readings.at(id).order.from = {};
        post([begun, meta, at] { begun(meta, at); });
    };
    mediator.chunk
        = [this, id, post, chunk = order.chunk](const QByteArray &bytes, const ObjectPlace &after) {
              Reading &mine = m_readings.at(id);
              mine.order.from = after;
              mine.untaken += bytes.size();
              if (mine.untaken >= ObjectSource::kMostUntaken)
                  mine.reader->setHeld(true);
              post([chunk, bytes, after] { chunk(bytes, after); });
          };
    mediator.ended = [this, id, post, ended = order.ended](const Outcome &outcome) {
        post([ended, outcome] { ended(outcome); });
        stop(id); // this call's own captures go with it
    };
    reading.reader
        = std::make_unique<ObjectReader>(m_clock, *m_session, order.wish, order.from, std::move(mediator));
    reading.reader->setGentle(m_hasSound);
    reading.reader->start();
}

/// While sound is heard, one reads and the others wait for it.
void ObjectLine::share()
{
    bool isFirst = true;
    for (auto &[id, reading] : m_readings) {
        if (!reading.reader)
            continue;
        reading.reader->setMostUnderWay(ObjectReader::kMostUnderWay / qint64(m_readings.size()));
        const bool waits = m_hasSound && !isFirst;
        reading.reader->setHeld(waits || reading.untaken >= ObjectSource::kMostUntaken);
        isFirst = false;
    }
}

} // namespace earshot
