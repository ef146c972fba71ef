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
constexpr int kMostLists = 10; ///< a desk that publishes has heard of it after the first
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
    , m_store(session)
    , m_timer(clock.makeTimer())
{ }

void RecordingRemoval::remove(const EventId &event, const QString &folder)
{
    m_event = event;
    m_folder = folder;
    m_objects.clear();
    m_settlesUntil.reset();
    m_removed = m_lists = m_cardTries = 0;
    removeProgramme();
}

void RecordingRemoval::end(const Outcome &outcome)
{
    m_timer->stop();
    m_event.reset();
    emit done(outcome);
}

void RecordingRemoval::ask(
    const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers, Then then)
{
    m_session.request(
        subject, payload, kTimeout,
        [self = QPointer(this), then = std::move(then)](const Result<NatsMessage> &answer) {
            if (self && self->m_event)
                then(readJetStreamAnswer(answer));
        },
        headers);
}

void RecordingRemoval::get(const QByteArray &stream, const QByteArray &subject, Then then)
{
    ask("$JS.API.STREAM.MSG.GET." + stream, compactJson({{"last_by_subj", QString::fromLatin1(subject)}}), {},
        std::move(then));
}

/// First of all, as it is the mark; also where there is none (any more).
// Programme -> Card
void RecordingRemoval::removeProgramme()
{
    const QString name = RemovedMark::programmeOf(m_folder);
    get(kStream, objectMetaSubject(name), [this, name](const JetStreamAnswer &answer) {
        if (answer.failure && answer.error != JetStreamAnswer::NoMessage)
            return end(
                *answer.failure); // a server without the store has no recording, and no place for the mark
        const Result<ObjectMeta> meta = readObjectMeta(answer.data());
        const bool isThere = !answer.failure && meta;
        if (isThere && meta->isDeleted)
            return readCard();
        m_removed += isThere;
        markDeleted(name, isThere ? meta->nuid : QByteArray("none"), [this] { readCard(); });
    });
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
        {}, [this, then](const JetStreamAnswer &purged) {
            if (purged.failure)
                return end(*purged.failure);
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
        listObjects();
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

void RecordingRemoval::listObjects()
{
    ++m_lists;
    m_store.list([this](const Result<std::vector<ObjectMeta>> &all) {
        if (m_event)
            onListed(all);
    });
}

// Objects -> Objects, Settling
void RecordingRemoval::onListed(const Result<std::vector<ObjectMeta>> &all)
{
    if (!all)
        return end(all.failure());
    const QString prefix = m_folder + u'/';
    for (const ObjectMeta &meta : *all) {
        if (meta.name.startsWith(prefix))
            m_objects.push_back(meta);
    }
    if (m_objects.empty()) {
        m_settlesUntil = m_clock.now() + kSettling;
        return readCard(); // a desk that has not heard of it may have written over it
    }
    if (m_lists > kMostLists)
        return end(Failure{Cause::WrongRevision, m_objects.front().name});
    removeNext();
}

void RecordingRemoval::removeNext()
{
    if (m_objects.empty())
        return listObjects();
    const ObjectMeta object = m_objects.back();
    m_objects.pop_back();
    ++m_removed;
    markDeleted(object.name, object.nuid, [this] { removeNext(); });
}

/// A desk in charge that has heard of it has renewed its lease without the recording soon. One that was killed has not; the next
/// one looks for the mark when it takes its place.
void RecordingRemoval::settle()
{
    get(bucket(subjects::kLeaseBucket), subjects::lease(*m_event),
        [this](const JetStreamAnswer &answer) { onLease(answer); });
}

// Settling -> Card, Idle
void RecordingRemoval::onLease(const JetStreamAnswer &answer)
{
    const Result<LeaseRecord> lease = readLease(answer.data(), *m_event);
    const bool isHeld = !answer.failure && lease && !lease->holder.isEmpty() && lease->recorded
        && lease->recorded->folder == m_folder;
    if (!isHeld || m_clock.now() >= *m_settlesUntil)
        return end(Nothing{});
    m_timer->start(kLookAgainAfter, [this] { readCard(); });
}

} // namespace earshot
