#include "desk/object_writer.h"

#include "wire/json_fields.h"
#include "wire/server_answer.h"

#include <QPointer>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kStream = kRecordingsStream;
constexpr milliseconds kTimeout{5000};
constexpr seconds kRetryAfter{2};
constexpr seconds kRetryWithoutRoom{15};
constexpr qint64 kMostBytes = qint64(4) * 1024 * 1024 * 1024;
constexpr qint64 kLeastBytes = qint64(64) * 1024 * 1024;
constexpr int kChunksHashedAtOnce = 32; ///< between two turns of the event loop

QString subjectText(const QByteArray &nuid)
{
    return QString::fromLatin1(objectChunks(nuid));
}

const QByteArray kMessageId = "Nats-Msg-Id";

QByteArray chunkId(const QByteArray &nuid, qint64 number)
{
    return nuid + '-' + QByteArray::number(number);
}

/// The chunks stored, as the stream's INFO says.
qint64 countIn(const JetStreamAnswer &info, const QByteArray &nuid)
{
    const QJsonObject subjects = info.object["state"_L1].toObject()["subjects"_L1].toObject();
    const double count = subjects[subjectText(nuid)].toDouble();
    return count >= 0 && count < 1e12 ? qint64(count) : -1;
}

} // namespace

StreamSetup::Plan ObjectWriter::bucket()
{
    return {kStream, {"$O."_L1 + kRecordingsBucket + ".C.>"_L1, "$O."_L1 + kRecordingsBucket + ".M.>"_L1},
        {{"discard", "new"}, {"allow_rollup_hdrs", true}, {"allow_direct", true}, {"storage", "file"}},
        kMostBytes, kLeastBytes};
}

QByteArray ObjectWriter::nuidOf(const File &file, int attempt)
{
    const QByteArray all = file.name.toUtf8() + '\0' + file.sha256 + QByteArray::number(attempt) + '/'
        + QByteArray::number(kObjectChunk);
    return QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex().left(32);
}

ObjectWriter::ObjectWriter(Clock &clock, Session &session)
    : m_clock(clock)
    , m_session(session)
    , m_bucket(clock, session, bucket())
    , m_orphans(clock, session, [this](const QByteArray &nuid) { return nuid == m_nuid; })
    , m_timer(clock.makeTimer())
{
    connect(&m_bucket, &StreamSetup::done, this, &ObjectWriter::onBucket);
}

ObjectWriter::~ObjectWriter() = default;

void ObjectWriter::put(const File &file)
{
    stop();
    m_file = file;
    m_attempt = 0;
    m_nuid = nuidOf(file, m_attempt);
    m_step = Step::Waiting;
    if (m_isThere)
        seek();
    else
        m_bucket.start();
}

void ObjectWriter::stop()
{
    ++m_turn;
    m_timer->stop();
    m_reader.close();
    m_trouble.reset();
    m_step = Step::Idle;
    m_sent = m_acknowledged = 0;
    m_onTheirWay = 0;
}

/// Also each time the line comes up again.
void ObjectWriter::onBucket(const Outcome &outcome)
{
    if (!std::exchange(m_isThere, outcome.ok()) && m_isThere)
        m_orphans.start();
    if (m_step == Step::Idle)
        return;
    if (m_isThere)
        seek();
    else
        waitAfter(outcome.failure());
}

void ObjectWriter::ask(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers,
    std::function<void(const JetStreamAnswer &)> then)
{
    m_session.request(
        subject, payload, kTimeout,
        [self = QPointer(this), turn = m_turn, then = std::move(then)](const Result<NatsMessage> &answer) {
            if (self && self->m_turn == turn)
                then(readJetStreamAnswer(answer));
        },
        headers);
}

// any -> Seeking
void ObjectWriter::seek()
{
    ++m_turn;
    m_timer->stop();
    m_step = Step::Seeking;
    m_formerNuid.clear();
    const QString subject = QString::fromLatin1(objectMetaSubject(m_file.name));
    ask("$JS.API.STREAM.MSG.GET." + kStream, compactJson({{"last_by_subj", subject}}), {},
        [this](const JetStreamAnswer &answer) { onMeta(answer); });
}

// Seeking -> Counting, Purging, Idle
void ObjectWriter::onMeta(const JetStreamAnswer &answer)
{
    if (answer.failure && answer.error != JetStreamAnswer::NoMessage)
        return waitAfter(*answer.failure);
    m_formerMeta = quint64(answer.object["message"_L1].toObject()["seq"_L1].toInteger());
    if (const auto meta = readObjectMeta(answer.data())) {
        if (!meta->isDeleted && meta->bytes == m_file.bytes && meta->sha256 == m_file.sha256) {
            m_acknowledged = chunks();
            return end(Nothing{});
        }
        if (meta->isDeleted) {
            m_step = Step::Purging;
            return purge(m_nuid, &ObjectWriter::endRemoved);
        }
        m_formerNuid = meta->nuid == m_nuid ? QByteArray() : meta->nuid;
    }
    count();
}

// Seeking, Sending -> Counting
void ObjectWriter::count()
{
    ++m_turn;
    m_step = Step::Counting;
    ask("$JS.API.STREAM.INFO." + kStream, compactJson({{"subjects_filter", subjectText(m_nuid)}}), {},
        [this](const JetStreamAnswer &answer) { onCount(answer); });
}

void ObjectWriter::onCount(const JetStreamAnswer &answer)
{
    if (answer.failure)
        return waitAfter(*answer.failure);
    const qint64 stored = countIn(answer, m_nuid);
    if (stored < 0 || stored > chunks())
        return beginAnew();
    if (stored == 0)
        return goOnAfter(0);
    ask("$JS.API.STREAM.MSG.GET." + kStream, compactJson({{"last_by_subj", subjectText(m_nuid)}}), {},
        [this, stored](const JetStreamAnswer &last) { onLastStored(stored, last); });
}

/// As many as there are may be others than the first ones, where the server lost one of them.
void ObjectWriter::onLastStored(qint64 stored, const JetStreamAnswer &answer)
{
    if (answer.failure && answer.error != JetStreamAnswer::NoMessage)
        return waitAfter(*answer.failure);
    if (answer.headers().contains("\r\n" + kMessageId + ": " + chunkId(m_nuid, stored - 1) + "\r\n"))
        goOnAfter(stored);
    else
        beginAnew();
}

// Counting -> Hashing
void ObjectWriter::goOnAfter(qint64 stored)
{
    m_reader.close();
    m_reader.setFileName(m_file.path);
    if (!m_reader.open(QIODevice::ReadOnly) || m_reader.size() != m_file.bytes)
        return end(Failure{Cause::FileUnreadable, m_file.path});
    m_hash.reset();
    m_step = Step::Hashing;
    m_acknowledged = stored;
    m_lastStored = 0;
    m_sent = 0;
    m_onTheirWay = 0;
    m_isBroken = false;
    hashStored();
}

void ObjectWriter::purge(const QByteArray &nuid, void (ObjectWriter::*then)())
{
    ask("$JS.API.STREAM.PURGE." + kStream, compactJson({{"filter", subjectText(nuid)}}), {},
        [this, then](const JetStreamAnswer &answer) {
            if (answer.failure)
                waitAfter(*answer.failure);
            else
                (this->*then)();
        });
}

QByteArray ObjectWriter::readChunk()
{
    const QByteArray chunk = m_reader.read(kObjectChunk);
    m_hash.addData(chunk);
    ++m_sent;
    return chunk;
}

// Hashing -> Sending
void ObjectWriter::hashStored()
{
    for (int i = 0; i < kChunksHashedAtOnce && m_sent < m_acknowledged; ++i)
        (void)readChunk();
    if (m_sent < m_acknowledged) {
        m_timer->start(microseconds{0}, [this] { hashStored(); });
        return;
    }
    m_step = Step::Sending;
    send();
}

void ObjectWriter::send()
{
    while (!m_isBroken && m_step == Step::Sending && m_onTheirWay < kWindow && m_sent < chunks())
        sendChunk();
    if (m_step == Step::Sending && !m_isBroken && m_acknowledged == chunks())
        verify();
}

// Sending -> Verifying
void ObjectWriter::verify()
{
    if (m_hash.result() != m_file.sha256)
        return end(Failure{Cause::FileDamaged, m_file.path});
    m_step = Step::Verifying;
    ask("$JS.API.STREAM.INFO." + kStream, compactJson({{"subjects_filter", subjectText(m_nuid)}}), {},
        [this](const JetStreamAnswer &answer) {
            if (answer.failure)
                waitAfter(*answer.failure);
            else if (countIn(answer, m_nuid) == chunks())
                closeObject();
            else
                beginAnew();
        });
}

/// The server remembers the numbers of purged chunks for two minutes, and would not store them again there.
void ObjectWriter::beginAnew()
{
    ++m_turn;
    const QByteArray nuid = std::exchange(m_nuid, nuidOf(m_file, ++m_attempt));
    purge(nuid, &ObjectWriter::count);
}

void ObjectWriter::sendChunk()
{
    const qint64 number = m_sent;
    const QByteArray chunk = readChunk();
    const qint64 expected = std::min<qint64>(kObjectChunk, m_file.bytes - number * kObjectChunk);
    if (chunk.size() != expected)
        return end(Failure{Cause::FileUnreadable, m_file.path});
    ++m_onTheirWay;
    ask(objectChunks(m_nuid), chunk, {{kMessageId, chunkId(m_nuid, number)}},
        [this, number](const JetStreamAnswer &answer) { onAcknowledged(number, answer); });
}

// Sending -> Sending, Counting, Waiting
void ObjectWriter::onAcknowledged(qint64 chunk, const JetStreamAnswer &answer)
{
    --m_onTheirWay;
    const quint64 stored = answer.storedSequence();
    if (stored == 0) {
        m_isBroken = true;
        if (answer.failure)
            m_trouble = answer.failure;
        if (answer.failure && answer.error != JetStreamAnswer::None)
            return waitAfter(*answer.failure); // its own word: no room
    } else if (chunk == m_acknowledged && stored > m_lastStored) {
        m_lastStored = stored;
        m_acknowledged = chunk + 1;
        m_trouble.reset();
    } else if (!m_isBroken) {
        // In another order than they went out: of no use to any reader.
        return beginAnew();
    }
    if (m_isBroken && m_onTheirWay == 0)
        return m_session.isLive() ? count() : waitAfter(m_trouble.value_or(Failure{Cause::ServerLost, {}}));
    send();
    emit progressed();
}

/// Only in the place of what was looked at: a host who removes the object meanwhile has the last word.
// Verifying -> Closing
void ObjectWriter::closeObject()
{
    m_step = Step::Closing;
    const ObjectMeta meta{m_file.name, m_nuid, m_file.bytes, chunks(), m_file.sha256};
    ask(objectMetaSubject(m_file.name), writeObjectMeta(meta),
        {{"Nats-Rollup", "sub"}, {"Nats-Expected-Last-Subject-Sequence", QByteArray::number(m_formerMeta)}},
        [this](const JetStreamAnswer &answer) { onMetaStored(answer); });
}

// Closing -> Purging, Seeking, Idle
void ObjectWriter::onMetaStored(const JetStreamAnswer &answer)
{
    if (answer.error == JetStreamAnswer::WrongSequence)
        return seek();
    if (answer.failure)
        return waitAfter(*answer.failure);
    if (m_formerNuid.isEmpty())
        return finish();
    m_step = Step::Purging;
    purge(m_formerNuid, &ObjectWriter::finish);
}

void ObjectWriter::finish()
{
    end(Nothing{});
}

void ObjectWriter::endRemoved()
{
    end(Failure{Cause::EventUnknown, m_file.name});
}

void ObjectWriter::end(const Outcome &outcome)
{
    const qint64 acknowledged = m_acknowledged;
    stop();
    m_acknowledged = acknowledged;
    emit done(outcome);
}

/// Where the line is gone, the bucket's set-up goes on when it is back.
// any -> Waiting
void ObjectWriter::waitAfter(const Failure &failure)
{
    ++m_turn;
    m_step = Step::Waiting;
    m_onTheirWay = 0;
    m_trouble = failure;
    const bool isRefused = failure.cause == Cause::NotPermitted || failure.cause == Cause::StorageFull;
    if (isRefused && m_isThere)
        m_orphans.start();
    m_timer->start(isRefused ? kRetryWithoutRoom : kRetryAfter, [this] { m_bucket.start(); });
    emit progressed();
}

} // namespace earshot
