#include "session/audio_archive.h"

#include "wire/server_answer.h"

#include <QVersionNumber>

namespace earshot {

namespace {

const QByteArray kDirectGet = "$JS.API.DIRECT.GET.EARSHOT_AUDIO";
constexpr milliseconds kTimeout{1000};
constexpr int kNotFound = 404;
constexpr int kEndOfBatch = 204;

} // namespace

/// One batched read under way.
struct AudioArchive::Batch {
    quint64 least = 0; ///< the next sequence may not be below
    int left = 0;
    Seen each;
    BatchEnd end;
};

AudioArchive::AudioArchive(Session &session, const EventId &event, Seen seen)
    : m_session(session)
    , m_event(event)
    , m_seen(std::move(seen))
    , m_filter("ev." + event.utf8() + ".>")
{ }

void AudioArchive::newest(Answer answer)
{
    ask("{\"last_by_subj\":\"" + m_filter + "\"}", 1, std::move(answer));
}

void AudioArchive::atOrAfter(quint64 sequence, Answer answer)
{
    ask("{\"seq\":" + QByteArray::number(sequence) + ",\"next_by_subj\":\"" + m_filter + "\"}", sequence,
        std::move(answer));
}

void AudioArchive::ask(const QByteArray &body, quint64 least, Answer answer)
{
    ++m_requests;
    const auto onAnswer = [this, least, answer = std::move(answer), alive = std::weak_ptr(m_alive)](
                              const Result<NatsMessage> &message) {
        if (alive.expired())
            return;
        if (!message)
            return answer(message.failure());
        if (message->status == kNotFound && !holdsServerAnswer(*message))
            return answer(std::optional<ArchiveEntry>{});
        const Result<ArchiveEntry> entry = readArchiveEntry(m_event, *message);
        if (!entry)
            return answer(entry.failure());
        if (entry->sequence < least)
            return answer(Failure{Cause::BadData, QStringLiteral("archive order")});
        m_seen(*entry);
        answer(std::optional(*entry));
    };
    m_session.request(kDirectGet, body, kTimeout, onAnswer);
}

bool AudioArchive::readsBatches() const
{
    const QVersionNumber version = QVersionNumber::fromString(m_session.stats().serverVersion);
    return !m_batchesFail && version >= QVersionNumber(2, 11);
}

void AudioArchive::batch(quint64 sequence, int count, Seen each, BatchEnd end)
{
    ++m_requests;
    const QByteArray body = "{\"seq\":" + QByteArray::number(sequence)
        + ",\"batch\":" + QByteArray::number(count) + ",\"next_by_subj\":\"" + m_filter + "\"}";
    auto batch = std::make_shared<Batch>(Batch{sequence, count, std::move(each), std::move(end)});
    m_session.requestMany(kDirectGet, body, kTimeout,
        [this, batch, alive = std::weak_ptr(m_alive)](
            const Result<NatsMessage> &answer) { return !alive.expired() && takeOfBatch(*batch, answer); });
}

/// False where the batch is over.
bool AudioArchive::takeOfBatch(Batch &batch, const Result<NatsMessage> &answer)
{
    const auto fail = [&](const Failure &failure) {
        batch.end(failure, false);
        return false;
    };
    if (!answer)
        return fail(answer.failure());
    const bool isEnd = answer->status == kEndOfBatch || answer->status == kNotFound;
    if (isEnd && !holdsServerAnswer(*answer)) {
        batch.end(Nothing{}, answer->status == kNotFound || answer->header("Nats-Num-Pending") == "0");
        return false;
    }
    const Result<ArchiveEntry> entry = readArchiveEntry(m_event, *answer);
    if (!entry)
        return fail(entry.failure());
    if (entry->sequence < batch.least || batch.left-- <= 0)
        return fail({Cause::BadData, QStringLiteral("archive order")});
    batch.least = entry->sequence + 1;
    const std::weak_ptr alive(m_alive);
    m_seen(*entry);
    if (!alive.expired())
        batch.each(*entry);
    return !alive.expired();
}

} // namespace earshot
