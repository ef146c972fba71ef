#include "session/event_listener.h"

#include "wire/server_answer.h"
#include "wire/subjects.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr seconds kCardTimeout{3};
/// An event that is not on the schedule may be put there any moment; a busy server is asked no more often
/// than this.
constexpr seconds kCardRhythm{10};
/// An older beacon is out of order, or another desk's that does not know yet that it was relieved. A desk that has lost
/// count of its revisions is believed once nothing newer has come for two of the longest rhythms.
constexpr seconds kNewestHolds{10};

} // namespace

EventListener::EventListener(
    Clock &clock, Session &session, const EventId &event, quint64 listenerId, Mediator mediator)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_mediator(std::move(mediator))
    , m_sampler(listenerId)
    , m_reportTimer(clock.makeTimer())
    , m_cardTimer(clock.makeTimer())
    , m_listenerId(listenerId)
    , m_catchUp(clock, session, event, listenerId,
          {[this](const SpeakerPacket &packet, Instant arrival) { play(packet, arrival); }, m_mediator.seek,
              m_mediator.progress})
{
    session.subscribe(subjects::state(event), [this](const auto &m, Instant at) { onState(m, at); });
    session.subscribe(subjects::allAudio(event), [this](const auto &m, Instant at) { onAudio(m, at); });
    connect(&session, &Session::stateChanged, this, &EventListener::onLineChanged);
    connect(&session, &Session::wentLive, this, &EventListener::onWentLive);
    if (session.isLive())
        onWentLive();
    waitForReport();
}

EventListener::~EventListener()
{
    m_session.unsubscribe(subjects::state(m_event));
    m_session.unsubscribe(subjects::allAudio(m_event));
}

void EventListener::onWentLive()
{
    ++m_line;
    // A line that ended while the next one was ready never looked lost.
    if (std::exchange(m_isLineLive, true))
        m_catchUp.lineIsLost();
    m_catchUp.lineIsBack();
    readCard();
}

void EventListener::onLineChanged()
{
    if (!m_session.isLive() && std::exchange(m_isLineLive, false))
        m_catchUp.lineIsLost();
}

void EventListener::readCard()
{
    const QByteArray subject = "$JS.API.DIRECT.GET.KV_earshot_events." + subjects::card(m_event);
    const QPointer<EventListener> self(this);
    m_session.request(subject, {}, kCardTimeout, [self](const Result<NatsMessage> &answer) {
        if (self)
            self->onCard(answer);
    });
}

void EventListener::onCard(const Result<NatsMessage> &answer)
{
    // A server without the bucket has no events: it answers "no responders".
    const bool noBucket = !answer && answer.failure().cause == Cause::NoResponders;
    const bool isForged = answer && holdsServerAnswer(*answer);
    const bool deleted = answer && !answer->header("KV-Operation").isEmpty();
    const bool missing = answer && !isForged && (answer->status == 404 || deleted);
    if (noBucket || missing) {
        emit cardReceived(std::nullopt);
    } else if (answer && (answer->status == 0 || isForged)) {
        const Result<ScheduleCard> card = earshot::readCard(answer->payload);
        if (card && card->id == m_event && !isForged) {
            emit cardReceived(*card);
            if (m_state)
                return;
        } else {
            ++m_badMessages;
        }
    }
    // Without a beacon the card is all there is to go by, so it is kept fresh.
    m_cardTimer->start(kCardRhythm, [this] {
        if (m_session.isLive() && !m_state)
            readCard();
    });
}

void EventListener::onState(const NatsMessage &message, Instant arrival)
{
    Result<EventState> state = readState(message.payload);
    if (!state || state->id != m_event) {
        ++m_badMessages;
        return;
    }
    if (m_state && state->revision < m_state->revision && arrival - m_stateAt < kNewestHolds)
        return;
    m_state = std::move(*state);
    m_stateAt = arrival;
    followMutes(arrival);
    m_session.setReconnectSpread(m_state->reconnectSpread);
    dropSpeakersNotIn(m_state->stage);
    for (const StageMember &member : m_state->stage) {
        if (const auto gaps = m_gaps.find(member.key); gaps != m_gaps.end())
            gaps->setDeskCount(member.count);
    }
    m_catchUp.setEventState(*m_state);
    emit stateReceived(*m_state, arrival);
}

/// A mute does not hang on the muted person's own program.
void EventListener::followMutes(Instant now)
{
    if (m_state->phase != Phase::Paused)
        m_pausedSince.reset();
    else if (!m_pausedSince)
        m_pausedSince = now;
    const auto before = std::exchange(m_mutedSince, {});
    for (const StageMember &member : m_state->stage) {
        if (member.mutedByHost)
            m_mutedSince[member.key] = before.value(member.key, now);
    }
}

bool EventListener::isMuted(const UserKey &speaker, Instant at) const
{
    const auto since = m_mutedSince.constFind(speaker);
    return (since != m_mutedSince.cend() && at >= *since) || (m_pausedSince && at >= *m_pausedSince);
}

void EventListener::onAudio(const NatsMessage &message, Instant arrival)
{
    const std::optional<UserKey> speaker = subjects::speakerOf(message.subject);
    if (!speaker || (m_state && !m_state->member(*speaker)))
        return;
    const Result<RtpPacket> packet = readRtp(message.payload);
    if (!packet) {
        ++m_badMessages;
        return;
    }
    if (!isOwn(*speaker) && (m_gaps.contains(*speaker) || m_gaps.size() < kMaxStage))
        m_gaps[*speaker].takeLive(*packet, m_line, arrival);
    m_catchUp.takeLive({*speaker, *packet, false}, arrival);
}

/// What is said now or was said before: heard only from those who are on the stage now, and of those whom the host has
/// muted, what they said before that.
void EventListener::play(const SpeakerPacket &packet, Instant arrival)
{
    if ((m_state && !m_state->member(packet.speaker)) || (isOwn(packet.speaker) && !m_isBehind))
        return;
    if (const auto gaps = m_gaps.find(packet.speaker); gaps != m_gaps.end())
        gaps->takeLater(packet.packet);
    if (isMuted(packet.speaker, arrival))
        return;
    if (const auto slot = slotFor(packet.speaker)) {
        m_mediator.packet(*slot, packet.packet, arrival);
        emit heard(packet.speaker, packet.packet, arrival);
    }
}

void EventListener::setOwnKey(const std::optional<UserKey> &key)
{
    m_ownKey = key;
    if (key)
        m_gaps.remove(*key);
    if (!m_isBehind)
        dropOwnVoice();
}

void EventListener::seek(milliseconds behind)
{
    m_isBehind = behind.count() > 0;
    if (!m_isBehind)
        dropOwnVoice();
    m_catchUp.seek(behind);
}

void EventListener::dropOwnVoice()
{
    const auto slot = m_ownKey ? std::ranges::find(m_slots, m_ownKey) : m_slots.end();
    if (slot == m_slots.end())
        return;
    slot->reset();
    m_mediator.speakerGone(int(slot - m_slots.begin()));
    emit slotsChanged(m_slots);
}

void EventListener::refused(int slot)
{
    const std::optional<UserKey> &speaker = m_slots.at(std::size_t(slot));
    if (const auto gaps = speaker ? m_gaps.find(*speaker) : m_gaps.end(); gaps != m_gaps.end())
        gaps->refused(m_clock.now());
}

EventListener::Gaps EventListener::gaps() const
{
    Gaps all;
    for (auto gaps = m_gaps.cbegin(); gaps != m_gaps.cend(); ++gaps)
        all.insert(gaps.key(), gaps->stats());
    return all;
}

/// The speaker's slot, a fresh one for a new voice; nothing where 32 voices are there already.
std::optional<int> EventListener::slotFor(const UserKey &speaker)
{
    auto found = std::ranges::find(m_slots, std::optional(speaker));
    if (found == m_slots.end()) {
        found = std::ranges::find_if(m_slots, [](const auto &taken) { return !taken; });
        if (found == m_slots.end())
            return std::nullopt;
        *found = speaker;
        emit slotsChanged(m_slots);
    }
    return int(found - m_slots.begin());
}

void EventListener::dropSpeakersNotIn(const Stage &stage)
{
    m_gaps.removeIf([&](const auto &gaps) {
        return std::ranges::find(stage, gaps.key(), &StageMember::key) == stage.end();
    });
    bool changed = false;
    for (int slot = 0; slot < kSlots; ++slot) {
        auto &key = m_slots[size_t(slot)];
        const bool there = key && std::ranges::find(stage, *key, &StageMember::key) != stage.end();
        if (key && !there) {
            key.reset();
            m_mediator.speakerGone(slot);
            changed = true;
        }
    }
    if (changed)
        emit slotsChanged(m_slots);
}

void EventListener::waitForReport()
{
    m_reportTimer->start(m_sampler.untilNext(m_clock.now()), [this] {
        if (m_state && m_sampler.chosen(m_clock.now(), m_state->reportProbability))
            m_session.publish(subjects::report(m_event), writeReport(report()));
        m_lastReport = m_report;
        waitForReport();
    });
}

/// Sums over the speakers get smaller where one leaves, and greater than the time where several speak.
ReceiverReport EventListener::report() const
{
    const auto inInterval = [](milliseconds now, milliseconds before) {
        return std::clamp<milliseconds>(now - before, milliseconds{0}, kLongestReported);
    };
    ReceiverReport report = m_report;
    report.listener = m_listenerId;
    report.heard = inInterval(m_report.heard, m_lastReport.heard);
    report.concealed = inInterval(m_report.concealed, m_lastReport.concealed);
    return report;
}

} // namespace earshot
