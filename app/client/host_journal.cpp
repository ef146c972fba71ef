#include "client/host_journal.h"

#include "engine/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFileVersion = 1;
constexpr qint64 kLargestFile = kMaxLeaseBytes + 64 * 1024;
constexpr int kMostSetAside = 9;
constexpr const char *kAccess[] = {"open", "with-link"};
constexpr const char *kPlaces[] = {"this-computer", "network", "server"};

template<typename Enum, std::size_t count>
std::optional<Enum> enumFrom(const QJsonValue &value, const char *const (&names)[count])
{
    for (std::size_t i = 0; i < count; ++i) {
        if (value.toString() == QLatin1String(names[i]))
            return Enum(i);
    }
    return std::nullopt;
}

QJsonObject toJson(const HostMemory &memory)
{
    const HostPlan &plan = memory.plan;
    QJsonObject object{{"version", kFileVersion}, {"event", memory.event.text()}, {"server", memory.server},
        {"last_seen", qint64(toUnixMs(memory.lastSeen))}, {"title", plan.title},
        {"description", plan.description}, {"host_name", plan.hostName},
        {"access", QLatin1String(kAccess[int(plan.access)])},
        {"place", QLatin1String(kPlaces[int(plan.place)])}, {"bind", plan.bindAddress},
        {"copies_allowed", plan.copiesAllowed}, {"records", plan.record}};
    if (plan.planned)
        object["planned"] = qint64(toUnixMs(*plan.planned));
    if (memory.record)
        object["record"] = QJsonDocument::fromJson(writeLease(*memory.record)).object();
    return object;
}

std::optional<HostMemory> fromJson(const QJsonObject &object)
{
    const auto event = EventId::parse(object["event"_L1].toString());
    const auto access = enumFrom<HostPlan::Access>(object["access"_L1], kAccess);
    const auto place = enumFrom<HostPlan::Place>(object["place"_L1], kPlaces);
    if (object["version"_L1] != kFileVersion || !event || !access || !place)
        return std::nullopt;
    HostMemory memory{.event = *event, .server = object["server"_L1].toString()};
    memory.lastSeen = wallFromUnixMs(object["last_seen"_L1].toInteger());
    memory.plan.title = object["title"_L1].toString();
    memory.plan.description = object["description"_L1].toString();
    memory.plan.hostName = object["host_name"_L1].toString();
    memory.plan.access = *access;
    memory.plan.place = *place;
    memory.plan.bindAddress = object["bind"_L1].toString();
    memory.plan.copiesAllowed = object["copies_allowed"_L1].toBool();
    memory.plan.record = object["records"_L1].toBool(true);
    if (object.contains("planned"_L1))
        memory.plan.planned = wallFromUnixMs(object["planned"_L1].toInteger());
    if (object.contains("record"_L1)) {
        const auto record = readLease(QJsonDocument(object["record"_L1].toObject()).toJson(), *event);
        if (!record)
            return std::nullopt;
        memory.record = *record;
    }
    return memory;
}

} // namespace

bool HostMemory::isOver() const
{
    const Phase phase = record ? record->state.phase : Phase::Scheduled;
    const bool isOver = phase == Phase::Ended || phase == Phase::Cancelled || phase == Phase::Moved;
    return isOver && !isRecordingDue();
}

bool HostMemory::isRecordingDue() const
{
    if (!record || !plan.record || !record->state.started)
        return false;
    if (record->state.phase != Phase::Ended && record->state.phase != Phase::Moved)
        return false;
    const RecordingPromise promise = record->state.recording;
    return promise == RecordingPromise::Promised || promise == RecordingPromise::BeingMade
        || record->lacksTracks;
}

HostOffer HostMemory::offer() const
{
    return {event, record ? record->state.title : plan.title, lastSeen, server, isRecordingDue()};
}

LeaseRecord lasting(LeaseRecord record)
{
    EventState &state = record.state;
    state.counts = {};
    state.deskClock = {};
    state.reportProbability = 0;
    state.reconnectSpread = {};
    state.revision = 0;
    for (StageMember &member : state.stage) {
        member.presence = Presence::Away;
        member.since = {};
        member.count.reset();
        member.muted = member.mutedByHost;
    }
    return record;
}

HostJournal::HostJournal(const QString &path)
    : m_path(path)
    , m_lock(path + QStringLiteral(".lock"))
    , m_writer(new QObject)
{
    m_lock.setStaleLockTime(0); // only the death of its holder frees it, not time
    m_thread.setObjectName(QStringLiteral("journal"));
    m_writer->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_writer, &QObject::deleteLater);
}

HostJournal::~HostJournal()
{
    if (!m_thread.isRunning()) {
        delete m_writer;
        return;
    }
    // After all that was put.
    QMetaObject::invokeMethod(
        m_writer, [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

Outcome HostJournal::take()
{
    ++m_lockTurn;
    if (m_lock.isLocked())
        return Nothing{};
    if (const Outcome made = makePrivateFolder(QFileInfo(m_path).path()); !made)
        return made;
    if (m_lock.tryLock(0))
        return Nothing{};
    if (m_lock.error() == QLockFile::LockFailedError)
        return Failure{Cause::AlreadyHosting, m_path};
    return Failure{Cause::FileUnwritable, m_path};
}

void HostJournal::release()
{
    if (!m_thread.isRunning())
        return m_lock.unlock();
    post([this, turn = ++m_lockTurn] {
        QMetaObject::invokeMethod(
            this,
            [this, turn] {
                if (turn == m_lockTurn)
                    m_lock.unlock();
            },
            Qt::QueuedConnection);
    });
}

bool HostJournal::exists() const
{
    return QFile::exists(m_path);
}

Result<std::optional<HostMemory>> HostJournal::read() const
{
    if (!QFile::exists(m_path))
        return std::optional<HostMemory>();
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, m_path};
    const QJsonDocument document
        = QJsonDocument::fromJson(file.size() > kLargestFile ? QByteArray() : file.read(kLargestFile));
    std::optional<HostMemory> memory = fromJson(document.object());
    if (!memory)
        return Failure{Cause::FileDamaged, m_path};
    return memory;
}

void HostJournal::put(const HostMemory &memory, Done done)
{
    wait({QJsonDocument(toJson(memory)).toJson(QJsonDocument::Compact), std::move(done)});
}

void HostJournal::forget()
{
    wait({std::nullopt, {}});
}

QString HostJournal::setAside() const
{
    for (int number = 1; number <= kMostSetAside; ++number) {
        const QString to = QStringLiteral("%1.unreadable-%2").arg(m_path).arg(number);
        if (number == kMostSetAside)
            QFile::remove(to);
        if (!QFile::exists(to))
            return QFile::rename(m_path, to) ? to : QString();
    }
    return {};
}

/// Takes the place of what waits.
void HostJournal::wait(Waiting waiting)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_waiting, std::move(waiting)))
            return;
    }
    post([this] { writeWaiting(); });
}

// On m_thread.
void HostJournal::writeWaiting()
{
    Waiting waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = *std::exchange(m_waiting, std::nullopt);
    }
    Outcome outcome = Nothing{};
    if (waiting.content)
        outcome = writePrivateFile(m_path, *waiting.content);
    else
        QFile::remove(m_path);
    if (waiting.done)
        QMetaObject::invokeMethod(
            this, [outcome, done = std::move(waiting.done)] { done(outcome); }, Qt::QueuedConnection);
}

void HostJournal::post(std::function<void()> task)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(m_writer, std::move(task), Qt::QueuedConnection);
}

} // namespace earshot
