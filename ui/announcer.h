#pragma once

#include "base/clock.h"

#include <QString>

#include <memory>

class QWidget;

namespace earshot {

/// Tells screen readers a new status sentence, at most one in 2 s; of several that come sooner the last is
/// told.
class Announcer
{
public:
    Announcer(Clock &clock, QWidget &speaker);

    void announce(const QString &sentence);

private:
    void speak();

    Clock &m_clock;
    QWidget &m_speaker;
    std::unique_ptr<Timer> m_timer;
    QString m_next;
    QString m_told;
};

} // namespace earshot
