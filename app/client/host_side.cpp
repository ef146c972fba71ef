#include "client/host_side.h"

#include "client/recording_side.h"
#include "event/when_ready.h"

#include <QStorageInfo>

namespace earshot {

namespace {

constexpr seconds kLookRhythm{10};

Failure notOpen()
{
    return {Cause::DeskRefused, QStringLiteral("the event is not open")};
}

} // namespace

HostSide::HostSide(Clock &clock, std::uint64_t seed, const HostServerOptions &options)
    : m_clock(clock)
    , m_random(seed)
    , m_options(options)
{ }

void HostSide::open(const HostOpening &opening)
{
    m_opening = opening;
    if (m_server)
        return endServer();
    start();
}

void HostSide::close()
{
    m_opening.reset();
    m_view = {};
    if (m_server)
        endServer();
    publish();
}

// Idle, Ending, Failed -> Starting
void HostSide::start()
{
    m_view = {};
    m_isOpened = false;
    m_view.access = m_opening->plan.access;
    m_view.place = m_opening->plan.place;
    m_view.description = m_opening->plan.description;
    auto server = makeHostServer(m_clock, m_random, m_opening->plan, m_options);
    if (!server)
        return fail(server.failure());
    m_server = std::move(*server);
    // Queued, as these may end the server that says it.
    connect(m_server.get(), &HostServer::failed, this, &HostSide::fail, Qt::QueuedConnection);
    connect(m_server.get(), &HostServer::ready, this, &HostSide::onReady);
    connect(m_server.get(), &HostServer::lineChanged, this, &HostSide::publish);
    connect(
        m_server.get(), &HostServer::ended, this,
        [this] {
            m_isEnding = false;
            m_server.reset();
            if (m_opening)
                start();
        },
        Qt::QueuedConnection);
    publish();
    m_server->start();
}

// Starting -> Open
void HostSide::onReady()
{
    if (m_isEnding)
        return;
    Desk &desk = m_server->desk();
    m_event = &desk.addEvent(card());
    if (m_opening->remembered)
        m_event->remember(*m_opening->remembered);
    m_view.listenerLink = m_server->link(m_opening->event).toString();
    m_view.server = m_server->name();
    connect(&desk, &Desk::audioKept, this, [this](const Outcome &outcome) {
        m_view.audioKept = outcome.ok();
        publish();
    });
    connect(m_event, &EventDesk::published, this, &HostSide::onPublished);
    connect(m_event, &EventDesk::leaseChanged, this, &HostSide::publish);
    connect(m_event, &EventDesk::handsChanged, this, &HostSide::publish);
    connect(m_event, &EventDesk::tookCharge, this, &HostSide::publish);
    if (!m_opening->remembered)
        m_event->setCopiesAllowed(m_opening->plan.copiesAllowed);
    m_look = m_clock.makeTimer();
    if (m_opening->plan.record)
        record();
    look();
    publish();
}

void HostSide::record()
{
    m_recording = &m_server->desk().record(*m_event, m_options.recordings,
        [&clock = m_clock] { return std::make_unique<RecordingSide>(clock); });
    connect(m_recording, &EventRecording::changed, this, &HostSide::publish);
}

/// What was done before it ended holds, and it is taken back by its record: its title may have been changed since.
ScheduleCard HostSide::card() const
{
    ScheduleCard card{.id = m_opening->event};
    card.planned = m_opening->plan.planned.value_or(kWhenReady);
    card.listed = m_opening->plan.access == HostPlan::Access::Open;
    card.recording = m_opening->plan.record ? RecordingPromise::Promised : RecordingPromise::None;
    if (m_opening->remembered)
        return card;
    card.title = m_opening->plan.title;
    card.description = m_opening->plan.description;
    card.hostName = m_opening->plan.hostName;
    return card;
}

void HostSide::onPublished()
{
    m_view.beaconAt = m_clock.now();
    publish();
    if (m_isOpened)
        return;
    m_isOpened = true;
    // A host who was on the stage before needs no invitation.
    emit opened(linkWithInvitation(Role::Host).value_or(m_view.listenerLink));
}

std::optional<QString> HostSide::linkWithInvitation(Role role)
{
    const Result<QByteArray> invitation = m_event->makeInvitation(role);
    if (!invitation) {
        emit refused(invitation.failure());
        return std::nullopt;
    }
    Link link = m_server->link(m_opening->event);
    link.invitation = *invitation;
    return link.toString();
}

void HostSide::act(const std::function<Outcome(EventDesk &)> &act)
{
    const Outcome outcome = m_event ? act(*m_event) : Outcome(notOpen());
    if (!outcome)
        return emit refused(outcome.failure());
    publish();
}

void HostSide::makeSpeakerLink(Role role)
{
    if (!m_event)
        return emit refused(notOpen());
    if (const auto link = linkWithInvitation(role)) {
        m_view.speakerLink = *link;
        publish();
    }
}

// Starting, Open -> Failed
void HostSide::fail(const Failure &failure)
{
    if (m_isEnding)
        return;
    m_event = nullptr;
    m_recording = nullptr;
    m_look.reset();
    m_view.failure = failure;
    m_view.hands.clear();
    m_server.reset();
    publish();
}

// Open, Starting -> Ending
void HostSide::endServer()
{
    m_event = nullptr;
    m_recording = nullptr;
    m_look.reset();
    if (!std::exchange(m_isEnding, true))
        m_server->end();
}

/// An engine's streams grow while an event is live.
void HostSide::look()
{
    if (m_view.place != HostPlan::Place::Server) {
        m_view.diskFree = QStorageInfo(m_options.folder).bytesAvailable();
        publish();
    }
    m_look->start(kLookRhythm, [this] { look(); });
}

HostView::State HostSide::state() const
{
    if (!m_opening)
        return HostView::State::Idle;
    if (m_view.failure && !m_server)
        return HostView::State::Failed;
    if (!m_event)
        return m_view.failure ? HostView::State::Disconnected : HostView::State::Starting;
    if (!m_server->line().isLive() || m_event->lease().phase == LeasePhase::Unconfirmed)
        return HostView::State::Disconnected;
    if (m_event->lease().phase == LeasePhase::Standby)
        return HostView::State::Standby;
    return m_event->isInCharge() ? HostView::State::InCharge : HostView::State::Starting;
}

void HostSide::publish()
{
    std::optional<LeaseRecord> record;
    if (m_server && !m_isEnding)
        m_view.failure = m_server->line().isLive() ? std::nullopt : m_server->line().stats().failure;
    m_view.state = state();
    if (m_event) {
        m_view.event = m_event->state();
        m_view.description = m_event->card().description;
        m_view.hands = m_event->hands();
        m_view.lease = m_event->lease();
        m_view.recording = m_recording ? m_recording->stats() : RecordingStats{};
        if (m_event->isInCharge() || m_isOpened)
            record = m_event->record();
    }
    emit changed(m_view, record);
}

} // namespace earshot
