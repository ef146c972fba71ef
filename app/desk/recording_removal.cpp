#include "desk/recording_removal.h"

#include "desk/removed_mark.h"
#include "wire/json_fields.h"
#include "wire/lease_record.h"
#include "wire/messages.h"
#include "wire/server_answer.h"
#include "wire/subjects.h"

#include <QPointer>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr seconds kTimeout{5};
constexpr milliseconds kLookAgainAfter{500};
constexpr int kMostCardTries = 20;
constexpr int kMostLooks = 10; ///< a desk that publishes has heard of it after the first
const QByteArray kStream = kRecordingsStream;

QByteArray bucket(const QByteArray &name)
{
    return "KV_" + name;
}

bool isNothing(const JetStreamAnswer &answer)
{
    return answer.error == JetStreamAnswer::NoMessage || answer.error == JetStreamAnswer::NoStream;
}

} // namespace

RecordingRemoval::RecordingRemoval(Clock &clock, Session &session)
    : m_clock(clock)
    , m_session(session)
    , m_metas(session)
    , m_timer(clock.makeTimer())
{ }

void RecordingRemoval::remove(const EventId &event, const QString &folder)
{
    m_event = event;
    m_folder = folder;
    m_objects.clear();
    m_purged.clear();
    m_metas.stop();
    m_settlesUntil.reset();
    m_isSettled = false;
    m_removed = m_looks = m_cardTries = 0;
    look();
}

void RecordingRemoval::end(const Outcome &outcome)
{
    ++m_turn;
    m_metas.stop();
    m_timer->stop();
    m_event.reset();
    emit done(outcome);
}

void RecordingRemoval::ask(
    const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers, Then then)
{
    m_session.request(
        subject, payload, kTimeout,
        [self = QPointer(this), turn = m_turn, then = std::move(then)](const Result<NatsMessage> &answer) {
            if (self && self->m_turn == turn)
                then(readJetStreamAnswer(answer));
        },
        headers);
}

void RecordingRemoval::get(const QByteArray &stream, const QByteArray &subject, Then then)
{
    ask("$JS.API.STREAM.MSG.GET." + stream, compactJson({{"last_by_subj", QString::fromLatin1(subject)}}), {},
        std::move(then));
}

// Objects, Settling -> Looking
void RecordingRemoval::look()
{
    ++m_looks;
    const QString prefix = (m_folder.isEmpty() ? m_event->text() : m_folder) + u'/';
    m_metas.look(
        [this, prefix](const ObjectMeta &meta) {
            if (meta.name.startsWith(prefix))
                m_objects[meta.name] = meta;
        },
        [this](const Outcome &looked) {
            if (!looked) // a server without the store has no recording, and no place for the mark
                return end(looked);
            onLooked();
        });
}

/// Of a removal that broke off: the programme is deleted, and others are not. What is still being published is none.
QString RecordingRemoval::folderLeftOver() const
{
    QString newest;
    for (const auto &[name, meta] : m_objects) {
        const QString folder = name.left(name.lastIndexOf(u'/'));
        const auto programme = m_objects.find(RemovedMark::programmeOf(folder));
        if (!meta.isDeleted && programme != m_objects.end() && programme->second.isDeleted)
            newest = std::max(newest, folder);
    }
    return newest;
}

// Looking -> Programme, Idle
void RecordingRemoval::onFirstLook()
{
    if (!m_folder.isEmpty())
        return m_objects.empty() ? checkCard() : removeProgramme();
    m_folder = folderLeftOver();
    if (m_folder.isEmpty())
        return end(Failure{Cause::EventUnknown, m_event->text()});
    const QString prefix = m_folder + u'/';
    std::erase_if(m_objects, [&prefix](const auto &one) { return !one.first.startsWith(prefix); });
    removeProgramme();
}

/// Nothing is marked as removed only because somebody mistyped its name.
// Looking -> Programme, Idle
void RecordingRemoval::checkCard()
{
    get(bucket(subjects::kScheduleBucket), subjects::card(*m_event), [this](const JetStreamAnswer &answer) {
        if (answer.failure && !isNothing(answer))
            return end(*answer.failure);
        const Result<ScheduleCard> card = earshot::readCard(answer.data());
        if (!card || !card->recorded || card->recorded->folder != m_folder)
            return end(Failure{Cause::EventUnknown, m_folder});
        removeProgramme();
    });
}

// Looking -> Programme, Objects, Settling, Idle
void RecordingRemoval::onLooked()
{
    std::erase_if(m_objects,
        [this](const auto &one) { return one.second.isDeleted && m_purged.contains(one.second.nuid); });
    if (m_looks == 1)
        return onFirstLook();
    if (m_objects.empty() && m_isSettled)
        return end(Nothing{});
    m_isSettled = false;
    m_settlesUntil.reset();
    if (m_objects.empty()) {
        m_settlesUntil = m_clock.now() + kSettling;
        return readCard(); // a desk that has not heard of it may have written over it
    }
    if (m_looks > kMostLooks)
        return end(Failure{Cause::WrongRevision, m_objects.begin()->first});
    removeNext();
}

/// First of all, as it is the mark; also where there is none (any more).
// Programme -> Card
void RecordingRemoval::removeProgramme()
{
    const QString name = RemovedMark::programmeOf(m_folder);
    const auto found = m_objects.extract(name);
    if (found && found.mapped().isDeleted)
        return purge(found.mapped().nuid, [this] { readCard(); });
    m_removed += !found.empty();
    markDeleted(name, found ? found.mapped().nuid : QByteArray("none"), [this] { readCard(); });
}

void RecordingRemoval::markDeleted(
    const QString &name, const QByteArray &nuid, const std::function<void()> &then)
{
    putMark(name, nuid, [this, name, nuid, then](const JetStreamAnswer &stored) {
        const bool isFull = stored.failure && stored.failure->cause == Cause::StorageFull;
        if (stored.storedSequence() == 0 && !isFull)
            return end(stored.failure.value_or(Failure{Cause::BadData, u"object"_s}));
        purge(nuid, [this, name, nuid, then, isFull] {
            if (!isFull)
                return then();
            // A full store takes no mark either, until the chunks are gone.
            putMark(name, nuid, [this, then](const JetStreamAnswer &later) {
                if (later.storedSequence() == 0)
                    return end(later.failure.value_or(Failure{Cause::BadData, u"object"_s}));
                then();
            });
        });
    });
}

void RecordingRemoval::putMark(const QString &name, const QByteArray &nuid, const Then &then)
{
    ObjectMeta deleted{name, nuid, 0, 0, {}};
    deleted.isDeleted = true;
    ask(objectMetaSubject(name), writeObjectMeta(deleted), {{"Nats-Rollup", "sub"}}, then);
}

void RecordingRemoval::purge(const QByteArray &nuid, const std::function<void()> &then)
{
    ask("$JS.API.STREAM.PURGE." + kStream, compactJson({{"filter", QString::fromLatin1(objectChunks(nuid))}}),
        {}, [this, nuid, then](const JetStreamAnswer &purged) {
            if (purged.failure)
                return end(*purged.failure);
            m_purged.insert(nuid);
            then();
        });
}

void RecordingRemoval::readCard()
{
    get(bucket(subjects::kScheduleBucket), subjects::card(*m_event),
        [this](const JetStreamAnswer &answer) { onCard(answer); });
}

// Card -> Objects, Settling
void RecordingRemoval::onCard(const JetStreamAnswer &answer)
{
    if (answer.failure && !isNothing(answer))
        return end(*answer.failure);
    const Result<ScheduleCard> card = earshot::readCard(answer.data());
    const double sequence = answer.object["message"_L1].toObject()["seq"_L1].toDouble();
    const bool isNamed = !answer.failure && card && card->id == *m_event && card->recorded
        && card->recorded->folder == m_folder && sequence >= 1;
    if (isNamed && m_cardTries++ < kMostCardTries)
        return putCard(*card, quint64(sequence));
    if (isNamed)
        return end(Failure{Cause::WrongRevision, m_event->text()});
    if (m_settlesUntil)
        settle();
    else
        removeNext();
}

/// Where somebody wrote meanwhile, that is read first.
void RecordingRemoval::putCard(ScheduleCard card, quint64 sequence)
{
    card.recorded.reset();
    if (card.recording == RecordingPromise::Ready || card.recording == RecordingPromise::Partial)
        card.recording = RecordingPromise::Removed;
    card.revision = std::max(card.revision + 1, quint64(toUnixMs(m_clock.wall())));
    ask(subjects::card(*m_event), writeCard(card),
        {{"Nats-Expected-Last-Subject-Sequence", QByteArray::number(sequence)}},
        [this](const JetStreamAnswer &stored) {
            if (stored.storedSequence() == 0 && stored.error != JetStreamAnswer::WrongSequence)
                return end(stored.failure.value_or(Failure{Cause::BadData, u"card"_s}));
            m_timer->start(microseconds{0}, [this] { readCard(); });
        });
}

/// It is named until its chunks are gone: what breaks off is found again.
// Objects -> Objects, Looking
void RecordingRemoval::removeNext()
{
    if (m_objects.empty())
        return look();
    const ObjectMeta object = m_objects.extract(m_objects.begin()).mapped();
    purge(object.nuid, [this, object] {
        if (object.isDeleted)
            return removeNext();
        putMark(object.name, object.nuid, [this](const JetStreamAnswer &stored) {
            if (stored.storedSequence() == 0)
                return end(stored.failure.value_or(Failure{Cause::BadData, u"object"_s}));
            ++m_removed;
            removeNext();
        });
    });
}

/// A desk in charge that has heard of it has renewed its lease without the recording soon. One that was killed has not; the next
/// one looks for the mark when it takes its place.
void RecordingRemoval::settle()
{
    get(bucket(subjects::kLeaseBucket), subjects::lease(*m_event),
        [this](const JetStreamAnswer &answer) { onLease(answer); });
}

// Settling -> Card, Looking
void RecordingRemoval::onLease(const JetStreamAnswer &answer)
{
    const Result<LeaseRecord> lease = readLease(answer.data(), *m_event);
    const bool isHeld = !answer.failure && lease && !lease->holder.isEmpty() && lease->recorded
        && lease->recorded->folder == m_folder;
    if (!isHeld || m_clock.now() >= *m_settlesUntil) {
        m_isSettled = true; // what was stored meanwhile is found yet
        return look();
    }
    m_timer->start(kLookAgainAfter, [this] { readCard(); });
}

} // namespace earshot
