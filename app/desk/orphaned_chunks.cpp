#include "desk/orphaned_chunks.h"

#include "session/store_time.h"
#include "wire/json_fields.h"

#include <QPointer>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr milliseconds kTimeout{5000};
constexpr std::chrono::hours kMayBeAtIt{24};

} // namespace

OrphanedChunks::OrphanedChunks(
    Clock &clock, Session &session, std::function<bool(const QByteArray &nuid)> isInUse)
    : m_clock(clock)
    , m_session(session)
    , m_metas(session)
    , m_isInUse(std::move(isInUse))
{ }

void OrphanedChunks::start()
{
    if (std::exchange(m_isUnderWay, true))
        return;
    m_purged = 0;
    m_metas.stop();
    m_named.clear();
    lookAtMetas();
}

void OrphanedChunks::lookAtMetas()
{
    m_isAnyNew = false;
    m_metas.look(
        [this](const ObjectMeta &meta) {
            m_isAnyNew = true;
            if (!meta.isDeleted)
                m_named.insert(objectChunks(meta.nuid));
        },
        [this](const Outcome &outcome) { onLooked(outcome); });
}

void OrphanedChunks::ask(
    const QByteArray &verb, const QJsonObject &what, std::function<void(const JetStreamAnswer &)> then)
{
    m_session.request("$JS.API.STREAM." + verb + '.' + kRecordingsStream, compactJson(what), kTimeout,
        [self = QPointer(this), then = std::move(then)](const Result<NatsMessage> &answer) {
            if (self)
                then(readJetStreamAnswer(answer));
        });
}

void OrphanedChunks::onLooked(const Outcome &outcome)
{
    if (!outcome || m_metas.subjects() > kMostSubjects)
        return end();
    if (m_isAnyNew)
        return lookAtMetas();
    ask("INFO", {{"subjects_filter", QString::fromLatin1(objectChunks(">"))}},
        [this](const JetStreamAnswer &answer) { onSubjects(answer); });
}

void OrphanedChunks::onSubjects(const JetStreamAnswer &answer)
{
    if (answer.failure)
        return end();
    const QJsonObject counts = answer.object["state"_L1].toObject()["subjects"_L1].toObject();
    for (const QString &subject : counts.keys())
        m_unnamed << subject.toLatin1();
    m_unnamed.removeIf([this](const QByteArray &subject) { return m_named.contains(subject); });
    lookAtNext();
}

void OrphanedChunks::lookAtNext()
{
    if (m_unnamed.isEmpty())
        return end();
    const QByteArray subject = m_unnamed.takeLast();
    ask("MSG.GET", {{"last_by_subj", QString::fromLatin1(subject)}},
        [this, subject](const JetStreamAnswer &answer) { onLast(subject, answer); });
}

void OrphanedChunks::onLast(const QByteArray &subject, const JetStreamAnswer &answer)
{
    const QByteArray time = answer.object["message"_L1].toObject()["time"_L1].toString().toLatin1();
    const std::optional<StoreTime> stored = answer.failure ? std::nullopt : readStoreTime(time);
    const bool isOld = stored && m_clock.wall() - *stored > kMayBeAtIt;
    if (!isOld || m_isInUse(subject.mid(objectChunks({}).size())))
        return lookAtNext();
    ask("PURGE", {{"filter", QString::fromLatin1(subject)}}, [this](const JetStreamAnswer &purged) {
        m_purged += purged.failure ? 0 : 1;
        lookAtNext();
    });
}

void OrphanedChunks::end()
{
    m_isUnderWay = false;
    m_unnamed.clear();
    emit done(m_purged);
}

} // namespace earshot
