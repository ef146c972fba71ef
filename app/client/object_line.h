#pragma once

#include "client/object_source.h"

#include <map>
#include <memory>

namespace earshot {

/// The readings of objects over one server's line, whichever connection that is at the moment; they share what may be on
/// the way. Single-threaded (network thread).
class ObjectLine
{
public:
    explicit ObjectLine(Clock &clock)
        : m_clock(clock)
    { }

    /// Begins the readings again over another line; null: none at present. With `hasSound` sound is heard meanwhile.
    void setSession(Session *session, bool hasSound);
    /// Over this line, or over another that goes the same way to this computer.
    void setHasSound(bool hasSound);
    void read(const ObjectOrder &order);
    void stop(quint64 id);
    void taken(quint64 id, qint64 bytes);

private:
    struct Reading {
        ObjectOrder order;
        std::unique_ptr<ObjectReader> reader;
        qint64 untaken = 0; ///< bytes
    };

    void begin(Reading &reading);
    void share();

    Clock &m_clock;
    Session *m_session = nullptr;
    bool m_hasSound = false;
    std::map<quint64, Reading> m_readings;
};

} // namespace earshot
