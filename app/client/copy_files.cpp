#include "client/copy_files.h"

#include "recordings/recording_files.h"
#include "recordings/recording_json.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>
#include <utility>

namespace earshot {

namespace {

const QString kStamp = QStringLiteral("yyyyMMdd'T'HHmmss'Z'");
/// A writer holds the last seconds in memory that found no room. Of so many; of more it is let go, with these.
constexpr std::size_t kMostWriters = 16;
constexpr std::chrono::minutes kLongestPause{30}; ///< trying may take minutes

/// A folder for copies may hold other recordings.
bool isNameOf(const QString &name, const EventId &event)
{
    return name.startsWith(event.text() + u'-')
        && QDateTime::fromString(name.mid(event.text().size() + 1), kStamp).isValid();
}

std::optional<RecordingInfo> accountIn(const QString &folder)
{
    QFile file(folder + u'/' + QLatin1String(kRecordingJson));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const Result<RecordingInfo> info = readRecordingInfo(file.read(kMaxRecordingJson + 1));
    return info ? std::optional(*info) : std::nullopt;
}

} // namespace

QString copyFolderName(const EventId &event, WallTime started)
{
    return event.text() + u'-' + QDateTime::fromMSecsSinceEpoch(toUnixMs(started), Qt::UTC).toString(kStamp);
}

CopyFiles::CopyFiles(Clock &clock, std::stop_token stop)
    : m_clock(clock)
    , m_stop(std::move(stop))
{ }

void CopyFiles::post(qint64 bytes, std::function<void()> task)
{
    m_waiting += bytes;
    QMetaObject::invokeMethod(
        this,
        [this, bytes, task = std::move(task)] {
            task();
            m_waiting -= bytes;
        },
        Qt::QueuedConnection);
}

void CopyFiles::hold()
{
    const std::scoped_lock lock(m_mutex);
    ++m_holds;
    m_finishing.request_stop();
}

std::unique_ptr<FileLock> CopyFiles::lockOf(const QString &folder)
{
    QFile programme(folder + u'/' + kProgramme);
    auto lock = std::make_unique<FileLock>();
    const bool isOurs = programme.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        && lock->take(programme) == FileLock::Taken::Yes;
    return isOurs ? std::move(lock) : nullptr;
}

void CopyFiles::finish(Copy copy)
{
    {
        const std::scoped_lock lock(m_mutex);
        --m_holds;
    }
    const QString folder = copy.folder;
    if (copy.writer) {
        const Result<RecordingInfo> made = copy.writer->finish(copy.ended);
        if (!made && isForLater(made.failure())) {
            if (m_left.size() >= kMostWriters)
                copy = {folder};
            m_left.push_back(std::move(copy));
        }
    }
    if (!m_left.empty())
        trySoon();
    emit finished(folder);
}

void CopyFiles::leave(const QString &folder)
{
    m_left.push_back({folder});
    trySoon();
    emit finished(folder);
}

void CopyFiles::finishLeft(const QString &folder)
{
    if (m_looked.contains(folder))
        return;
    m_looked.insert(folder);
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks))
        m_left.push_back({folder + u'/' + name});
    m_pause = kAgainAfter;
    tryLeft();
}

void CopyFiles::tryLeft()
{
    for (Copy &copy : std::exchange(m_left, {})) {
        if (isForLater(tryOne(copy)))
            m_left.push_back(std::move(copy));
    }
    if (!m_left.empty())
        tryAgain();
}

void CopyFiles::trySoon()
{
    m_pause = kAgainAfter;
    tryAgain();
}

void CopyFiles::tryAgain()
{
    if (!m_timer)
        m_timer = m_clock.makeTimer(); // of this thread
    m_timer->start(m_pause, [this] { tryLeft(); });
    m_pause = std::min<seconds>(2 * m_pause, kLongestPause);
}

Outcome CopyFiles::tryOne(const Copy &copy)
{
    const std::optional<std::stop_token> stop = mayFinish();
    if (!stop)
        return Failure{Cause::FileUnwritable, QStringLiteral("not now")};
    if (!copy.writer)
        return finishFormer(copy.folder, *stop);
    return told(copy.folder, copy.writer->finish(copy.ended));
}

Outcome CopyFiles::told(const QString &folder, const Result<RecordingInfo> &made)
{
    if (!made)
        return made.failure();
    emit finished(folder);
    return Nothing{};
}

/// What is damaged another time does not mend.
bool CopyFiles::isForLater(const Outcome &outcome)
{
    return !outcome
        && (outcome.failure().cause == Cause::FileUnwritable
            || outcome.failure().cause == Cause::FileUnreadable);
}

/// Nothing is missing at the end of it, as far as anybody knows. Nothing is done where it is whole, is no copy, or is being
/// written by another program: that one finishes it, or leaves it to the next start.
Outcome CopyFiles::finishFormer(const QString &folder, const std::stop_token &stop)
{
    const std::optional<RecordingInfo> info = accountIn(folder);
    const std::optional<EventId> event = info ? EventId::parse(info->event) : std::nullopt;
    if (!event || info->isWhole || !isNameOf(QFileInfo(folder).fileName(), *event))
        return Nothing{};
    const std::unique_ptr<FileLock> held = lockOf(folder);
    if (!held)
        return Nothing{};
    const RecordingWriter::Plan plan{.folder = folder,
        .event = *event,
        .title = info->title,
        .hostName = info->hostName,
        .started = info->started};
    return told(folder, RecordingWriter::finishFormer(plan, info->started, stop));
}

/// Until a copy begins, or the program ends.
std::optional<std::stop_token> CopyFiles::mayFinish()
{
    const std::scoped_lock lock(m_mutex);
    if (m_holds > 0)
        return std::nullopt;
    m_finishing = {};
    return m_finishing.get_token();
}

} // namespace earshot
