#include "session/schedule_reader.h"

#include "wire/json_fields.h"
#include "wire/messages.h"
#include "wire/server_answer.h"
#include "wire/subjects.h"

#include <QJsonObject>

namespace earshot {

namespace {

const QByteArray kDirectGet = "$JS.API.DIRECT.GET.KV_earshot_events";
constexpr seconds kTimeout{3};
/// Live changes come by subscription; a full read now and then mends what a lost message would leave wrong.
constexpr seconds kRereadRhythm{60};
constexpr seconds kRetryRhythm{5};

} // namespace

ScheduleReader::ScheduleReader(Clock &clock, Session &session)
    : m_session(session)
    , m_rereadTimer(clock.makeTimer())
{
    session.subscribe(subjects::allCards(), [this](const NatsMessage &message, Instant) {
        take(message.subject, message);
        emit changed();
    });
    connect(&session, &Session::wentLive, this, [this] {
        m_isReading = false;
        refresh();
    });
    connect(&session, &Session::stateChanged, this, [this] {
        if (!m_session.isLive()) {
            m_complete = false;
            m_isReading = false;
        }
    });
    if (session.isLive())
        refresh();
}

ScheduleReader::~ScheduleReader()
{
    m_session.unsubscribe(subjects::allCards());
}

Schedule ScheduleReader::schedule() const
{
    Schedule all;
    for (const auto &[subject, card] : m_cards)
        all.push_back(card);
    return all;
}

void ScheduleReader::refresh()
{
    if (m_isReading || !m_session.isLive())
        return;
    m_isReading = true;
    m_reading.clear();
    m_changed.clear();
    m_read = 0;
    readFrom(1);
}

/// The next stored entry of any event at or after `sequence` (one by one: works on servers without batch
/// reads).
void ScheduleReader::readFrom(quint64 sequence)
{
    const QJsonObject ask{{QStringLiteral("seq"), qint64(sequence)},
        {QStringLiteral("next_by_subj"), QString(subjects::allCards())}};
    const QPointer<ScheduleReader> self(this);
    m_session.request(kDirectGet, compactJson(ask), kTimeout, [self](const Result<NatsMessage> &answer) {
        if (self)
            self->onEntry(answer);
    });
}

void ScheduleReader::onEntry(const Result<NatsMessage> &answer)
{
    if (!m_isReading)
        return;
    const bool noBucket = !answer && answer.failure().cause == Cause::NoResponders;
    const bool isForged = answer && holdsServerAnswer(*answer);
    if (noBucket || (answer && answer->status == 404 && !isForged)) {
        finish();
        return;
    }
    if (!answer || (answer->status != 0 && !isForged)) {
        m_isReading = false;
        emit failed(
            answer ? Failure{Cause::BadData, QString::fromLatin1(answer->statusText)} : answer.failure());
        m_rereadTimer->start(kRetryRhythm, [this] { refresh(); });
        return;
    }
    const QByteArray subject = lastHeader(*answer, "Nats-Subject");
    if (isForged) {
        // The desk puts the true one again; what is known from before is as good as anything until then.
        if (const auto known = m_cards.find(subject); known != m_cards.end())
            m_reading.insert_or_assign(subject, known->second);
    } else if (!answer->header("KV-Operation").isEmpty()) {
        m_reading.erase(subject);
    } else if (const auto card = readCard(answer->payload); card && subject == subjects::card(card->id)) {
        m_reading.insert_or_assign(subject, *card);
    }
    const quint64 sequence = lastHeader(*answer, "Nats-Sequence").toULongLong();
    if (sequence == 0 || ++m_read >= kMaxEntries)
        finish();
    else
        readFrom(sequence + 1);
}

/// What came by subscription during the read is newer than what was read, also where it was a deletion.
void ScheduleReader::finish()
{
    for (const QByteArray &subject : m_changed) {
        m_reading.erase(subject);
        if (const auto known = m_cards.find(subject); known != m_cards.end())
            m_reading.insert(*known);
    }
    for (const auto &[subject, card] : m_cards) {
        const auto read = m_reading.find(subject);
        if (read != m_reading.end() && read->second.revision < card.revision)
            read->second = card;
    }
    m_cards = std::move(m_reading);
    m_reading.clear();
    m_isReading = false;
    m_complete = true;
    emit changed();
    m_rereadTimer->start(kRereadRhythm, [this] { refresh(); });
}

void ScheduleReader::take(const QByteArray &subject, const NatsMessage &message)
{
    if (!message.header("KV-Operation").isEmpty()) {
        m_cards.erase(subject);
        m_changed.insert(subject);
        return;
    }
    const Result<ScheduleCard> card = readCard(message.payload);
    const bool isFull = m_cards.size() >= size_t(kMaxEntries) && !m_cards.contains(subject);
    if (!card || subject != subjects::card(card->id) || isFull)
        return;
    m_cards.insert_or_assign(subject, *card);
    m_changed.insert(subject);
}

} // namespace earshot
