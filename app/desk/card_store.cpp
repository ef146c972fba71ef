#include "desk/card_store.h"

#include "wire/messages.h"
#include "wire/subjects.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

namespace earshot {

namespace {

constexpr milliseconds kTimeout{2000};
constexpr seconds kRetryAfter{1};
constexpr int kMostFailedReads = 3;
constexpr int kHistory = 5; ///< cards kept of each event
constexpr int kNotFound = 404;
constexpr qint64 kMaxBucketBytes = 64 * 1024 * 1024;

QByteArray bucketConfiguration()
{
    const QString bucket = QString::fromLatin1(subjects::kScheduleBucket);
    return QJsonDocument(QJsonObject{
                             {"name", QString("KV_" + bucket)},
                             {"subjects", QJsonArray{QString("$KV." + bucket + ".>")}},
                             {"max_msgs_per_subject", kHistory},
                             {"max_bytes", kMaxBucketBytes},
                             {"discard", "new"},
                             {"allow_rollup_hdrs", true},
                             {"allow_direct", true},
                             {"deny_delete", true},
                             {"storage", "file"},
                             {"num_replicas", 1},
                         })
        .toJson(QJsonDocument::Compact);
}

/// The server answers with JSON; an `error` in it says that nothing was stored.
bool isStored(const Result<NatsMessage> &answer)
{
    if (!answer || answer->status != 0)
        return false;
    const QJsonObject object = QJsonDocument::fromJson(answer->payload).object();
    return object.contains(QStringLiteral("seq")) && !object.contains(QStringLiteral("error"));
}

} // namespace

CardStore::CardStore(Clock &clock, Session &session, const EventId &event)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_timer(clock.makeTimer())
{
    connect(&m_session, &Session::wentLive, this, &CardStore::makeBucket);
    if (m_session.isLive())
        makeBucket();
}

/// A bucket that is there already is answered with its state or with an error; both are as good as making it.
void CardStore::makeBucket()
{
    const QByteArray subject = QByteArray("$JS.API.STREAM.CREATE.KV_") + subjects::kScheduleBucket;
    m_session.request(
        subject, bucketConfiguration(), kTimeout, [self = QPointer(this)](const Result<NatsMessage> &) {
            if (!self)
                return;
            if (self->m_isLoaded)
                self->putLatest();
            else
                self->read();
        });
}

void CardStore::read()
{
    const QByteArray bucket = QByteArray("KV_") + subjects::kScheduleBucket;
    m_session.request("$JS.API.DIRECT.GET." + bucket + '.' + subjects::card(m_event), {}, kTimeout,
        [self = QPointer(this)](const Result<NatsMessage> &answer) {
            if (self && !self->m_isLoaded)
                self->onRead(answer);
        });
}

void CardStore::onRead(const Result<NatsMessage> &answer)
{
    if (answer && answer->status == kNotFound) {
        finishLoading(std::nullopt);
    } else if (answer && answer->status == 0) {
        const bool deleted = !answer->header("KV-Operation").isEmpty();
        const Result<ScheduleCard> card = readCard(answer->payload);
        finishLoading(!deleted && card && card->id == m_event ? std::optional(*card) : std::nullopt);
    } else if (!m_session.isLive()) {
        return; // wentLive reads again
    } else if (++m_failedReads >= kMostFailedReads) {
        finishLoading(std::nullopt);
    } else {
        m_timer->start(kRetryAfter, [this] { read(); });
    }
}

void CardStore::finishLoading(const std::optional<ScheduleCard> &card)
{
    m_isLoaded = true;
    emit loaded(card);
    putLatest();
}

void CardStore::put(const ScheduleCard &card)
{
    m_unconfirmed = card;
    putLatest();
}

void CardStore::putLatest()
{
    if (!m_unconfirmed || !m_isLoaded || !m_session.isLive())
        return;
    const quint64 revision = m_unconfirmed->revision;
    const std::optional<Counts> counts = m_unconfirmed->counts;
    m_timer->start(kTimeout + kRetryAfter, [this] { putLatest(); });
    m_session.request(subjects::card(m_event), writeCard(*m_unconfirmed), kTimeout,
        [self = QPointer(this), revision, counts](const Result<NatsMessage> &answer) {
            const bool isLatest = self && self->m_unconfirmed && self->m_unconfirmed->revision == revision
                && self->m_unconfirmed->counts == counts;
            if (isLatest && isStored(answer)) {
                self->m_unconfirmed.reset();
                self->m_timer->stop();
            }
        });
}

} // namespace earshot
