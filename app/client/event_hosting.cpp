#include "client/event_hosting.h"

#include "client/event_name.h"
#include "wire/host_credentials.h"

#include <QDir>
#include <QHostAddress>
#include <QPointer>

#include <algorithm>

namespace earshot {

namespace {

/// How exactly an offer says when the event was last held.
constexpr seconds kSeenRhythm{30};
/// A journal that could not be written is tried again after this.
constexpr seconds kRetryRhythm{2};

} // namespace

EventHosting::EventHosting(
    Clock &clock, Random &random, QThread &network, SecretStore &secrets, const Options &options)
    : m_clock(clock)
    , m_random(random)
    , m_secrets(secrets)
    , m_journal(QDir(options.folder).filePath(QStringLiteral("hosting.json")))
    , m_program(options.program)
    , m_side(new HostSide(clock, random.next(),
          {options.folder, options.program,
              options.recordings.isEmpty() ? QDir(options.folder).filePath(QStringLiteral("recordings"))
                                           : options.recordings}))
    , m_retry(clock.makeTimer())
{
    m_side->moveToThread(&network);
    connect(m_side, &HostSide::changed, this, &EventHosting::onChanged);
    connect(m_side, &HostSide::opened, this, [this](const QString &link) {
        m_openedLink = link;
        if (!isKeeping())
            showOpened();
    });
    connect(m_side, &HostSide::refused, this, &Hosting::refused);
    // What could not be hosted may be possible, or not: whoever asked asks again.
    connect(&m_program, &ProgramCheck::done, this, [this] { emit viewChanged(m_view); });
    readOffer();
}

EventHosting::~EventHosting()
{
    m_side->disconnect(this);
    m_side->deleteLater();
}

std::optional<Failure> EventHosting::check(const HostPlan &plan) const
{
    if (plan.title.trimmed().isEmpty())
        return Failure{Cause::PlanUnusable, QStringLiteral("title")};
    switch (plan.place) {
    case HostPlan::Place::ThisComputer:
        return std::nullopt;
    case HostPlan::Place::Network:
        if (QHostAddress address; !address.setAddress(plan.bindAddress))
            return Failure{Cause::PlanUnusable, QStringLiteral("address")};
        return checkProgram();
    case HostPlan::Place::Server:
        break;
    }
    return checkCredentials(plan);
}

/// Known a moment after it was asked for the first time.
std::optional<Failure> EventHosting::checkProgram() const
{
    m_program.start();
    const auto &version = m_program.version();
    if (!version)
        return std::nullopt;
    if (!*version)
        return version->failure();
    return isSafeBeyondLoopback(**version) ? std::nullopt : std::optional(programTooOld(**version));
}

/// Those in the keychain are looked at when they are needed.
std::optional<Failure> EventHosting::checkCredentials(const HostPlan &plan) const
{
    if (plan.credentials.isEmpty())
        return std::nullopt;
    const Result<HostCredentials> credentials = readHostCredentials(plan.credentials);
    if (!credentials)
        return credentials.failure();
    if (!credentials->server)
        return Failure{Cause::CredentialsUnusable, QStringLiteral("EARSHOT SERVER LINK")};
    return std::nullopt;
}

void EventHosting::open(const HostPlan &plan)
{
    HostMemory memory{.event = eventNamed(plan.title, m_random), .plan = plan, .lastSeen = m_clock.wall()};
    memory.plan.title = plan.title.trimmed();
    memory.plan.credentials.clear();
    if (const auto failure = check(plan))
        return fail(*failure);
    if (plan.place == HostPlan::Place::Server && !plan.credentials.isEmpty()) {
        // It is hosted also where no keychain takes them; they are asked for the next time.
        m_secrets.write(kHostCredentials, plan.credentials, [self = QPointer(this)](const Outcome &kept) {
            if (self && !kept)
                emit self->refused(kept.failure());
        });
    }
    begin(memory, plan.credentials);
}

void EventHosting::takeBack()
{
    if (!m_view.offer)
        return;
    // Before it is read: another program may have gone on with it.
    if (const Outcome taken = m_journal.take(); !taken)
        return fail(taken.failure());
    const Result<std::optional<HostMemory>> memory = m_memory ? m_memory : m_journal.read();
    if (memory && *memory) {
        begin(**memory, {});
        m_isClosing = (*memory)->isRecordingDue();
        return;
    }
    m_journal.release();
    if (!memory)
        return fail(memory.failure());
    m_view.offer.reset();
    emit viewChanged(m_view);
}

void EventHosting::begin(const HostMemory &memory, const QByteArray &credentials)
{
    if (const Outcome taken = m_journal.take(); !taken)
        return fail(taken.failure());
    ++m_turn;
    m_isClosing = false;
    m_memory = memory;
    HostOpening opening{memory.event, memory.plan, memory.record};
    opening.plan.credentials = credentials;
    HostView starting{.state = HostView::State::Starting};
    starting.access = memory.plan.access;
    starting.place = memory.plan.place;
    starting.description = memory.plan.description;
    m_next = starting;
    keep(memory);
    if (memory.plan.place != HostPlan::Place::Server || !credentials.isEmpty())
        return openWith(opening);
    m_secrets.read(
        kHostCredentials, [self = QPointer(this), opening, turn = m_turn](const auto &secret) mutable {
            if (!self || self->m_turn != turn)
                return;
            if (!secret)
                return self->fail(secret.failure());
            opening.plan.credentials = secret->value_or(QByteArray());
            if (opening.plan.credentials.isEmpty())
                return self->fail({Cause::CredentialsUnusable, {}});
            self->openWith(opening);
        });
}

void EventHosting::openWith(const HostOpening &opening)
{
    QMetaObject::invokeMethod(m_side, [side = m_side, opening] { side->open(opening); });
}

void EventHosting::close()
{
    const bool isWaiting = m_view.awaitsRecording() && m_view.state != HostView::State::Failed;
    if (!isWaiting || std::exchange(m_isClosing, true))
        letGo();
}

void EventHosting::letGo()
{
    ++m_turn;
    m_isClosing = false;
    QMetaObject::invokeMethod(m_side, [side = m_side] { side->close(); });
    m_retry->stop();
    if (m_memory && m_memory->isOver())
        m_journal.forget();
    else if (m_memory && m_unkept)
        m_journal.put(*m_memory, {}); // for the last time
    m_view = {};
    if (m_memory && !m_memory->isOver())
        m_view.offer = m_memory->offer();
    m_memory.reset();
    m_unkept.reset();
    m_openedLink.clear();
    m_next = m_view;
    m_journal.release();
    emit viewChanged(m_view);
}

/// Another program that hosts from this folder right now is no crash.
void EventHosting::readOffer()
{
    if (!m_journal.exists() || !m_journal.take())
        return;
    const auto memory = m_journal.read();
    if (!memory)
        setAside(memory.failure().cause);
    else if (*memory && (*memory)->isOver())
        m_journal.forget();
    else if (*memory)
        m_view.offer = (*memory)->offer();
    m_journal.release();
}

/// An event may be lost with it: whoever made this is told, once they can listen.
void EventHosting::setAside(Cause why)
{
    const QString copy = m_journal.setAside();
    QMetaObject::invokeMethod(
        this,
        [this, why, copy] {
            emit refused({why, copy});
        },
        Qt::QueuedConnection);
}

/// Only what was offered is forgotten: another program may have gone on with it, or with another event.
void EventHosting::forgetOffer()
{
    if (m_memory || !m_view.offer)
        return;
    const EventId offered = m_view.offer->event;
    m_view.offer.reset();
    if (m_journal.take()) {
        const auto memory = m_journal.read();
        if (memory && (!*memory || (*memory)->event == offered))
            m_journal.forget();
        else if (memory && !(*memory)->isOver())
            m_view.offer = (*memory)->offer();
        m_journal.release();
    }
    emit viewChanged(m_view);
}

void EventHosting::onChanged(const HostView &view, const std::optional<LeaseRecord> &record)
{
    // What the desk of an event said that was closed meanwhile.
    if (!m_memory || view.state == HostView::State::Idle || (view.event && view.event->id != m_memory->event))
        return;
    HostMemory memory = *m_memory;
    const bool isNew = record && (!memory.record || lasting(*memory.record) != lasting(*record));
    if (isNew)
        memory.record = record;
    memory.server = view.server.isEmpty() ? memory.server : view.server;
    m_next = view;
    if (view.state == HostView::State::Failed && memory.record && !memory.isOver())
        m_next.offer = memory.offer();
    if (isNew || (record && m_clock.wall() - memory.lastSeen >= kSeenRhythm)) {
        memory.lastSeen = m_clock.wall();
        keep(memory);
    } else if (!isKeeping()) {
        show(m_next);
        showOpened();
    }
    const bool hasEnded = view.event
        && (view.event->phase == Phase::Ended || view.event->phase == Phase::Moved)
        && (view.state == HostView::State::InCharge || view.state == HostView::State::Standby);
    if (m_isClosing && hasEnded && !view.awaitsRecording()) {
        if (view.recording.isLeftForLater && view.recording.failure)
            emit refused(*view.recording.failure);
        letGo();
    }
}

/// Writes it; what waits to be shown is shown then.
void EventHosting::keep(const HostMemory &memory)
{
    m_memory = memory;
    m_retry->stop();
    m_journal.put(memory, [this, number = ++m_put, turn = m_turn, covered = m_next](const Outcome &kept) {
        m_kept = number;
        if (m_turn == turn)
            onKept(kept, number, covered);
    });
}

/// While something newer waits for the disk, what is written already is shown.
void EventHosting::onKept(const Outcome &kept, quint64 number, const HostView &covered)
{
    m_unkept = kept ? std::nullopt : std::optional(kept.failure());
    show(number == m_put ? m_next : covered);
    showOpened();
    if (m_unkept && !isKeeping())
        m_retry->start(kRetryRhythm, [this] { keep(*m_memory); });
}

/// After the view that shows what is open.
void EventHosting::showOpened()
{
    if (m_memory && m_view.event && !m_openedLink.isEmpty())
        emit opened(std::exchange(m_openedLink, {}));
}

void EventHosting::show(HostView view)
{
    view.unkept = m_unkept;
    if (m_view == view)
        return;
    m_view = std::move(view);
    emit viewChanged(m_view);
}

void EventHosting::fail(const Failure &failure)
{
    HostView failed{.state = HostView::State::Failed, .failure = failure};
    failed.offer = m_view.offer;
    if (m_memory && m_memory->record && !m_memory->isOver())
        failed.offer = m_memory->offer();
    m_next = failed;
    show(failed);
}

void EventHosting::act(Act act)
{
    QMetaObject::invokeMethod(m_side, [side = m_side, act = std::move(act)] { side->act(act); });
}

void EventHosting::start()
{
    act([](EventDesk &desk) -> Outcome {
        if (const auto why = desk.whyNotToStart())
            return *why;
        desk.start();
        return Nothing{};
    });
}

void EventHosting::pause(const QString &notice)
{
    act([=](EventDesk &desk) { return desk.pause(notice); });
}

void EventHosting::announceDelay(WallTime newStart, const QString &reason)
{
    act([=](EventDesk &desk) { return desk.announceDelay(newStart, reason); });
}

void EventHosting::cancel(const QString &reason)
{
    act([=](EventDesk &desk) { return desk.cancel(reason); });
}

void EventHosting::moveTo(const QString &link)
{
    act([=](EventDesk &desk) { return desk.moveTo(link); });
}

void EventHosting::end()
{
    act([](EventDesk &desk) -> Outcome {
        desk.end();
        return Nothing{};
    });
}

void EventHosting::setMessage(const QString &text)
{
    act([=](EventDesk &desk) -> Outcome {
        desk.setMessage(text);
        return Nothing{};
    });
}

void EventHosting::setCopiesAllowed(bool allowed)
{
    act([=](EventDesk &desk) -> Outcome {
        desk.setCopiesAllowed(allowed);
        return Nothing{};
    });
}

void EventHosting::describe(const QString &title, const QString &description)
{
    act([=](EventDesk &desk) { return desk.describe(title, description); });
}

void EventHosting::bringUp(const UserKey &key)
{
    act([=](EventDesk &desk) -> Outcome {
        const Hands hands = desk.hands();
        const auto hand = std::ranges::find(hands, key, &RaisedHand::key);
        if (hand == hands.end())
            return Failure{Cause::DeskRefused, QStringLiteral("the hand is down")};
        return desk.invite(key, hand->name, Role::Speaker, desk.state().hostName);
    });
}

void EventHosting::dismiss(const UserKey &key)
{
    act([=](EventDesk &desk) -> Outcome {
        desk.dismiss(key);
        return Nothing{};
    });
}

void EventHosting::setMuted(const UserKey &key, bool muted, const QString &reason)
{
    act([=](EventDesk &desk) { return desk.setMuted(key, muted, reason, desk.state().hostName); });
}

void EventHosting::remove(const UserKey &key, const QString &reason)
{
    act([=](EventDesk &desk) { return desk.remove(key, reason, desk.state().hostName); });
}

void EventHosting::setCoHost(const UserKey &key, bool coHost)
{
    act([=](EventDesk &desk) { return desk.setRole(key, coHost ? Role::CoHost : Role::Speaker); });
}

void EventHosting::makeSpeakerLink(Role role)
{
    QMetaObject::invokeMethod(m_side, [side = m_side, role] { side->makeSpeakerLink(role); });
}

} // namespace earshot
