#include "desk/event_recorder.h"

#include <QDateTime>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>
#include <filesystem>

namespace earshot {

namespace {

constexpr std::size_t kBatch = 64; ///< packets handed over at once
constexpr seconds kRetryAfter{1};
constexpr seconds kFinishAgainAfter{3};
constexpr int kMostDoublings = 5; ///< of that, where each try may read all that a former run wrote
/// After the end of an event of which nothing was ever read, on a server that keeps nothing.
constexpr seconds kPatienceWithoutStream{20};

/// After the end, with a server of a cluster that has not all.
constexpr seconds kPatienceWithReplica{30};
constexpr seconds kInfoTimeout{3};
/// So often nothing new is found before it is asked whether the stream is still the same.
constexpr int kRestsUntilUnsure = 5;
constexpr seconds kSentAgain{30}; ///< what speakers have said that long ago and was not stored
constexpr qint64 kFullTo = 1024 * 1024; ///< bytes that a full stream may have left, until the next message

/// RFC 3339.
std::optional<WallTime> timeOf(const QJsonValue &text)
{
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(wallFromUnixMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

/// The oldest that the stream has, where its limits may have taken what was stored between `start` and that.
std::optional<WallTime> firstOfLimits(const QJsonObject &info, WallTime start, WallTime now)
{
    const QJsonObject state = info["state"].toObject();
    const QJsonObject limits = info["config"].toObject();
    const auto oldest = timeOf(state["first_ts"]);
    if (!oldest || state["messages"].toDouble() < 1 || state["first_seq"].toDouble() <= 1)
        return std::nullopt;
    const double kept = limits["max_age"].toDouble() / 1e6; // ns
    const double room = limits["max_bytes"].toDouble();
    const bool isOld = kept > 0 && toMs(now - start) > kept;
    const bool isFull = room > 0 && state["bytes"].toDouble() > room - double(kFullTo);
    return *oldest > start && (isOld || isFull) ? oldest : std::nullopt;
}

/// From when on the stream has all, where that is not the start: its limits took the beginning, or it was made anew.
std::optional<WallTime> firstKept(const QJsonObject &info, WallTime start, WallTime now)
{
    if (const auto first = firstOfLimits(info, start, now))
        return first;
    const auto made = timeOf(info["created"]);
    return made && *made > start + kSentAgain ? made : std::nullopt;
}

/// Not: it cannot be seen at the moment.
bool isMissing(const QString &folder)
{
    std::error_code error;
    return std::filesystem::status(QFileInfo(folder).filesystemFilePath(), error).type()
        == std::filesystem::file_type::not_found;
}

WallTime toWall(StoreTime stored)
{
    return std::chrono::floor<milliseconds>(stored);
}

} // namespace

EventRecorder::EventRecorder(
    Clock &clock, Session &session, std::unique_ptr<RecordingSink> sink, const Plan &plan)
    : m_clock(clock)
    , m_session(session)
    , m_sink(std::move(sink))
    , m_plan(plan)
    , m_archive(session, plan.recording.event,
          [this](const ArchiveEntry &entry) { m_newest = std::max(m_newest, entry.sequence); })
    , m_timer(clock.makeTimer())
{
    connect(m_sink.get(), &RecordingSink::progressed, this, &EventRecorder::onProgress);
    connect(m_sink.get(), &RecordingSink::finished, this, [this](int run, const Result<RecordingInfo> &info) {
        if (run == m_run && m_isFinishing)
            onFinished(info);
    });
    connect(&m_session, &Session::wentLive, this, [this] {
        m_isUnsure = true;
        if (m_lost)
            look();
    });
}

EventRecorder::~EventRecorder() = default;

void EventRecorder::start()
{
    begin();
    look();
}

/// Anew, with an empty recording. The sink opens no file before there is something to write.
void EventRecorder::begin()
{
    ++m_run;
    m_given = 0;
    m_isFull = false;
    m_isFinishing = false;
    m_triedInVain = 0;
    m_hasAny = false;
    m_batch.clear();
    m_progress = {};
    m_lastStored.reset();
    m_next.reset();
    m_last.reset();
    m_isAsked = false;
    m_search.reset();
    m_reader.reset();
}

void EventRecorder::setTitle(const QString &title)
{
    if (m_plan.recording.title == title)
        return;
    m_plan.recording.title = title;
    if (m_hasAny && !m_isDone)
        m_sink->setTitle(title);
}

void EventRecorder::setSpeakerName(const UserKey &speaker, const QString &name)
{
    QString &known = m_plan.names[speaker];
    if (known == name)
        return;
    known = name;
    if (m_hasAny && !m_isDone)
        m_sink->setSpeakerName(speaker, name);
}

void EventRecorder::setPauses(const std::vector<WallSpan> &pauses)
{
    if (m_plan.pauses == pauses)
        return;
    m_plan.pauses = pauses;
    if (m_hasAny && !m_isDone)
        m_sink->setPauses(pauses);
}

void EventRecorder::setSilenced(const std::vector<SilencedSpan> &spans)
{
    if (m_plan.silenced == spans)
        return;
    m_plan.silenced = spans;
    if (m_hasAny && !m_isDone)
        m_sink->setSilenced(spans);
}

/// Nobody's clock is asked how long ago that was: what is sent again is waited for in any case.
void EventRecorder::end(WallTime ended)
{
    if (m_ended)
        return;
    m_ended = ended;
    m_mayFinishAt = m_clock.now() + kAfterEnd;
    lookIn(kAfterEnd);
}

void EventRecorder::lookIn(microseconds wait)
{
    m_timer->start(wait, [this] { look(); });
}

// Resting, Lost -> Searching, Reading
void EventRecorder::look()
{
    if (m_isDone || m_isFinishing)
        return;
    lookIn(kRhythm);
    if (!m_session.isLive()) {
        noteLost({Cause::ServerLost, {}});
        return;
    }
    if (!m_next) {
        if (!m_isAsked)
            askWhatIsKept();
        else if (!m_search)
            search();
    } else if (m_isUnsure && (!m_reader || m_reader->isPaused())) {
        askForNewest();
    } else if (!m_reader) {
        read(*m_next, m_newest);
    } else if (!m_isFull && m_reader->isPaused()) {
        m_reader->readOn();
    }
}

void EventRecorder::askWhatIsKept()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_session.request("$JS.API.STREAM.INFO.EARSHOT_AUDIO", {}, kInfoTimeout,
        [self = QPointer(this)](const Result<NatsMessage> &answer) {
            if (self && std::exchange(self->m_isAsking, false))
                self->onKept(readJetStreamAnswer(answer));
        });
}

// Asking -> Searching, Lost
void EventRecorder::onKept(const JetStreamAnswer &answer)
{
    // Without JetStream nothing was ever kept there, unless there are files that say otherwise.
    m_isKeptNowhere = answer.error == JetStreamAnswer::NoStream
        || (answer.failure && answer.failure->cause == Cause::NoResponders
            && isMissing(m_plan.recording.folder));
    if (answer.failure && answer.error == JetStreamAnswer::None)
        return onLost(*answer.failure);
    m_isAsked = true;
    m_plan.recording.keptFrom = firstKept(answer.object, m_plan.recording.started, m_clock.wall());
    if (!m_next && !m_search)
        search();
}

/// A stream that was made anew counts from 1 again: where it ends before what is to be read next, that is searched by time.
void EventRecorder::askForNewest()
{
    if (std::exchange(m_isAskingForNewest, true))
        return;
    m_archive.newest([this, run = m_run](const Result<std::optional<ArchiveEntry>> &answer) {
        m_isAskingForNewest = false;
        if (run != m_run || !m_next || m_isFinishing || m_isDone)
            return;
        if (!answer)
            return onLost(answer.failure());
        m_isUnsure = false;
        const quint64 newest = *answer ? (*answer)->sequence : 0;
        if (newest + 1 < *m_next) {
            m_newest = newest;
            m_next.reset();
            m_reader.reset();
        }
        look();
    });
}

void EventRecorder::search()
{
    const WallTime start = m_lastStored.value_or(m_plan.recording.started);
    m_search = std::make_unique<ArchiveSearch>(
        m_archive, [start](const ArchiveEntry &entry) { return entry.stored < StoreTime(start); },
        [this](const Result<quint64> &from) {
            const quint64 newest = m_search->newest();
            m_search.reset();
            if (!from)
                return onLost(from.failure());
            m_lost.reset();
            read(*from, newest);
        });
    m_search->setTarget(StoreTime(start));
    m_search->start();
}

// Searching -> Reading
void EventRecorder::read(quint64 from, quint64 newest)
{
    m_next = from;
    m_reader = std::make_unique<ArchiveReader>(m_archive, from, newest,
        ArchiveReader::Mediator{[this](const ArchiveEntry &entry) { onEntry(entry); }, [this] { onEnd(); },
            [this](const Failure &failure) { onLost(failure); }});
    if (!m_isFull)
        m_reader->readOn();
}

void EventRecorder::onEntry(const ArchiveEntry &entry)
{
    m_lost.reset();
    m_rests = 0;
    m_next = entry.sequence + 1;
    const WallTime stored = toWall(entry.stored);
    if (!entry.audio || stored < m_plan.recording.started || (m_ended && stored > *m_ended + kAfterEnd))
        return;
    if (!std::exchange(m_hasAny, true)) {
        m_sink->begin(m_run, m_plan.recording);
        m_sink->setPauses(m_plan.pauses);
        m_sink->setSilenced(m_plan.silenced);
        for (auto name = m_plan.names.cbegin(); name != m_plan.names.cend(); ++name)
            m_sink->setSpeakerName(name.key(), name.value());
    }
    const RtpPacket &packet = entry.audio->packet;
    m_batch.push_back({entry.audio->speaker, packet.sequence, packet.timestamp, packet.captured,
        packet.payload, stored, entry.audio->isAgain});
    m_lastStored = stored;
    if (m_batch.size() >= kBatch)
        give();
}

/// Pauses the reading where the sink does not keep up.
void EventRecorder::give()
{
    if (m_batch.empty())
        return;
    for (const RecordedPacket &packet : m_batch)
        m_given += RecordingSink::weightOf(packet);
    m_sink->add(std::exchange(m_batch, {}));
    m_sink->writeUpTo(*m_lastStored);
    if (m_given - m_progress.taken > kMostAhead) {
        m_isFull = true;
        m_reader->pause();
    }
}

// Reading -> Resting, Finishing
void EventRecorder::onEnd()
{
    m_lost.reset();
    m_next = m_reader->next();
    give();
    if (++m_rests % kRestsUntilUnsure == 0)
        m_isUnsure = true;
    if (m_mayFinishAt && m_clock.now() >= *m_mayFinishAt)
        finishWhereAllIsRead();
}

/// Of a cluster any server answers who reads, also one that has not all yet.
void EventRecorder::finishWhereAllIsRead()
{
    if (!m_last)
        askForLast();
    else if (*m_next > *m_last || m_clock.now() >= m_waitsForLastUntil)
        finish();
}

/// The stream's leader has all. Where it says nothing, what was found is all.
void EventRecorder::askForLast()
{
    if (std::exchange(m_isAskingForLast, true))
        return;
    const QByteArray newest = "{\"last_by_subj\":\"ev." + m_plan.recording.event.utf8() + ".>\"}";
    m_session.request("$JS.API.STREAM.MSG.GET.EARSHOT_AUDIO", newest, kInfoTimeout,
        [self = QPointer(this), run = m_run](const Result<NatsMessage> &answer) {
            if (!self)
                return;
            self->m_isAskingForLast = false;
            if (self->m_run != run || !self->m_session.isLive())
                return; // asked again
            const QJsonObject message = readJetStreamAnswer(answer).object["message"].toObject();
            self->m_last = quint64(std::max(message["seq"].toDouble(), 0.0));
            self->m_waitsForLastUntil = self->m_clock.now() + kPatienceWithReplica;
            self->look();
        });
}

// any -> Lost
void EventRecorder::onLost(const Failure &failure)
{
    if (m_reader)
        m_next = m_reader->next();
    m_reader.reset();
    m_isUnsure = true;
    noteLost(failure);
    if (failure.cause == Cause::NoResponders && !m_hasAny) {
        if (m_isKeptNowhere && m_mayFinishAt && m_clock.now() - *m_mayFinishAt >= kPatienceWithoutStream)
            return finish();
        m_isAsked = false; // whether there is no stream, or only nobody who answers for it
        m_next.reset();
    }
    lookIn(kRetryAfter);
    emit progressed();
}

void EventRecorder::noteLost(const Failure &failure)
{
    if (!m_lost)
        m_lostAt = m_clock.now();
    m_lost = failure;
}

bool EventRecorder::isLeftForLater() const
{
    return m_lost && !m_isFinishing && !m_isDone && m_mayFinishAt
        && m_clock.now() - std::max(m_lostAt, *m_mayFinishAt) >= kPatience;
}

// Reading -> Finishing, Done
void EventRecorder::finish()
{
    m_isFinishing = true;
    if (m_hasAny)
        m_sink->finish(*m_ended);
    else if (isMissing(m_plan.recording.folder))
        endWith(std::nullopt);
    else
        m_sink->finishFormer(m_run, m_plan.recording, *m_ended);
}

void EventRecorder::endWith(const std::optional<RecordingInfo> &info)
{
    m_progress.failure.reset();
    m_isDone = true;
    m_timer->stop();
    emit finished(info);
}

// Finishing -> Done, Reading
void EventRecorder::onFinished(const Result<RecordingInfo> &info)
{
    if (info)
        return endWith(*info);
    // Nobody said anything, and no former run wrote anything that plays.
    if (!m_hasAny && info.failure().cause == Cause::FileDamaged)
        return endWith(std::nullopt);
    m_progress.failure = info.failure();
    const int doublings = m_hasAny ? 0 : std::min(m_triedInVain++, kMostDoublings);
    m_timer->start(kFinishAgainAfter * (1 << doublings), [this] { finish(); });
    emit progressed();
}

void EventRecorder::onProgress(const RecordingSink::Progress &progress)
{
    if (progress.run != m_run || m_isDone)
        return;
    m_progress = progress;
    if (progress.needsRewriting && !progress.failure) {
        // There is room again, and what did not fit is on the server: all of it once more.
        begin();
        look();
    } else if (m_isFull && m_given - progress.taken < kMostAhead / 4) {
        m_isFull = false;
        if (m_reader)
            m_reader->readOn();
    }
    emit progressed();
}

std::optional<Failure> EventRecorder::trouble() const
{
    return m_progress.failure ? m_progress.failure : m_lost;
}

} // namespace earshot
