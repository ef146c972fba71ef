#include "client/own_copy.h"

#include <QFileInfo>

#include <mutex>

namespace earshot {

namespace {

constexpr seconds kRhythm{1};
/// A folder that could not be opened is tried again after this.
constexpr seconds kOpenAgainAfter{3};
/// What is caught up with comes in order, but of several speakers not quite at once.
constexpr seconds kSettled{3};
constexpr milliseconds kLongestPacket{60};
constexpr qsizetype kMostSpeakers = 1024; ///< of one copy: who comes is up to others
/// A task that waits, beside the packet in it.
constexpr qint64 kTask = 256;

} // namespace

/// The files of one copy; all but `shown` belongs to the thread that writes.
struct OwnCopy::Writing {
    struct Shown {
        QString folder;
        WallTime since{};
        std::optional<Failure> failure;
    };

    Writing(RecordingWriter::Plan itsPlan, OpenWriter itsOpen, CopyFiles &itsFiles)
        : plan(std::move(itsPlan))
        , open(std::move(itsOpen))
        , files(itsFiles)
        , m_shown{plan.folder, plan.started, {}}
    { }

    RecordingWriter::Plan plan;
    OpenWriter open;
    CopyFiles &files;
    std::unique_ptr<FileLock> fileLock;
    std::unique_ptr<RecordingWriter> writer; ///< null: it could not be opened
    QHash<UserKey, QString> names;

    /// What comes from then on is written, as soon as it can be.
    void openFrom(WallTime at)
    {
        plan.started = at;
        Result<std::unique_ptr<RecordingWriter>> opened = open(plan);
        told(opened ? Outcome(Nothing{}) : Outcome(opened.failure()));
        if (!opened)
            return;
        writer = std::move(*opened);
        fileLock = CopyFiles::lockOf(plan.folder);
        for (auto name = names.cbegin(); name != names.cend(); ++name)
            writer->setSpeakerName(name.key(), name.value());
        const std::scoped_lock lock(m_mutex);
        m_shown.folder = plan.folder;
        m_shown.since = at;
    }
    void writeUpTo(WallTime upTo)
    {
        if (writer) {
            const Outcome written = writer->writeUpTo(upTo);
            if (writer->isGone())
                leaveFolder(upTo);
            told(written);
        } else if (upTo - plan.started >= kOpenAgainAfter) {
            openFrom(upTo);
        }
    }
    void told(const Outcome &outcome)
    {
        const std::scoped_lock lock(m_mutex);
        m_shown.failure = outcome ? std::nullopt : std::optional(outcome.failure());
    }
    Shown shown()
    {
        const std::scoped_lock lock(m_mutex);
        return m_shown;
    }

private:
    /// Files of it were removed, or the disk was away for a moment. What is left of it was said before, and stays: what is
    /// written from now on has another start, and is not more of the same.
    void leaveFolder(WallTime at)
    {
        writer.reset();
        fileLock.reset();
        const QString left = plan.folder;
        plan.folder = QFileInfo(left).path() + u'/' + copyFolderName(plan.event, at);
        {
            const std::scoped_lock lock(m_mutex);
            m_shown.folder = plan.folder; // nobody says any more that the other is being written
            m_shown.since = at;
        }
        files.leave(left);
    }

    std::mutex m_mutex;
    Shown m_shown; ///< guarded by m_mutex
};

OwnCopy::OwnCopy(Clock &clock, CopyFiles &files, const QString &folder, const EventId &event, OpenWriter open)
    : m_clock(clock)
    , m_files(files)
    , m_folder(folder)
    , m_event(event)
    , m_open(std::move(open))
    , m_state{.id = event}
{
    m_stats.isWanted = true;
}

OwnCopy::~OwnCopy()
{
    end();
}

void OwnCopy::post(std::function<void(Writing &)> task, qint64 bytes)
{
    m_files.post(kTask + bytes, [writing = m_writing, task = std::move(task)] { task(*writing); });
}

void OwnCopy::follow(const EventState &state)
{
    m_state = state;
    m_isOn = state.copiesAllowed && (state.phase == Phase::Live || state.phase == Phase::Paused);
    CopyStats stats = withWritten(m_stats);
    stats.isAllowed = state.copiesAllowed;
    if (!m_isOn) {
        end();
        stats.since.reset();
    } else if (m_writing) {
        nameSpeakers();
    }
    show(stats);
}

void OwnCopy::take(const UserKey &speaker, const RtpPacket &packet, Instant arrival)
{
    if (!m_isOn || !isFlowing())
        return;
    const WallTime stored = civilTimeOf(arrival);
    if (m_writing && stored - *m_stats.since > kMaxRecording)
        end();
    if (!m_writing)
        begin(stored);
    if (stored < m_writtenUpTo || !isNew(speaker, packet))
        return;
    m_newest = std::max(m_newest, stored);
    post(
        [recorded = RecordedPacket{speaker, packet.sequence, packet.timestamp, packet.captured,
             packet.payload, stored}](Writing &writing) {
            if (writing.writer)
                writing.writer->add(recorded);
        },
        packet.payload.size());
    if (m_newest - kSettled - m_writtenUpTo < kRhythm)
        return;
    m_writtenUpTo = m_newest - kSettled;
    post([upTo = m_writtenUpTo](Writing &writing) { writing.writeUpTo(upTo); });
    show(withWritten(m_stats));
}

/// On a disk that hangs what was heard would fill the memory. A copy that lacked some of it would lay that on the speakers, so
/// it ends there.
bool OwnCopy::isFlowing()
{
    const qint64 waiting = m_files.waiting();
    if (!m_isStuck && waiting > CopyFiles::kMostWaiting) {
        m_isStuck = true;
        CopyStats stats = withWritten(m_stats);
        stats.since.reset();
        stats.failure = Failure{Cause::FileUnwritable, QStringLiteral("%1: hangs").arg(m_folder)};
        end();
        show(stats);
    } else if (waiting == 0) {
        m_isStuck = false;
    }
    return !m_isStuck;
}

/// Civil time that is set back meanwhile would put what comes before what is written; where it leaps, the computer slept.
WallTime OwnCopy::civilTimeOf(Instant arrival)
{
    const auto ofClock
        = [](Instant at) { return std::chrono::duration_cast<milliseconds>(at.time_since_epoch()); };
    const milliseconds ahead = m_clock.wall().time_since_epoch() - ofClock(m_clock.now());
    m_ahead = m_writing ? std::max(m_ahead, ahead) : ahead;
    return WallTime{m_ahead + ofClock(arrival)};
}

void OwnCopy::begin(WallTime started)
{
    m_newest = m_writtenUpTo = started;
    const RecordingWriter::Plan plan{.folder = m_folder + u'/' + copyFolderName(m_event, started),
        .event = m_event,
        .title = m_state.title,
        .hostName = m_state.hostName,
        .started = started,
        .heldBack = kSettled,
        .stop = m_files.stop()};
    m_files.hold();
    m_writing = std::make_shared<Writing>(plan, m_open, m_files);
    post([started](Writing &writing) { writing.openFrom(started); });
    nameSpeakers();
    CopyStats stats = m_stats;
    stats.since = started;
    stats.folder = plan.folder;
    stats.failure.reset();
    show(stats);
}

void OwnCopy::end()
{
    if (!m_writing)
        return;
    post([ended = m_newest + kLongestPacket](Writing &writing) {
        writing.files.finish(
            {writing.plan.folder, std::move(writing.fileLock), std::move(writing.writer), ended});
    });
    m_writing.reset();
    m_names.clear();
    m_heard.clear();
}

/// RTP times go on, also over hours that were not heard; another SSRC is a program that started anew.
bool OwnCopy::isNew(const UserKey &speaker, const RtpPacket &packet)
{
    const auto known = m_heard.find(speaker);
    if (known == m_heard.end()) {
        if (m_heard.size() >= kMostSpeakers)
            return false;
    } else if (known->ssrc == packet.ssrc && qint32(packet.timestamp - known->timestamp) <= 0) {
        return false;
    }
    m_heard[speaker] = {packet.ssrc, packet.timestamp};
    return true;
}

void OwnCopy::nameSpeakers()
{
    for (const StageMember &member : m_state.stage) {
        if (m_names.size() >= kMostSpeakers || m_names.value(member.key) == member.name)
            continue;
        m_names[member.key] = member.name;
        post([key = member.key, name = member.name](Writing &writing) {
            writing.names[key] = name;
            if (writing.writer)
                writing.writer->setSpeakerName(key, name);
        });
    }
}

CopyStats OwnCopy::withWritten(CopyStats stats) const
{
    if (!m_writing)
        return stats;
    const Writing::Shown shown = m_writing->shown();
    stats.folder = shown.folder;
    stats.since = shown.since;
    stats.failure = shown.failure;
    return stats;
}

void OwnCopy::show(const CopyStats &stats)
{
    if (m_stats == stats)
        return;
    m_stats = stats;
    emit statsChanged(m_stats);
}

} // namespace earshot
