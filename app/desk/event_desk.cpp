#include "desk/event_desk.h"

#include "event/when_ready.h"
#include "session/retry_policy.h"
#include "wire/link.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kTick{500};
constexpr seconds kLiveRhythm{1};
constexpr seconds kIdleRhythm{5};
/// Changes that come closer together share a beacon.
constexpr milliseconds kLeastBeaconDistance{100};
constexpr seconds kCardRhythm{10};
/// Where nothing changes, and nobody counts: what others did to the card is mended.
constexpr seconds kIdleCardRhythm{60};
constexpr int kReportsPerSecond = 1000; ///< five times what is asked for; the rest of a flood is left unread
constexpr std::size_t kMostPostponements = 32;
constexpr qsizetype kLeastRtpBytes = 12;
/// Longer than counting takes: the server is asked every 2 s or 5 s, everybody's first report takes 7 s.
constexpr seconds kFormerCountsHold{15};

/// What is not counted yet is as it was, and all of it as old as its oldest part.
Counts withFormer(Counts counts, const Counts &former)
{
    const bool isMixed = (!counts.connected && former.connected) || (!counts.hearing && former.hearing);
    if (isMixed)
        counts.at = std::min(counts.at, former.at);
    if (!counts.connected)
        counts.connected = former.connected;
    if (!counts.hearing)
        counts.hearing = former.hearing;
    if (counts.hearing && counts.connected)
        counts.hearing->value = std::min(counts.hearing->value, *counts.connected);
    return counts;
}

} // namespace

Failure EventDesk::notInCharge()
{
    return {Cause::DeskRefused, QStringLiteral("another desk holds the event")};
}

EventDesk::EventDesk(
    Clock &clock, Session &session, const Config &config, const ScheduleCard &card, FormerCard formerCard)
    : m_clock(clock)
    , m_session(session)
    , m_config(config)
    , m_formerCard(formerCard)
    , m_description(card.description)
    , m_speakerNames(card.speakerNames)
    , m_state{card.id, card.revision, card.phase, card.title, card.hostName, card.planned, card.postponedFrom,
          card.started, card.ended, {}, {}, card.message, 1.0, milliseconds{0}, 1.0, card.recording,
          card.movedTo, card.recordingLink, card.fallbackLink, {}}
    , m_isListed(card.listed)
    , m_recorded(card.recorded)
    , m_serverClock(clock, session, StreamSetup::bucket(subjects::kLeaseBucket, 1).name)
    , m_lease(clock, session, card.id, config.identity, [this] { return record(); })
    , m_cards(clock, session, card.id, [this] { return isInCharge() && !m_removedMark.isOpen(); })
    , m_connected(clock, session, card.id)
    , m_hearing(clock.now())
    , m_asks(clock, session, card.id, config.seed,
          [this](const QByteArray &secret) { return m_invitations.knows(secret); })
    , m_tickets(clock, session, card.id, config.issuer)
    , m_handsSoon(clock.makeTimer())
    , m_tick(clock.makeTimer())
    , m_soon(clock.makeTimer())
    , m_removedMark(clock, session)
{
    m_session.subscribe(subjects::allAudio(card.id),
        [this](const NatsMessage &message, Instant arrival) { onAudio(message, arrival); });
    m_session.subscribe(subjects::report(card.id),
        [this](const NatsMessage &message, Instant arrival) { onReport(message, arrival); });
    m_session.subscribe(
        subjects::card(card.id), [this](const NatsMessage &message, Instant) { onCard(message); });
    connect(&m_removedMark, &RemovedMark::found, this, &EventDesk::onRemoved);
    connect(&m_removedMark, &RemovedMark::known, &m_cards, &CardStore::putLatest);
    connect(&m_lease, &DeskLease::recordSeen, this, &EventDesk::onRecordSeen);
    connect(&m_lease, &DeskLease::statsChanged, this, &EventDesk::onLeaseChanged);
    connect(&m_lease, &DeskLease::taken, this, &EventDesk::settle);
    connect(&m_lease, &DeskLease::stored, &m_serverClock, &ServerClock::stored);
    connect(&m_serverClock, &ServerClock::known, this, &EventDesk::correctAir);
    connect(&m_lease, &DeskLease::confirmed, this, &EventDesk::onConfirmed);
    connect(&m_cards, &CardStore::loaded, this, [this](const std::optional<ScheduleCard> &former) {
        m_former.card = former;
        settle();
    });
    connect(&m_asks, &StageAsks::received, this, &EventDesk::onAsk);
    connect(&m_session, &Session::wentLive, this, [this] {
        // Reports were missed meanwhile: what is left of the sample would say too little.
        m_formerCounts = m_state.counts;
        m_hearing = HearingSample(m_clock.now());
        m_packetCounts.clear(); // what the own line lost cannot be told from what never came
        publishSoon();
        lookWhetherRemoved();
    });
    m_lease.start();
    tick();
}

EventDesk::~EventDesk()
{
    m_session.unsubscribe(subjects::allAudio(m_state.id));
    m_session.unsubscribe(subjects::report(m_state.id));
    m_session.unsubscribe(subjects::card(m_state.id));
}

std::optional<Failure> EventDesk::whyNotToStart() const
{
    if (isStandby())
        return notInCharge();
    const bool isOver = m_state.phase == Phase::Ended || m_state.phase == Phase::Moved;
    const bool isWaiting = isOver && m_isFinishingRecording;
    return isWaiting
        ? std::optional(Failure{Cause::DeskRefused, QStringLiteral("its recording is being finished")})
        : std::nullopt;
}

void EventDesk::start()
{
    if (m_state.phase == Phase::Live || whyNotToStart())
        return;
    if (m_state.phase != Phase::Paused) {
        m_state.started = m_clock.wall();
        m_state.aired.clear();
        m_silenced.beginAnew();
        m_uncorrected = 0;
    } else if (std::exchange(m_isPauseNotice, false)) {
        m_state.message.reset();
    }
    m_state.ended.reset();
    m_state.movedTo.clear();
    m_state.phase = Phase::Live;
    if (m_state.planned == kWhenReady && m_state.started)
        m_state.planned = *m_state.started;
    m_isChanged = true;
    applyChange();
}

Outcome EventDesk::pause(const QString &notice)
{
    if (isStandby())
        return notInCharge();
    if (m_state.phase != Phase::Live)
        return Failure{Cause::DeskRefused, QStringLiteral("the event is not live")};
    m_state.phase = Phase::Paused;
    m_isPauseNotice = false;
    if (!notice.isEmpty()) {
        m_state.message = HostMessage{notice, m_clock.wall()};
        m_isPauseNotice = true;
    }
    tell({});
    return Nothing{};
}

Outcome EventDesk::cancel(const QString &reason)
{
    if (isStandby())
        return notInCharge();
    if (m_state.phase != Phase::Scheduled)
        return Failure{Cause::DeskRefused, QStringLiteral("the event has started")};
    m_state.phase = Phase::Cancelled;
    tell(reason);
    return Nothing{};
}

Outcome EventDesk::moveTo(const QString &link)
{
    if (isStandby())
        return notInCharge();
    Result<Link> target = readLink(link);
    if (!target)
        return target.failure();
    if (!target->event)
        return Failure{Cause::LinkMalformed, QStringLiteral("event")};
    if (m_state.phase == Phase::Ended || m_state.phase == Phase::Cancelled)
        return Failure{Cause::DeskRefused, QStringLiteral("the event has ended")};
    target->invitation.clear(); // one person's, and everybody reads this
    m_state.phase = Phase::Moved;
    m_state.movedTo = target->toString();
    m_isChanged = true;
    applyChange();
    return Nothing{};
}

void EventDesk::end()
{
    if (m_state.phase == Phase::Ended || isStandby())
        return;
    m_state.phase = Phase::Ended;
    m_state.ended = m_clock.wall();
    m_isChanged = true;
    applyChange();
}

void EventDesk::setMessage(const QString &text)
{
    if (isStandby())
        return;
    m_isPauseNotice = false;
    m_state.message = text.isEmpty() ? std::nullopt : std::optional(HostMessage{text, m_clock.wall()});
    m_isChanged = true;
    applyChange();
}

Outcome EventDesk::describe(const QString &title, const QString &description)
{
    if (isStandby())
        return notInCharge();
    if (title.trimmed().isEmpty())
        return Failure{Cause::PlanUnusable, QStringLiteral("title")};
    if (m_state.phase == Phase::Ended || m_state.phase == Phase::Cancelled || m_state.phase == Phase::Moved)
        return Failure{Cause::DeskRefused, QStringLiteral("the event has ended")};
    m_state.title = title.trimmed();
    m_description = description;
    m_isDescribed = true;
    m_isChanged = true;
    applyChange();
    return Nothing{};
}

/// After a change that has words of the host; without, the last ones stay.
void EventDesk::tell(const QString &words)
{
    if (!words.isEmpty()) {
        m_state.message = HostMessage{words, m_clock.wall()};
        m_isPauseNotice = false;
    }
    m_isChanged = true;
    applyChange();
}

void EventDesk::setCatchUpShare(double share)
{
    if (isStandby())
        return;
    m_state.catchUpShare = std::clamp(share, 0.0, 1.0);
    applyChange();
}

void EventDesk::setCopiesAllowed(bool allowed)
{
    if (isStandby())
        return;
    m_state.copiesAllowed = allowed;
    applyChange();
}

void EventDesk::setRecording(RecordingPromise promise, const std::optional<RecordingNote> &note)
{
    if (isStandby() || (m_state.recording == promise && m_recorded == note))
        return;
    const bool isAnother = m_recorded != note;
    m_state.recording = promise;
    m_recorded = note;
    if (isAnother)
        lookWhetherRemoved(); // whoever removed it before this was told met nothing that names it
    m_isChanged = true;
    applyChange();
}

void EventDesk::setLacksTracks(bool lacks)
{
    if (isStandby() || std::exchange(m_lacksTracks, lacks) == lacks)
        return;
    applyChange();
}

Outcome EventDesk::announceDelay(WallTime newStart, const QString &reason)
{
    if (isStandby())
        return notInCharge();
    if (m_state.phase != Phase::Scheduled && m_state.phase != Phase::Paused)
        return Failure{Cause::DeskRefused, QStringLiteral("the event has started")};
    if (m_state.planned != kWhenReady)
        m_state.postponedFrom.push_back(m_state.planned);
    if (m_state.postponedFrom.size() > kMostPostponements)
        m_state.postponedFrom.erase(m_state.postponedFrom.begin());
    m_state.planned = newStart;
    tell(reason);
    return Nothing{};
}

void EventDesk::onAudio(const NatsMessage &message, Instant arrival)
{
    const std::optional<UserKey> key = subjects::speakerOf(message.subject);
    if (!key || message.payload.size() < kLeastRtpBytes || !find(*key))
        return;
    m_presence.seen(*key, arrival, m_clock.wall());
    if (const Result<RtpPacket> packet = readRtp(message.payload))
        m_packetCounts[*key].take(packet->sequence, packet->ssrc);
    if (find(*key)->presence != Presence::Present)
        updatePresence();
}

void EventDesk::onReport(const NatsMessage &message, Instant arrival)
{
    if (arrival - m_reportSecond >= seconds{1}) {
        m_reportSecond = arrival;
        m_reportsInSecond = 0;
    }
    if (++m_reportsInSecond > kReportsPerSecond)
        return;
    if (const Result<ReceiverReport> report = readReport(message.payload))
        m_hearing.take(*report, m_state.reportProbability, arrival);
}

void EventDesk::tick()
{
    if (isInCharge()) {
        updatePresence();
        m_tickets.tend();
        tellInvitations();
    }
    forgetHands();
    const Instant now = m_clock.now();
    if (!m_lastBeacon || now - *m_lastBeacon >= rhythm())
        publishBeacon();
    const seconds cardRhythm = m_state.phase == Phase::Live ? kCardRhythm : kIdleCardRhythm;
    if (isInCharge() && now - m_lastCard >= cardRhythm)
        putCard();
    m_tick->start(untilNextTick(), [this] { tick(); });
}

/// A change puts the beacons out of step with the ticks: the next one is looked for when it is due, so that
/// two are never further apart than the rhythm.
microseconds EventDesk::untilNextTick() const
{
    const microseconds untilBeacon
        = m_lastBeacon ? *m_lastBeacon + rhythm() - m_clock.now() : microseconds{0};
    return untilBeacon > microseconds{0} ? std::min<microseconds>(untilBeacon, kTick) : kTick;
}

void EventDesk::updatePresence()
{
    if (isInCharge() && m_presence.update(m_state.stage, m_clock.now()))
        applyPresence();
}

/// After every change of what the beacon says, but for counts and clock.
void EventDesk::applyChange()
{
    noteAir();
    noteSilences();
    m_state.revision = std::max(m_state.revision + 1, quint64(toUnixMs(m_clock.wall())));
    if (!isInCharge())
        return;
    takeCounts();
    // First the lease: on one line, whatever the server passes on of the beacon it keeps for the next desk.
    m_lease.renewSoon();
    putCardIfChanged();
    // A desk that has said its last word may be gone in a moment.
    if (m_state.phase == Phase::Ended || m_state.phase == Phase::Cancelled || m_state.phase == Phase::Moved)
        publishBeacon();
    else
        publishSoon();
}

/// What is on air is what the phase says, whoever changed it.
void EventDesk::noteAir()
{
    std::vector<WallSpan> &aired = m_state.aired;
    const bool isLive = m_state.phase == Phase::Live;
    if (aired.empty()) {
        if (!m_state.started || m_state.phase == Phase::Scheduled)
            return;
        noteAirFrom(byServer(*m_state.started));
    } else if (isLive && aired.back().until) {
        noteAirFrom(std::max(byServer(m_clock.wall()), *aired.back().until));
    }
    if (isLive || aired.back().until)
        return;
    const bool isEnd = m_state.phase == Phase::Ended && m_state.ended;
    aired.back().until = std::max(byServer(isEnd ? *m_state.ended : m_clock.wall()), aired.back().from);
    m_uncorrected += !m_serverClock.ahead();
}

/// As every ear does: it drops who is muted by the host, and who is not on the stage.
void EventDesk::noteSilences()
{
    const WallTime now = byServer(m_clock.wall());
    for (const StageMember &member : m_state.stage)
        m_silenced.set(member.key, m_mutedByDesk.contains(member.key), now);
    for (const UserKey &key : m_removed)
        m_silenced.set(key, true, now);
}

/// Of too many times the shortest is forgotten: then it counts as paused.
void EventDesk::noteAirFrom(WallTime from)
{
    std::vector<WallSpan> &aired = m_state.aired;
    if (aired.size() == kMostAirTimes)
        aired.erase(std::min_element(aired.begin() + 1, aired.end(),
            [](const auto &a, const auto &b) { return *a.until - a.from < *b.until - b.from; }));
    aired.push_back({from, {}});
    m_uncorrected += !m_serverClock.ahead();
}

void EventDesk::correctAir()
{
    const milliseconds ahead = *m_serverClock.ahead();
    int left = std::exchange(m_uncorrected, 0);
    if (left == 0 || ahead.count() == 0)
        return;
    for (auto span = m_state.aired.rbegin(); span != m_state.aired.rend() && left > 0; ++span) {
        if (span->until && left-- > 0)
            *span->until += ahead;
        if (left-- > 0)
            span->from += ahead;
    }
    applyChange();
}

/// After what people on the stage changed by themselves: the next renewal tells other desks early enough, and one
/// person's switch is not everybody's flood of beacons.
void EventDesk::applyPresence()
{
    m_state.revision = std::max(m_state.revision + 1, quint64(toUnixMs(m_clock.wall())));
    const Instant now = m_clock.now();
    const double passed = std::chrono::duration<double>(now - std::exchange(m_presenceCounted, now)).count();
    m_presenceBeacons = std::min(kPresenceBurst, m_presenceBeacons + passed * kPresenceRate);
    if (m_soon->isActive())
        return; // tells this, too
    if (m_presenceBeacons >= 1) {
        m_presenceBeacons -= 1;
        publishSoon();
    } else {
        publishAfter(microseconds(qint64((1 - m_presenceBeacons) / kPresenceRate * 1e6)));
        m_presenceBeacons -= 1;
    }
}

void EventDesk::putCard()
{
    m_lastCard = m_clock.now();
    m_put = card();
    m_cards.put(*m_put);
}

/// Of what a stage does, a card says nothing; counts have their own rhythm.
void EventDesk::putCardIfChanged()
{
    ScheduleCard now = card();
    if (m_put) {
        now.revision = m_put->revision;
        now.counts = m_put->counts;
    }
    if (m_put != now)
        putCard();
}

void EventDesk::takeCounts()
{
    const Instant now = m_clock.now();
    const std::optional<qint64> connected = m_connected.value();
    Counts counts{
        connected, m_hearing.estimate(now, connected), connected ? m_connected.at() : m_clock.wall()};
    if (m_state.copiesAllowed)
        counts.copying = m_hearing.copying(now, connected);
    if (m_formerCounts && (!counts.connected || !counts.hearing)
        && m_clock.wall() - m_formerCounts->at < kFormerCountsHold)
        counts = withFormer(counts, *m_formerCounts);
    m_state.counts = counts;
    if (connected) {
        m_state.reportProbability = reportProbability(*connected);
        m_state.reconnectSpread = reconnectSpread(*connected, m_config.joinsPerSecond);
    }
}

void EventDesk::takePacketCounts()
{
    for (StageMember &member : m_state.stage) {
        const auto counted = m_packetCounts.constFind(member.key);
        member.count = counted == m_packetCounts.cend() ? std::nullopt : counted->count();
    }
}

void EventDesk::publishSoon()
{
    const Instant now = m_clock.now();
    publishAfter(m_lastBeacon ? *m_lastBeacon + kLeastBeaconDistance - now : microseconds{0});
}

void EventDesk::publishAfter(microseconds wait)
{
    if (wait <= microseconds{0}) {
        publishBeacon();
    } else if (const Instant at = m_clock.now() + wait; !m_soon->isActive() || at < m_soonAt) {
        m_soonAt = at;
        m_soon->start(wait, [this] { publishBeacon(); });
    }
}

void EventDesk::publishBeacon()
{
    // Before the former desk's words are read this state may be wrong, and another desk's may be right.
    if (!isInCharge() || !m_session.isLive())
        return;
    m_soon->stop();
    takeCounts();
    takePacketCounts();
    m_state.deskClock = m_clock.wall();
    m_lastBeacon = m_clock.now();
    m_session.publish(subjects::state(m_state.id), writeState(m_state));
    emit published(m_state);
}

seconds EventDesk::rhythm() const
{
    const bool isLate = m_state.phase == Phase::Scheduled && m_clock.wall() >= m_state.planned;
    return m_state.phase == Phase::Live || isLate ? kLiveRhythm : kIdleRhythm;
}

ScheduleCard EventDesk::card() const
{
    const bool isUnderWay = m_state.phase == Phase::Live || m_state.phase == Phase::Paused;
    return {m_state.id, m_state.title, m_description, m_state.hostName, m_speakerNames, m_state.phase,
        m_state.planned, m_state.postponedFrom, m_state.started, m_state.ended, m_state.message,
        isUnderWay ? std::optional(m_state.counts) : std::nullopt, m_state.recording, m_recorded,
        m_state.movedTo, m_state.recordingLink, m_state.fallbackLink, m_state.revision, m_isListed};
}

} // namespace earshot
