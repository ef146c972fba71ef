#include "desk/desk_lease.h"

#include "wire/json_fields.h"
#include "wire/nkey.h"
#include "wire/server_answer.h"
#include "wire/subjects.h"

#include <QJsonDocument>
#include <QPointer>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr milliseconds kTimeout{1000};
constexpr milliseconds kLookRhythm{1000};
constexpr milliseconds kRetryAfter{250};
constexpr milliseconds kLeastWriteDistance{100};
/// A put is heard a moment before it can be read.
constexpr milliseconds kStoredAfter{50};
/// A server that says nothing about leases for this long keeps none that anybody could hold.
constexpr seconds kSeekingPatience{10};
constexpr seconds kUnguardedRhythm{30};

NatsHeaders expecting(quint64 sequence)
{
    return {{"Nats-Expected-Last-Subject-Sequence", QByteArray::number(sequence)}};
}

/// `headers` as they are stored. Every version of a record is an object that says which one it is.
bool isForged(const QByteArray &headers, const QByteArray &value)
{
    const bool hasStatus = !headers.isEmpty() && !headers.startsWith("NATS/1.0\r\n");
    return hasStatus || headers.contains(QByteArray("\n") + kStreamHeader + ':')
        || !QJsonDocument::fromJson(value.left(kMaxLeaseBytes)).object().contains("v"_L1);
}

} // namespace

DeskLease::DeskLease(Clock &clock, Session &session, const EventId &event, const Identity &identity,
    std::function<LeaseRecord()> record)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_identity(identity)
    , m_run(NKey::generate(NKeyKind::User).userKey().text())
    , m_record(std::move(record))
    , m_bucket(clock, session, StreamSetup::bucket(subjects::kLeaseBucket, 1))
    , m_timer(clock.makeTimer())
    , m_patience(clock.makeTimer())
    , m_seekingSince(clock.now())
{
    if (m_identity.holder.isEmpty())
        m_identity.holder = m_run;
}

DeskLease::~DeskLease()
{
    m_session.unsubscribe(subjects::lease(m_event));
    const auto *holding = std::get_if<Holding>(&m_state);
    if (!holding || !isFresh(*holding))
        return;
    LeaseRecord free = ownRecord(holding->term);
    free.holder.clear();
    free.run.clear();
    // Nobody else can have written: a renewal still on its way must not stand against this.
    m_session.publish(subjects::lease(m_event), writeLease(free));
}

void DeskLease::start()
{
    m_session.subscribe(subjects::lease(m_event), [this](const NatsMessage &message, Instant) {
        if (message.payload.contains(m_run.toLatin1()))
            return;
        m_lastHeard = m_clock.now();
        readAfter(kStoredAfter);
    });
    connect(&m_session, &Session::complained, this, &DeskLease::onComplaint);
    connect(&m_session, &Session::wentLive, this, [this] {
        ++m_turn;
        m_isWriting = m_isReading = false;
        m_seekingSince = m_clock.now();
        if (auto *watching = std::get_if<Watching>(&m_state))
            watching->unchangedSince.reset();
        if (std::holds_alternative<Holding>(m_state))
            write();
        else if (m_hasBucket || std::holds_alternative<Watching>(m_state))
            read();
    });
    connect(&m_bucket, &StreamSetup::done, this, &DeskLease::onBucket);
    m_bucket.start();
}

bool DeskLease::maySpeak() const
{
    if (const auto *holding = std::get_if<Holding>(&m_state))
        return isFresh(*holding);
    return std::holds_alternative<Unguarded>(m_state);
}

bool DeskLease::isFresh(const Holding &holding) const
{
    return m_clock.now() - holding.confirmed < kFence && m_clock.wall() - holding.confirmedWall < kFence;
}

LeaseStats DeskLease::stats() const
{
    LeaseStats stats;
    if (const auto *watching = std::get_if<Watching>(&m_state)) {
        stats = {LeasePhase::Standby, watching->holder, watching->term, watching->lost};
    } else if (const auto *holding = std::get_if<Holding>(&m_state)) {
        const LeasePhase phase = isFresh(*holding) ? LeasePhase::Holding : LeasePhase::Unconfirmed;
        stats = {phase, m_identity.holder, holding->term, std::nullopt};
    } else if (const auto *unguarded = std::get_if<Unguarded>(&m_state)) {
        stats = {LeasePhase::Unguarded, {}, 0, unguarded->why};
    }
    return stats;
}

void DeskLease::enter(State next)
{
    m_timer->stop();
    m_patience->stop();
    m_writeAgain = false;
    m_state = std::move(next);
    if (std::holds_alternative<Unguarded>(m_state))
        m_timer->start(kUnguardedRhythm, [this] { read(); });
    updateStats();
}

void DeskLease::updateStats()
{
    const LeaseStats now = stats();
    if (now == m_stats)
        return;
    m_stats = now;
    emit statsChanged();
}

// Holding -> Unguarded
void DeskLease::onFence()
{
    if (m_isWithoutJetStream)
        enter(Unguarded{{Cause::NoResponders, QStringLiteral("JetStream")}});
    else
        updateStats();
}

// Seeking, Claiming, Holding -> Unguarded; Unguarded -> Seeking
void DeskLease::onBucket(const Outcome &outcome)
{
    const bool isNew = outcome.ok() && !m_hasBucket;
    m_hasBucket = outcome.ok();
    m_isWithoutJetStream = !outcome && outcome.failure().cause == Cause::NoResponders;
    // The fence was over before it was known that there is nothing to renew at.
    const auto *holding = std::get_if<Holding>(&m_state);
    if (holding && m_isWithoutJetStream && !isFresh(*holding))
        return enter(Unguarded{outcome.failure()});
    if (isNew) {
        if (std::holds_alternative<Unguarded>(m_state))
            enter(Seeking{});
        if (!std::holds_alternative<Holding>(m_state))
            read();
    } else if (!outcome
        && (std::holds_alternative<Seeking>(m_state) || std::holds_alternative<Claiming>(m_state))) {
        enter(Unguarded{outcome.failure()});
    }
}

/// A ticket of before there were leases does not allow them; the server only complains, and never answers.
void DeskLease::onComplaint(const Failure &failure)
{
    const bool isAboutLease = failure.detail.contains(QString::fromLatin1(subjects::lease(m_event)));
    if (failure.cause == Cause::NotPermitted && isAboutLease && !std::holds_alternative<Holding>(m_state))
        enter(Unguarded{failure});
}

void DeskLease::readAfter(milliseconds wait)
{
    // A holder's timer is its next renewal, which finds out as well.
    if (std::holds_alternative<Holding>(m_state))
        read();
    else
        m_timer->start(wait, [this] { read(); });
}

/// From the stream's leader: what any copy answers (DIRECT.GET) may be old.
void DeskLease::read()
{
    if (m_isReading || !m_session.isLive())
        return;
    m_isReading = true;
    const QByteArray question
        = compactJson({{"last_by_subj", QString::fromLatin1(subjects::lease(m_event))}});
    m_session.request("$JS.API.STREAM.MSG.GET." + m_bucket.plan().name, question, kTimeout,
        [self = QPointer(this), turn = m_turn](const Result<NatsMessage> &answer) {
            if (!self || self->m_turn != turn)
                return;
            self->m_isReading = false;
            self->onRead(readJetStreamAnswer(answer));
        });
}

void DeskLease::onRead(const JetStreamAnswer &answer)
{
    const QJsonObject message = answer.object["message"_L1].toObject();
    const double sequence = message["seq"_L1].toDouble();
    const bool isRecord = !answer.failure && sequence >= 1 && sequence < double(kMaxExactInteger);
    const bool isKnown = isRecord || answer.error == JetStreamAnswer::NoMessage;
    if (auto *unguarded = std::get_if<Unguarded>(&m_state))
        return isKnown ? (enter(Seeking{}), onRead(answer)) : enter(Unguarded{*unguarded});
    if (isKnown && !isRecord)
        return onRecord(0, {}, true);
    if (isRecord) {
        const QByteArray headers = QByteArray::fromBase64(message["hdrs"_L1].toString().toLatin1());
        const QByteArray value = QByteArray::fromBase64(message["data"_L1].toString().toLatin1());
        const bool isDeleted = headers.contains("KV-Operation");
        if (!isDeleted && isForged(headers, value))
            return onForgery(quint64(sequence));
        return onRecord(quint64(sequence), value, isDeleted);
    }
    // Nobody can renew what cannot be read: waiting for a renewal begins anew when it can.
    if (auto *watching = std::get_if<Watching>(&m_state)) {
        watching->unchangedSince.reset();
        m_patience->stop();
    }
    const bool isSeeking = std::holds_alternative<Seeking>(m_state);
    if (isSeeking && m_session.isLive() && m_clock.now() - m_seekingSince >= kSeekingPatience)
        return enter(Unguarded{answer.failure.value_or(Failure{Cause::BadData, QStringLiteral("lease")})});
    if (std::holds_alternative<Holding>(m_state))
        m_timer->start(kRetryAfter, [this] { write(); });
    else
        readAfter(kRetryAfter);
}

// Seeking, Watching, Claiming -> Claiming | Watching; Holding -> Watching
void DeskLease::onRecord(quint64 sequence, const QByteArray &value, bool isDeleted)
{
    const auto record
        = isDeleted ? Result<LeaseRecord>(Failure{Cause::BadData, {}}) : readLease(value, m_event);
    auto *holding = std::get_if<Holding>(&m_state);
    const quint64 term = record ? record->term : holding ? holding->term : 0;

    if (record && record->run == m_run) {
        // Stored by this desk, although its answer did not come.
        if (!holding)
            return claim(sequence, term);
        holding->sequence = sequence;
        return write();
    }
    if (holding && !isDeleted) {
        const Failure taken{Cause::WrongRevision, record ? record->holder : QString()};
        enter(Watching{0, term, taken.detail, std::nullopt, taken});
        if (!std::holds_alternative<Watching>(m_state))
            return;
    }
    const auto *watching = std::get_if<Watching>(&m_state);
    const bool isNews = !watching || watching->sequence != sequence;
    if (record && isNews)
        emit recordSeen(*record);

    const bool isFree = isDeleted || (record && record->holder.isEmpty());
    const bool isOwn = record && record->holder == m_identity.holder && m_mayReclaim;
    const bool neverHeld = sequence == 0 && !m_identity.claimsFirst;
    if ((isFree && !neverHeld) || isOwn)
        claim(sequence, std::min(term + 1, quint64(kMaxExactInteger)));
    else
        watch(sequence, term, record ? record->holder : QString());
}

// Seeking, Claiming, Holding -> Watching
void DeskLease::onForgery(quint64 sequence)
{
    if (auto *holding = std::get_if<Holding>(&m_state)) {
        holding->sequence = sequence;
        if (isFresh(*holding))
            return write();
        // Another desk may have taken it before: its next renewal tells.
        const quint64 term = holding->term;
        return watch(sequence, term, {});
    }
    // A claim that found it in its way goes on, unless another desk was heard meanwhile.
    if (const auto *claiming = std::get_if<Claiming>(&m_state); claiming && m_lastHeard < m_lastWrite)
        return claim(sequence, claiming->term);
    auto *watching = std::get_if<Watching>(&m_state);
    if (!watching)
        return watch(sequence, 0, {});
    watching->sequence = sequence;
    // The holder's last renewal may have been overwritten before it was read here; it was heard.
    watching->unchangedSince = std::max(watching->unchangedSince.value_or(m_clock.now()), m_lastHeard);
    awaitTakeover(*watching);
    readAfter(kLookRhythm);
}

/// A record that cannot be read is treated as anybody's: taken over where nobody renews it.
void DeskLease::watch(quint64 sequence, quint64 term, const QString &holder)
{
    m_mayReclaim = false;
    auto *watching = std::get_if<Watching>(&m_state);
    if (!watching || watching->sequence != sequence) {
        const std::optional<Failure> lost = watching ? watching->lost : std::nullopt;
        enter(Watching{sequence, term, holder, std::nullopt, lost});
        watching = std::get_if<Watching>(&m_state);
        if (!watching)
            return;
    }
    if (!watching->unchangedSince && sequence != 0) {
        watching->unchangedSince = m_clock.now();
        awaitTakeover(*watching);
    }
    readAfter(kLookRhythm);
}

void DeskLease::awaitTakeover(const Watching &watching)
{
    const Instant until = watching.unchangedSince.value_or(m_clock.now()) + kTakeover;
    m_patience->start(std::max<microseconds>(until - m_clock.now(), microseconds{0}),
        [this, sequence = watching.sequence, term = watching.term] {
            if (m_session.isLive())
                claim(sequence, std::min(term + 1, quint64(kMaxExactInteger)));
        });
}

void DeskLease::claim(quint64 expected, quint64 term)
{
    enter(Claiming{expected, term});
    if (std::holds_alternative<Claiming>(m_state))
        write();
}

LeaseRecord DeskLease::ownRecord(quint64 term) const
{
    LeaseRecord record = m_record();
    record.holder = m_identity.holder;
    record.run = m_run;
    record.term = term;
    return record;
}

void DeskLease::renewSoon()
{
    if (!std::holds_alternative<Holding>(m_state))
        return;
    const microseconds wait = m_lastWrite + kLeastWriteDistance - m_clock.now();
    if (m_isWriting)
        m_writeAgain = true;
    else if (wait <= microseconds{0})
        write();
    else
        m_timer->start(wait, [this] { write(); });
}

void DeskLease::write()
{
    const auto *claiming = std::get_if<Claiming>(&m_state);
    const auto *holding = std::get_if<Holding>(&m_state);
    if (m_isWriting || !m_session.isLive() || (!claiming && !holding))
        return;
    m_isWriting = true;
    m_writeAgain = false;
    m_timer->stop();
    m_lastWrite = m_clock.now();
    const LeaseRecord record = ownRecord(claiming ? claiming->term : holding->term);
    m_session.request(
        subjects::lease(m_event), writeLease(record), kTimeout,
        [self = QPointer(this), turn = m_turn, sent = m_lastWrite, wall = m_clock.wall()](
            const Result<NatsMessage> &answer) {
            if (!self || self->m_turn != turn)
                return;
            self->m_isWriting = false;
            self->onWritten(readJetStreamAnswer(answer), sent, wall);
        },
        expecting(claiming ? claiming->expected : holding->sequence));
}

// Claiming -> Holding | Unguarded; Holding -> Unguarded
void DeskLease::onWritten(const JetStreamAnswer &answer, Instant sent, WallTime sentWall)
{
    const auto *claiming = std::get_if<Claiming>(&m_state);
    auto *holding = std::get_if<Holding>(&m_state);
    if (!claiming && !holding)
        return;
    const bool wasFresh = holding && isFresh(*holding);
    const quint64 sequence = answer.storedSequence();
    if (sequence == 0) {
        if (answer.error == JetStreamAnswer::WrongSequence)
            read();
        else if (answer.isOutOfRoom() && !wasFresh)
            enter(Unguarded{*answer.failure});
        else if (claiming)
            readAfter(kRetryAfter);
        else
            m_timer->start(kRetryAfter, [this] { write(); });
        return;
    }

    const bool isNew = claiming;
    m_mayReclaim = false;
    const bool again = m_writeAgain;
    m_state = Holding{sequence, claiming ? claiming->term : holding->term, sent, sentWall};
    m_patience->start(sent + kFence - m_clock.now(), [this] { onFence(); });
    m_timer->start(
        std::max<microseconds>(
            m_lastWrite + (again ? kLeastWriteDistance : kRenewal) - m_clock.now(), microseconds{0}),
        [this] { write(); });
    updateStats();
    if (isNew)
        emit taken();
    else if (!wasFresh)
        emit confirmed();
    emit stored(sequence, sentWall);
}

} // namespace earshot
