#include "desk/desk.h"

namespace earshot {

Desk::Desk(Clock &clock, Session &session, const EventDesk::Config &config)
    : m_clock(clock)
    , m_session(session)
    , m_config(config)
{ }

Desk::~Desk() = default;

EventDesk &Desk::addEvent(const ScheduleCard &card, EventDesk::FormerCard formerCard)
{
    std::unique_ptr<EventDesk> &event = m_events[card.id];
    if (!event) {
        event = std::make_unique<EventDesk>(m_clock, m_session, m_config, card, formerCard);
        connect(event.get(), &EventDesk::published, this, &Desk::published);
    }
    return *event;
}

EventDesk *Desk::find(const EventId &id)
{
    const auto found = m_events.find(id);
    return found == m_events.end() ? nullptr : found->second.get();
}

} // namespace earshot
