#pragma once

#include "desk/event_desk.h"
#include "desk/event_recording.h"
#include "desk/stream_setup.h"

#include <map>
#include <memory>

namespace earshot {

/// The events that one desk controls over one session, and the stream that keeps their audio. Network thread.
class Desk : public QObject
{
    Q_OBJECT
public:
    /// `session` must have been given a desk's ticket; it is started and stopped by its owner.
    Desk(Clock &clock, Session &session, const EventDesk::Config &config);
    ~Desk() override;

    /// The event of that card from now on; the same one where it was added before.
    EventDesk &addEvent(
        const ScheduleCard &card, EventDesk::FormerCard formerCard = EventDesk::FormerCard::GoOn);
    /// Null where it was not added.
    EventDesk *find(const EventId &id);
    /// Records an event that was added, from its start on; the same recording where it is recorded already.
    EventRecording &record(EventDesk &event, const QString &folder, MakeRecordingSink makeSink);
    /// Of all its events.
    Schedule schedule() const;
    /// Of one of its events at least.
    bool isInCharge() const;

signals:
    /// With every beacon of any event.
    void published(const earshot::EventState &state);
    /// Whether the server keeps the audio; listeners can go back and lose nothing where it does.
    void audioKept(const earshot::Outcome &outcome);

private:
    Clock &m_clock;
    Session &m_session;
    EventDesk::Config m_config;
    StreamSetup m_audio;
    std::map<EventId, std::unique_ptr<EventDesk>> m_events;
    std::map<EventId, std::unique_ptr<EventRecording>> m_recordings; ///< end before their events
};

} // namespace earshot
