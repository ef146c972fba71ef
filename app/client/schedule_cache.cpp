#include "client/schedule_cache.h"

#include "diagnosis/display_text.h"
#include "engine/private_file.h"
#include "wire/link.h"
#include "wire/messages.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFileVersion = 1;
constexpr qint64 kLargestFile = 2 * 1024 * 1024;
constexpr qsizetype kRoomForEvents = kLargestFile - 16 * 1024;
constexpr int kMostFiles = 64;
constexpr qsizetype kMostNameLength = 300;
constexpr seconds kSoon{2};
constexpr seconds kNowAndThen{60};

/// An Earshot link without its ticket; a link of the web only where nothing in it looks like one.
QString publicLink(const QString &text)
{
    if (const Result<Link> link = readLink(text))
        return link->withoutTicket();
    return withoutSecrets(text) == text ? text : QString();
}

ScheduleCard publicCard(ScheduleCard card)
{
    card.counts.reset();
    card.movedTo = publicLink(card.movedTo);
    card.recordingLink = publicLink(card.recordingLink);
    card.fallbackLink = publicLink(card.fallbackLink);
    card.title = withoutSecrets(card.title);
    card.description = withoutSecrets(card.description);
    card.hostName = withoutSecrets(card.hostName);
    for (QString &name : card.speakerNames)
        name = withoutSecrets(name);
    if (card.message)
        card.message->text = withoutSecrets(card.message->text);
    return card;
}

/// The same but for what changes by itself.
bool saysTheSame(const RememberedSchedule &a, const RememberedSchedule &b)
{
    const auto same = [](ScheduleCard x, ScheduleCard y) {
        x.counts.reset();
        y.counts.reset();
        x.revision = y.revision = 0;
        return x == y;
    };
    return a.name == b.name && a.account == b.account && std::ranges::equal(a.schedule, b.schedule, same);
}

/// What is damaged is kept for who wants to look, until the next damaged one.
QString setAside(const QString &path)
{
    const QString aside = path + QStringLiteral(".damaged");
    QFile::remove(aside);
    return QFile::rename(path, aside) ? aside : path;
}

void removeOldest(const QString &folder)
{
    const QFileInfoList files = QDir(folder).entryInfoList(
        {QStringLiteral("*.json"), QStringLiteral("*.damaged")}, QDir::Files, QDir::Time);
    for (qsizetype i = kMostFiles; i < files.size(); ++i)
        QFile::remove(files[i].filePath());
}

Result<std::optional<RememberedSchedule>> readFile(const QString &path, const QString &serverId)
{
    if (!QFile::exists(path))
        return std::optional<RememberedSchedule>();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{Cause::FileUnreadable, path};
    if (file.size() > kLargestFile) {
        file.close();
        return Failure{Cause::FileDamaged, setAside(path)};
    }
    const auto read = readRemembered(file.read(kLargestFile), serverId);
    file.close();
    if (!read)
        return Failure{Cause::FileDamaged, setAside(path)};
    return read;
}

} // namespace

QByteArray writeRemembered(const QString &serverId, const RememberedSchedule &remembered)
{
    std::vector<const ScheduleCard *> latest;
    for (const ScheduleCard &card : remembered.schedule)
        latest.push_back(&card);
    std::ranges::stable_sort(latest, std::greater{}, [](const ScheduleCard *card) { return card->planned; });
    QJsonArray events;
    qsizetype room = kRoomForEvents;
    for (const ScheduleCard *card : latest) {
        const QByteArray json = writeCard(publicCard(*card));
        room -= json.size() + 1;
        if (room < 0)
            break;
        events.append(QJsonDocument::fromJson(json).object());
    }
    const QJsonObject object{{"version", kFileVersion}, {"server", serverId},
        {"name", withoutSecrets(remembered.name.left(kMostNameLength))}, {"account", remembered.account},
        {"checked", qint64(toUnixMs(remembered.checked))}, {"events", events}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<std::optional<RememberedSchedule>> readRemembered(const QByteArray &json, const QString &serverId)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    if (!document.isObject() || !object["version"_L1].isDouble())
        return Failure{Cause::FileDamaged, QStringLiteral("syntax")};
    if (object["version"_L1].toInt() != kFileVersion || object["server"_L1].toString() != serverId)
        return std::optional<RememberedSchedule>();
    RememberedSchedule remembered;
    remembered.name = object["name"_L1].toString().left(kMostNameLength);
    remembered.account = object["account"_L1].toString().left(kMostNameLength);
    const qint64 checked = object["checked"_L1].toInteger(-1);
    if (checked < 0 || !object["events"_L1].isArray())
        return Failure{Cause::FileDamaged, QStringLiteral("fields")};
    remembered.checked = wallFromUnixMs(checked);
    for (const QJsonValue &entry : object["events"_L1].toArray()) {
        const Result<ScheduleCard> card
            = readCard(QJsonDocument(entry.toObject()).toJson(QJsonDocument::Compact));
        if (!card)
            return Failure{Cause::FileDamaged, QStringLiteral("event: ") + card.failure().detail};
        remembered.schedule.push_back(*card);
    }
    return std::optional(remembered);
}

ScheduleCache::ScheduleCache(Clock &clock, const QString &folder)
    : m_clock(clock)
    , m_folder(folder)
    , m_timer(clock.makeTimer())
{
    m_disk.setMaxThreadCount(1);
}

ScheduleCache::~ScheduleCache()
{
    writeWaiting();
    m_disk.waitForDone();
}

/// A server's name may be long and hold any character.
QString ScheduleCache::pathOf(const QString &serverId) const
{
    const QByteArray digest = QCryptographicHash::hash(serverId.toUtf8(), QCryptographicHash::Sha256);
    return m_folder + u'/' + QString::fromLatin1(digest.toHex().first(32)) + QStringLiteral(".json");
}

void ScheduleCache::read(const QString &serverId)
{
    m_disk.start([this, serverId, path = pathOf(serverId)] {
        const auto read = readFile(path, serverId);
        QMetaObject::invokeMethod(
            this,
            [this, serverId, read] {
                if (!read)
                    emit damaged(serverId, read.failure());
                else if (*read)
                    emit found(serverId, **read);
            },
            Qt::QueuedConnection);
    });
}

void ScheduleCache::put(const QString &serverId, const RememberedSchedule &remembered)
{
    const auto known = m_known.find(serverId);
    const bool isNews = known == m_known.end() || !saysTheSame(known->second, remembered);
    m_waiting[serverId] = remembered;
    const Instant due = m_clock.now() + (isNews ? kSoon : kNowAndThen);
    if (m_timer->isActive() && m_due <= due)
        return;
    m_due = due;
    m_timer->start(due - m_clock.now(), [this] { writeWaiting(); });
}

void ScheduleCache::forget(const QString &serverId)
{
    m_waiting.erase(serverId);
    m_known.erase(serverId);
    m_disk.start([path = pathOf(serverId)] {
        QFile::remove(path);
        QFile::remove(path + QStringLiteral(".damaged"));
    });
}

void ScheduleCache::writeWaiting()
{
    m_timer->stop();
    for (auto &[serverId, remembered] : std::exchange(m_waiting, {})) {
        m_disk.start([folder = m_folder, path = pathOf(serverId), id = serverId, schedule = remembered] {
            // A disk that takes nothing costs what is shown without a server, and no more.
            if (makePrivateFolder(folder) && writePrivateFile(path, writeRemembered(id, schedule)))
                removeOldest(folder);
        });
        m_known.insert_or_assign(serverId, remembered);
    }
}

} // namespace earshot
