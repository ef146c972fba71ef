#include "desk/card_store.h"

#include "wire/messages.h"
#include "wire/server_answer.h"
#include "wire/subjects.h"

#include <QPointer>

namespace earshot {

namespace {

constexpr milliseconds kTimeout{2000};
constexpr seconds kRetryAfter{1};
constexpr int kMostFailedReads = 3;
constexpr int kHistory = 5; ///< cards kept of each event
constexpr int kNotFound = 404;

} // namespace

CardStore::CardStore(Clock &clock, Session &session, const EventId &event, std::function<bool()> mayPut)
    : m_clock(clock)
    , m_session(session)
    , m_event(event)
    , m_mayPut(std::move(mayPut))
    , m_bucket(clock, session, StreamSetup::bucket(subjects::kScheduleBucket, kHistory))
    , m_timer(clock.makeTimer())
{
    connect(&m_bucket, &StreamSetup::done, this, &CardStore::onBucket);
    m_bucket.start();
}

/// A bucket that cannot be made may be there all the same: reading tells.
void CardStore::onBucket()
{
    m_isPutting = false; // another line may have carried it
    if (m_isLoaded)
        putLatest();
    else
        read();
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
    const bool isForged = answer && holdsServerAnswer(*answer);
    if (isForged || (answer && answer->status == kNotFound)) {
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
    if (!m_unconfirmed || !m_isLoaded || !m_session.isLive() || m_isPutting)
        return;
    m_timer->start(kTimeout + kRetryAfter, [this] {
        m_isPutting = false;
        putLatest();
    });
    if (!m_mayPut())
        return;
    m_isPutting = true;
    const quint64 revision = m_unconfirmed->revision;
    const std::optional<Counts> counts = m_unconfirmed->counts;
    m_session.request(subjects::card(m_event), writeCard(*m_unconfirmed), kTimeout,
        [self = QPointer(this), revision, counts](const Result<NatsMessage> &answer) {
            if (!self)
                return;
            self->m_isPutting = false;
            const bool isLatest = self->m_unconfirmed && self->m_unconfirmed->revision == revision
                && self->m_unconfirmed->counts == counts;
            if (!isLatest && answer) {
                self->putLatest();
            } else if (isLatest && readJetStreamAnswer(answer).storedSequence() != 0) {
                self->m_unconfirmed.reset();
                self->m_timer->stop();
            }
        });
}

} // namespace earshot
