#include "desk/event_recording.h"

#include "recordings/recording_json.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr milliseconds kRhythm{500};
constexpr seconds kMadeAnewAfter{5};

/// By the server's clock, as what it keeps; its desk's, where it is not known.
WallTime beginOf(const EventState &state)
{
    return state.aired.empty() ? *state.started : state.aired.front().from;
}

/// What was said before it moved somewhere else is a recording as any other.
bool isOver(const EventState &state)
{
    return state.phase == Phase::Ended || (state.phase == Phase::Moved && state.started);
}

/// An event that ended while it was paused was over for everybody when the pause began. Nothing: nobody said it.
std::optional<WallTime> endOf(const EventState &state)
{
    const bool isKnown = !state.aired.empty() && state.aired.back().until;
    return isKnown ? state.aired.back().until : state.ended;
}

/// All files are there; whoever publishes them reads their bytes.
bool isThere(const QDir &folder, const RecordingInfo &info)
{
    const auto fits = [&folder](const RecordingFile &file) {
        const QFileInfo found(folder.filePath(file.name));
        return !file.sha256.isEmpty() && found.isFile() && found.size() == file.bytes;
    };
    return fits(info.programme) && fits(info.waveform)
        && std::ranges::all_of(info.tracks, fits, &RecordingTrack::file);
}

} // namespace

QString EventRecording::nameOf(const EventId &event, WallTime started)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(toUnixMs(started), Qt::UTC);
    return event.text() + u'/' + at.toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
}

bool EventRecording::isPartial(const RecordingInfo &info)
{
    return !info.isWhole || std::ranges::any_of(info.gaps, [](const RecordingGap &gap) {
        return gap.cause != GapCause::Speaker && gap.cause != GapCause::Paused;
    });
}

EventRecording::EventRecording(
    Clock &clock, Session &session, EventDesk &desk, const QString &folder, MakeRecordingSink makeSink)
    : m_clock(clock)
    , m_session(session)
    , m_desk(desk)
    , m_folder(folder)
    , m_makeSink(std::move(makeSink))
    , m_publisher(clock, session)
    , m_removal(clock, session)
    , m_look(clock.makeTimer())
    , m_again(clock.makeTimer())
{
    m_stats.phase = RecordingStats::Phase::Waiting;
    connect(
        &m_desk, &EventDesk::published, this, [this] { m_look->start(microseconds{0}, [this] { look(); }); });
    connect(&m_desk, &EventDesk::leaseChanged, this, &EventRecording::look);
    connect(&m_publisher, &RecordingPublisher::progressed, this, &EventRecording::describe);
    connect(&m_publisher, &RecordingPublisher::listenable, this, &EventRecording::onListenable);
    connect(&m_publisher, &RecordingPublisher::done, this, &EventRecording::onPublished);
    look();
}

EventRecording::~EventRecording() = default;

/// What the desk of the event says, its own or another's word, may have changed.
void EventRecording::look()
{
    m_look->start(kRhythm, [this] { look(); });
    follow();
    const bool isStuck = m_publisher.trouble().has_value(); // the files are on the disk
    m_desk.setFinishingRecording(
        (m_recorder && m_recorder->isEnding()) || (m_publisher.isUnderWay() && !isStuck));
    describe();
}

void EventRecording::follow()
{
    const EventState &state = m_desk.state();
    switch (state.phase) {
    case Phase::Scheduled:
        tell(RecordingPromise::Promised);
        break;
    case Phase::Live:
    case Phase::Paused:
        tell(RecordingPromise::Promised);
        record();
        break;
    case Phase::Ended:
        finish();
        break;
    case Phase::Moved:
        if (state.started) {
            finish();
            break;
        }
        [[fallthrough]];
    case Phase::Cancelled:
        tell(RecordingPromise::None);
        break;
    }
}

/// What is published already, here or by another desk, is not made again; neither what the host has removed.
void EventRecording::finish()
{
    const EventState &state = m_desk.state();
    if (state.recording == RecordingPromise::Removed) {
        m_publisher.stop();
        m_again->stop();
        m_recorder.reset();
        return;
    }
    const auto end = endOf(state);
    if (m_isSilent || !state.started || !end || (isPublished() && !m_recorder && !m_info))
        return;
    if (!isListenable())
        tell(RecordingPromise::BeingMade);
    record();
    if (m_recorder)
        m_recorder->end(*end);
    publishOrKeep();
}

/// A note stays until there is another: that of an event which is started once more is still to be had.
void EventRecording::tell(RecordingPromise promise, const std::optional<RecordingNote> &note)
{
    if (m_desk.isInCharge())
        m_desk.setRecording(promise, note ? note : m_desk.recorded());
}

bool EventRecording::isPublished() const
{
    return isListenable() && !m_desk.lacksTracks();
}

bool EventRecording::isListenable() const
{
    const RecordingPromise promise = m_desk.state().recording;
    return promise == RecordingPromise::Ready || promise == RecordingPromise::Partial;
}

/// From its start on; one that is started once more is another recording.
void EventRecording::record()
{
    const EventState &state = m_desk.state();
    if (!state.started || m_again->isActive())
        return;
    if (m_started != state.started || m_from != beginOf(state)) {
        m_publisher.stop();
        m_recorder.reset();
        m_info.reset();
        m_isSilent = m_isAllPublished = m_isSpoilt = false;
        m_started = state.started;
        m_from = beginOf(state);
    }
    if (!m_recorder && !m_info && !m_isSilent && isOver(state))
        m_info = finishedBefore();
    if (!m_recorder && !m_info && !m_isSilent) {
        const QString folder = QDir(m_folder).filePath(name());
        m_recorder = std::make_unique<EventRecorder>(m_clock, m_session, m_makeSink(),
            EventRecorder::Plan{{folder, state.id, state.title, state.hostName, *m_from}, {},
                between(state.aired), m_desk.silenced()});
        connect(m_recorder.get(), &EventRecorder::progressed, this, &EventRecording::describe);
        // Queued, as this ends the one that says it.
        connect(m_recorder.get(), &EventRecorder::finished, this, &EventRecording::onFinished,
            Qt::QueuedConnection);
        m_recorder->start();
    }
    if (!m_recorder)
        return;
    m_recorder->setTitle(state.title);
    m_recorder->setPauses(between(state.aired));
    m_recorder->setSilenced(m_desk.silenced());
    for (const StageMember &member : state.stage)
        m_recorder->setSpeakerName(member.key, member.name);
}

/// What a former run finished is not made again: meanwhile the server may keep less of it, or nothing.
std::optional<RecordingInfo> EventRecording::finishedBefore() const
{
    const QDir folder(QDir(m_folder).filePath(name()));
    QFile file(folder.filePath(QStringLiteral("recording.json")));
    if (m_isSpoilt || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const Result<RecordingInfo> info = readRecordingInfo(file.read(kMaxRecordingJson + 1));
    const bool isThis = info && info->isWhole && info->event == m_desk.state().id.text()
        && info->started == *m_from && isThere(folder, *info);
    return isThis ? std::optional(*info) : std::nullopt;
}

void EventRecording::onFinished(const std::optional<RecordingInfo> &info)
{
    if (!m_recorder || sender() != m_recorder.get())
        return; // of an event that was started anew meanwhile
    m_recorder.reset();
    m_info = info;
    m_isSilent = !info;
    if (m_isSilent && isListenable())
        m_desk.setLacksTracks(false); // nobody has them any more
    else if (m_isSilent)
        tell(RecordingPromise::None);
    look();
}

void EventRecording::publishOrKeep()
{
    if (!m_desk.isInCharge())
        return m_publisher.stop();
    if (!m_info || m_publisher.isUnderWay() || isPublished() || m_again->isActive())
        return;
    if (isAnotherOnesPublished())
        return m_desk.setLacksTracks(false); // there are none that fit
    m_publisher.publish(QDir(m_folder).filePath(name()), name(), *m_info);
}

/// Another desk's make of it is what everybody is told to fetch, by its digest: that is not replaced.
bool EventRecording::isAnotherOnesPublished() const
{
    const auto &told = m_desk.recorded();
    return isListenable() && told && told->folder == name() && told->programme != m_info->programme;
}

RecordingNote EventRecording::note() const
{
    RecordingNote note{.folder = name(), .programme = m_info->programme, .duration = m_info->duration};
    const MissedTime missed = missedIn(m_info->gaps);
    note.gaps = missed.parts;
    note.missing = std::min(missed.length, kMaxRecording);
    note.published = m_clock.wall();
    return note;
}

void EventRecording::onListenable()
{
    m_failure.reset();
    m_desk.setLacksTracks(!m_info->tracks.empty());
    tell(isPartial(*m_info) ? RecordingPromise::Partial : RecordingPromise::Ready, note());
}

/// Also where no card named it yet, so that nobody looked for the mark.
void EventRecording::onRemovedMeanwhile()
{
    const auto &told = m_desk.recorded();
    const bool isEarlier = told && told->folder != name();
    m_desk.setLacksTracks(false);
    if (m_desk.isInCharge())
        m_desk.setRecording(RecordingPromise::Removed, isEarlier ? told : std::nullopt);
    m_removal.remove(m_desk.state().id, name());
    m_again->start(kMadeAnewAfter, [this] { look(); });
    describe();
}

/// A file that is not what it was is made anew, with all others, from what the server keeps.
void EventRecording::onPublished(const Outcome &outcome)
{
    if (!outcome && outcome.failure().cause == Cause::EventUnknown)
        return onRemovedMeanwhile();
    m_isAllPublished = outcome.ok();
    if (m_isAllPublished)
        m_desk.setLacksTracks(false);
    if (!outcome) {
        m_failure = outcome.failure();
        m_isSpoilt = true;
        m_info.reset();
        m_again->start(kMadeAnewAfter, [this] { look(); });
    }
    describe();
}

void EventRecording::describe()
{
    using enum RecordingStats::Phase;
    RecordingStats now{.phase = Waiting};
    const EventState &state = m_desk.state();
    if (m_recorder && m_recorder->hasAny())
        now.phase = m_recorder->isEnding() ? Finishing : Writing;
    else if (m_recorder && m_recorder->isEnding())
        now.phase = Finishing;
    else if (state.recording == RecordingPromise::Removed)
        now.phase = Removed;
    else if (m_publisher.isUnderWay() || (m_again->isActive() && !m_info))
        now.phase = Publishing;
    else if (state.recording == RecordingPromise::Ready)
        now.phase = m_info && !m_isAllPublished ? Kept : Ready;
    else if (state.recording == RecordingPromise::Partial)
        now.phase = m_info && !m_isAllPublished ? Kept : Partial;
    else if (m_info)
        now.phase = m_desk.isInCharge() ? Publishing : Kept;
    else if (m_isSilent || state.phase == Phase::Cancelled || (state.phase == Phase::Moved && !state.started))
        now.phase = Off;
    if (m_recorder) {
        now.duration = m_recorder->duration();
        now.bytes = m_recorder->bytes();
        now.failure = m_recorder->trouble();
        now.isLeftForLater = m_recorder->isLeftForLater();
    } else if (m_info) {
        now.duration = m_info->duration;
        now.bytes = m_info->programme.bytes;
        now.share = m_publisher.isUnderWay() ? std::floor(m_publisher.share() * 100) / 100
            : m_isAllPublished               ? 1
                                             : 0;
        now.failure = m_publisher.trouble();
    }
    if (!now.failure)
        now.failure = m_failure;
    if (m_stats == now)
        return;
    m_stats = now;
    emit changed(m_stats);
}

} // namespace earshot
