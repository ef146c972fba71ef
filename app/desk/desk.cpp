#include "desk/desk.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr qint64 kLeastAudioBytes = 64 * 1024 * 1024;

/// A packet that JetStream did not acknowledge is sent again on another subject, so that no listener who is live
/// gets it twice; both are kept. Duplicates are told by their RTP sequence.
StreamSetup::Plan audioStream(const EventDesk::Config &config)
{
    const auto keptFor = qint64(std::chrono::nanoseconds(config.audioKept).count());
    const QJsonObject settings{{"retention", "limits"}, {"discard", "old"}, {"storage", "file"},
        {"max_age", keptFor}, {"allow_direct", true},
        {"duplicate_window", qint64(std::chrono::nanoseconds(seconds{2}).count())}};
    return {"EARSHOT_AUDIO", {"ev.*.audio.*", "ev.*.again.*"}, settings, config.audioBytes,
        std::min(config.audioBytes, kLeastAudioBytes), {"max_age"}};
}

} // namespace

Desk::Desk(Clock &clock, Session &session, const EventDesk::Config &config)
    : m_clock(clock)
    , m_session(session)
    , m_config(config)
    , m_audio(clock, session, audioStream(config))
{
    connect(&m_audio, &StreamSetup::done, this, &Desk::audioKept);
    m_audio.start();
}

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

EventRecording &Desk::record(EventDesk &event, const QString &folder, MakeRecordingSink makeSink)
{
    std::unique_ptr<EventRecording> &recording = m_recordings[event.state().id];
    if (!recording)
        recording = std::make_unique<EventRecording>(m_clock, m_session, event, folder, std::move(makeSink));
    return *recording;
}

Schedule Desk::schedule() const
{
    Schedule cards;
    for (const auto &[id, event] : m_events)
        cards.push_back(event->card());
    return cards;
}

bool Desk::isInCharge() const
{
    return std::ranges::any_of(m_events, [](const auto &entry) { return entry.second->isInCharge(); });
}

} // namespace earshot
