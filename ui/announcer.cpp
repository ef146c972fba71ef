#include "announcer.h"

#include <QAccessible>
#include <QWidget>

namespace earshot {

constexpr seconds kBetweenAnnouncements{2};

Announcer::Announcer(Clock &clock, QWidget &speaker)
    : m_clock(clock)
    , m_speaker(speaker)
    , m_timer(m_clock.makeTimer())
{ }

void Announcer::announce(const QString &sentence)
{
    m_next = sentence;
    if (!m_timer->isActive())
        speak();
}

void Announcer::speak()
{
    if (m_next.isEmpty() || m_next == m_told)
        return;
    m_told = m_next;
    m_speaker.setAccessibleDescription(m_told);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(&m_speaker, m_told);
#else
    QAccessibleEvent event(&m_speaker, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
    m_timer->start(kBetweenAnnouncements, [this] { speak(); });
}

} // namespace earshot
