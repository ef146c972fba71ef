#include "client/file_fetch.h"

#include "base/regular_file.h"

#include "client/kept_file.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostMemory = 4096;
constexpr qint64 kMostChunk = NatsParser::kMaxPayload;
constexpr milliseconds kMemoryRhythm{500};
/// Of checking, so that other work of the thread comes in between.
constexpr qint64 kCheckedAtOnce = 4 * 1024 * 1024;

} // namespace

FileFetch::FileFetch(Clock &clock, ObjectSource &source, const Plan &plan, Mediator mediator)
    : m_clock(clock)
    , m_source(source)
    , m_plan(plan)
    , m_mediator(std::make_shared<const Mediator>(std::move(mediator)))
    , m_retry(clock.makeTimer())
    , m_part(partOf(plan.path))
    , m_old(plan.path)
    , m_sha256(plan.wish.sha256)
{ }

FileFetch::~FileFetch()
{
    stopReading();
}

Outcome FileFetch::openPart()
{
    if (m_part.isOpen())
        return Nothing{};
    // What a link leads to is not ours to write, and what is no file takes nothing.
    const QFileInfo there(m_part);
    if ((there.isSymLink() || (there.exists() && !there.isFile())) && !m_part.remove())
        return Failure{Cause::FileUnwritable, m_part.fileName()};
    if (!m_part.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return Failure{Cause::FileUnwritable, m_part.fileName()};
    const FileLock::Taken taken = m_lock.take(m_part);
    if (taken == FileLock::Taken::Yes && (!m_plan.isPrivate || m_part.setPermissions(kOwnerOnly)))
        return Nothing{};
    m_part.close();
    m_lock.release();
    return Failure{taken == FileLock::Taken::ByAnother ? Cause::AlreadyRunning : Cause::FileUnwritable,
        m_part.fileName()};
}

void FileFetch::start()
{
    if (m_sha256.isEmpty() || m_old.size() != m_plan.wish.bytes || !openRegular(m_old))
        return fetch();
    const QPointer<FileFetch> self(this);
    const auto mediator = m_mediator;
    mediator->checking();
    if (self)
        checkOn(m_old);
}

// -> Fetching
void FileFetch::fetch()
{
    if (const Outcome opened = openPart(); !opened)
        return finish(opened);
    const ObjectPlace from = placeInPart();
    m_place = from;
    m_place.before.clear();
    m_lastSize = from.before.size();
    m_reading = nextReading();
    // What comes late, for a reading that is over, is not heard.
    const auto ofThis = [self = QPointer<FileFetch>(this), id = m_reading](auto member) {
        return [=](const auto &...values) {
            if (self && self->m_reading == id)
                (self->*member)(values...);
        };
    };
    ObjectOrder order{
        .id = m_reading, .server = m_plan.server, .wish = m_plan.wish, .from = from, .receiver = m_plan.home};
    order.begun = ofThis(&FileFetch::onBegun);
    order.chunk = ofThis(&FileFetch::onChunk);
    order.ended = ofThis(&FileFetch::onEnded);
    m_source.read(order);
}

/// The reader finds out whether it is true.
ObjectPlace FileFetch::placeInPart()
{
    if (m_place.chunk > 0) // before there was no room
        return place(m_place.chunk, m_place.bytes, m_place.sequence, m_lastSize);
    const ObjectPlace remembered = rememberedPlace();
    const ObjectPlace guessed = m_mayGuess ? guessedPlace(remembered) : ObjectPlace{};
    m_isGuess = guessed.chunk > remembered.chunk;
    return m_isGuess ? guessed : remembered;
}

ObjectPlace FileFetch::rememberedPlace() const
{
    const QJsonObject kept = QJsonDocument::fromJson(readKept(memoryPath(), kMostMemory)).object();
    const QByteArray sha256 = QByteArray::fromHex(kept["sha256"_L1].toString().toLatin1());
    const bool isOther = !m_sha256.isEmpty() && sha256 != m_sha256;
    if (isOther || kept["name"_L1].toString() != m_plan.wish.name)
        return {};
    return place(kept["chunk"_L1].toInteger(), kept["bytes"_L1].toInteger(),
        quint64(kept["sequence"_L1].toInteger()), kept["last"_L1].toInteger());
}

/// By the usual size of chunks: what was written after the last time that it was remembered.
ObjectPlace FileFetch::guessedPlace(const ObjectPlace &remembered) const
{
    const qint64 chunk = remembered.chunk > 0 ? remembered.before.size() : kObjectChunk;
    if (chunk <= 0 || remembered.bytes != remembered.chunk * chunk)
        return {};
    const qint64 chunks = m_part.size() / chunk;
    const quint64 sequence
        = remembered.sequence > 0 ? remembered.sequence + quint64(chunks - remembered.chunk) : 0;
    return place(chunks, chunks * chunk, sequence, chunk);
}

ObjectPlace FileFetch::place(qint64 chunk, qint64 bytes, quint64 sequence, qint64 last) const
{
    if (chunk <= 0 || last <= 0 || last > kMostChunk || last > bytes || bytes > m_part.size()
        || !m_part.seek(bytes - last))
        return {};
    ObjectPlace found{chunk, bytes, sequence, m_part.read(last)};
    return found.before.size() == last ? found : ObjectPlace{};
}

void FileFetch::remember()
{
    m_remembered = m_clock.now();
    if (m_place.chunk == 0)
        return;
    const QJsonObject kept{{"name", m_plan.wish.name}, {"sha256", QString::fromLatin1(m_sha256.toHex())},
        {"chunk", m_place.chunk}, {"bytes", m_place.bytes}, {"sequence", qint64(m_place.sequence)},
        {"last", m_lastSize}};
    // Where it cannot be written, the place is found by the size of chunks, or the object is read anew.
    (void)writeQuickly(memoryPath(), QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

// ---- reading

void FileFetch::onBegun(const ObjectMeta &meta, qint64 at)
{
    if (at != m_place.bytes && std::exchange(m_isGuess, false)) {
        m_mayGuess = false;
        m_place = {};
        stopReading();
        return fetch();
    }
    m_sha256 = meta.sha256;
    m_size = meta.bytes;
    if (at != m_place.bytes) {
        m_place = {};
        m_lastSize = 0;
    }
    if (!m_part.resize(m_place.bytes))
        return waitForRoom();
    const auto mediator = m_mediator;
    mediator->progressed(m_place.bytes, m_size);
}

void FileFetch::onChunk(const QByteArray &bytes, const ObjectPlace &after)
{
    if (!m_part.seek(m_place.bytes) || m_part.write(bytes) != bytes.size())
        return waitForRoom();
    m_place = after;
    m_place.before.clear();
    m_lastSize = bytes.size();
    m_source.taken(m_reading, bytes.size());
    if (m_clock.now() - m_remembered >= kMemoryRhythm)
        remember();
    const auto mediator = m_mediator;
    mediator->progressed(m_place.bytes, m_size);
}

void FileFetch::onEnded(const Outcome &outcome)
{
    m_reading = 0;
    remember();
    if (!outcome)
        return finish(outcome);
    check();
}

/// What of a chunk was written is written again.
void FileFetch::waitForRoom()
{
    stopReading();
    m_part.close();
    m_retry->start(m_plan.patience, [this] { fetch(); });
    const auto mediator = m_mediator;
    mediator->waits(Failure{Cause::FileUnwritable, m_part.fileName()});
}

void FileFetch::stopReading()
{
    if (m_reading == 0)
        return;
    m_source.stop(std::exchange(m_reading, 0));
    if (m_part.isOpen())
        remember();
}

// ---- the end

// Fetching -> Checking
void FileFetch::check()
{
    if (!syncFile(m_part) || !m_part.seek(0))
        return waitForRoom();
    const QPointer<FileFetch> self(this);
    const auto mediator = m_mediator;
    mediator->checking();
    if (self)
        checkOn(m_part);
}

void FileFetch::checkOn(QFile &file)
{
    const QByteArray bytes = file.read(kCheckedAtOnce);
    if (bytes.isEmpty())
        return &file == &m_old ? judgeOld() : judgePart();
    m_hash.add(bytes);
    QMetaObject::invokeMethod(
        this, [this, &file] { checkOn(file); }, Qt::QueuedConnection);
}

void FileFetch::judgeOld()
{
    const bool isIt = m_hash.take() == m_sha256;
    m_old.close();
    if (isIt)
        finish(Nothing{});
    else
        fetch();
}

/// By what is on the disk, not by what was written to it; what cannot be read stays.
void FileFetch::judgePart()
{
    if (!m_part.atEnd())
        return finish(Failure{Cause::FileUnreadable, m_part.fileName()});
    const bool isRight = m_hash.take() == m_sha256;
    const bool isWhole = isRight && m_part.size() == m_size;
    m_part.close();
    const QString target = isWhole ? m_plan.path : damagedOf(m_plan.path);
    const Outcome renamed = replaceFile(m_part.fileName(), target);
    if (!renamed)
        return finish(renamed);
    QFile::remove(memoryPath());
    if (!isWhole)
        return finish(Failure{Cause::FileDamaged, target});
    QFile::remove(damagedOf(m_plan.path));
    finish(Nothing{});
}

void FileFetch::finish(const Outcome &outcome)
{
    stopReading();
    m_part.close();
    m_lock.release();
    const auto mediator = m_mediator;
    mediator->done(outcome);
}

} // namespace earshot
