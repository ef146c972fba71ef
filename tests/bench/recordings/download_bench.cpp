// What storing and downloading recordings costs:
// bench_download [--megabytes N] [--seconds N] [--only speed|chunks|publishing|live] [--line COMMAND] [--reader COMMAND]

#include "client/client.h"
#include "client/live_speaker.h"
#include "desk/object_writer.h"
#include "support/fault_proxy.h"
#include "support/fetching_computer.h"
#include "support/stored_object.h"
#include "wire/jwt.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <sys/resource.h>

#include <cstdio>
#include <functional>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");

/// With a real event loop: QTest's waiting rests 10 ms at each hop.
bool waitFor(const std::function<bool()> &condition, milliseconds most)
{
    QEventLoop loop;
    QTimer poll;
    bool isMet = false;
    QObject::connect(&poll, &QTimer::timeout, [&] {
        if ((isMet = condition()))
            loop.quit();
    });
    poll.start(5);
    QTimer::singleShot(most, &loop, &QEventLoop::quit);
    loop.exec();
    return isMet;
}

double residentMb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = status.readAll();
    return all.mid(all.indexOf("VmRSS:") + 6, 20).trimmed().split(' ').first().toDouble() / 1024;
}

void print(const char *figure, double value, const char *unit, const QString &note = {})
{
    std::printf("%-58s %9.1f %-5s %s\n", figure, value, unit, qPrintable(note));
    std::fflush(stdout);
}

/// MB/s of what takes place in `act`.
double speedOf(qint64 bytes, const std::function<void()> &act)
{
    const SystemClock clock;
    const Instant began = clock.now();
    act();
    return double(bytes) / 1e3 / toMs(clock.now() - began);
}

// ---- speed and memory

int measureSpeed(qint64 bytes)
{
    QTemporaryDir folder;
    StoredObjects store;
    const QString name = QStringLiteral("town-hall/20261121T120000Z/programme.opus");
    QByteArray content = noise(bytes, 1);
    const ObjectWish wish{name, bytes, sha256(content)};
    if (!store.start() || !store.put(name, content))
        return 1;
    print("SHA-256 alone", speedOf(bytes, [&] { (void)sha256(content); }), "MB/s");
    print("writing to the disk and fsync alone",
        speedOf(bytes,
            [&] {
                QFile file(folder.filePath("plain"));
                if (file.open(QIODevice::WriteOnly) && file.write(content) == bytes && file.flush())
                    ::fsync(file.handle());
            }),
        "MB/s");
    QFile::remove(folder.filePath("plain"));
    content = {};
    Computer computer(store.server.url());
    if (!waitFor([&] { return computer.session.isLive(); }, seconds{5}))
        return 1;
    print("reading over loopback, not kept",
        speedOf(bytes,
            [&] {
                bool isOver = false;
                ObjectReader reader(computer.clock, computer.session, wish, {},
                    {[](const ObjectMeta &, qint64) {}, [](const QByteArray &, const ObjectPlace &) {},
                        [&](const Outcome &) { isOver = true; }});
                reader.start();
                waitFor([&] { return isOver; }, seconds{300});
            }),
        "MB/s");
    const double before = residentMb();
    double most = before;
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [&] { most = std::max(most, residentMb()); });
    watch.start(50);
    const double speed = speedOf(bytes, [&] {
        computer.fetch(folder.filePath("programme.opus"), wish);
        waitFor([&] { return !computer.outcomes.empty(); }, seconds{300});
    });
    if (computer.outcomes.empty() || !computer.outcomes[0])
        return 1;
    print("download with file, fsync and digest", speed, "MB/s");
    print("memory before", before, "MB");
    print("  most while downloading", most, "MB", QStringLiteral("%1 MB long").arg(bytes / 1'000'000));
    return 0;
}

// ---- the size of chunks

/// Seconds of CPU of servers that have ended.
double childrensCpu()
{
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

bool readOnce(const QUrl &url, const ObjectWish &wish)
{
    Computer computer(url);
    std::optional<Outcome> ended;
    if (!waitFor([&] { return computer.session.isLive(); }, seconds{5}))
        return false;
    ObjectReader reader(computer.clock, computer.session, wish, {},
        {[](const ObjectMeta &, qint64) {}, [](const QByteArray &, const ObjectPlace &) {},
            [&](const Outcome &outcome) { ended = outcome; }});
    reader.start();
    waitFor([&] { return ended.has_value(); }, seconds{300});
    return ended && *ended;
}

/// What a size of chunks costs the server, and who stores and reads. `reader`: another program that reads.
int measureChunks(qint64 bytes, const QString &reader)
{
    const QByteArray content = noise(bytes, 3);
    const QString name = QStringLiteral("town-hall/20261121T120000Z/programme.opus");
    const ObjectWish wish{name, bytes, sha256(content)};
    for (const qsizetype chunk : {16, 64, 128}) {
        const double before = childrensCpu();
        {
            StoredObjects store;
            bool isStored = false;
            if (!store.start())
                return 1;
            isStored = store.put(name, content, {}, chunk * 1024);
            bool isRead = false;
            const double read = speedOf(bytes, [&] { isRead = readOnce(store.server.url(), wish); });
            if (!isStored || !isRead)
                return 1;
            print("read, not kept", read, "MB/s", QStringLiteral("chunks of %1 KiB").arg(chunk));
            if (!reader.isEmpty()) {
                QString command = reader;
                command.replace("{server}", QStringLiteral("127.0.0.1:%1").arg(store.server.port()));
                command.replace("{name}", name);
                QProcess::execute("sh", {"-c", command});
            }
        }
        print("  the server's CPU for storing and reading it", childrensCpu() - before, "s");
    }
    return 0;
}

/// As a desk does it.
int measurePublishing(qint64 bytes, const QString &line)
{
    QTemporaryDir folder;
    const QByteArray content = noise(bytes, 4);
    QFile file(folder.filePath("programme.opus"));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != bytes)
        return 1;
    file.close();
    StoredObjects store;
    if (!store.start())
        return 1;
    if (!line.isEmpty() && QProcess::execute("sh", {"-c", line}) != 0)
        return 1;
    Computer desk(store.server.url());
    ObjectWriter writer(desk.clock, desk.session);
    std::optional<Outcome> stored;
    QObject::connect(
        &writer, &ObjectWriter::done, &writer, [&](const Outcome &outcome) { stored = outcome; });
    if (!waitFor([&] { return desk.session.isLive(); }, seconds{10}))
        return 1;
    const double speed = speedOf(bytes, [&] {
        writer.put({file.fileName(), QStringLiteral("programme.opus"), bytes, sha256(content)});
        waitFor([&] { return stored.has_value(); }, seconds{300});
    });
    if (!stored || !*stored)
        return 1;
    print("published by a desk", speed, "MB/s");
    return 0;
}

// ---- live sound meanwhile

/// The event's desk and a speaker, on a thread of their own.
class LiveStage : public QObject
{
public:
    LiveStage(const QUrl &url, const VoiceTrack &track)
    {
        moveToThread(&m_thread);
        m_thread.start(QThread::HighPriority);
        QMetaObject::invokeMethod(
            this, [=, this] { begin(url, track); }, Qt::BlockingQueuedConnection);
    }
    ~LiveStage() override
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_states.reset();
                m_speaker.reset();
                m_desk.reset();
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

private:
    void begin(const QUrl &url, const VoiceTrack &track)
    {
        m_desk = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
        Session::Config line;
        line.servers = {{url, {}}};
        m_desk->start(line);
        const NKey key = NKey::generate(NKeyKind::User);
        const NKey account = NKey::generate(NKeyKind::Account);
        line.credentials = {makeUserTicket(key.publicKey(), "speaker", account.publicKey(), account,
                                m_clock.wall(), m_clock.wall() + std::chrono::hours(1)),
            key};
        line.echo = false;
        m_speaker = std::make_unique<LiveSpeaker>(m_clock, m_random, webSocketConnections(m_clock, m_random),
            track,
            LiveSpeaker::Config{
                .line = line, .event = kEvent, .name = QStringLiteral("Ana"), .startedAt = m_clock.wall()});
        m_speaker->start();
        m_started = m_clock.wall();
        m_states = std::make_unique<QTimer>();
        QObject::connect(m_states.get(), &QTimer::timeout, [this, user = key.userKey()] {
            EventState state{.id = kEvent};
            state.phase = Phase::Live;
            state.planned = state.started.emplace(m_started);
            state.stage.push_back(
                {user, QStringLiteral("Ana"), Role::Speaker, false, Presence::Present, m_started});
            m_desk->publish(subjects::state(kEvent), writeState(state), {});
        });
        m_states->start(1000);
    }

    SystemClock m_clock;
    SeededRandom m_random{5};
    QThread m_thread;
    WallTime m_started{};
    std::unique_ptr<Session> m_desk;
    std::unique_ptr<LiveSpeaker> m_speaker;
    std::unique_ptr<QTimer> m_states;
};

struct Way {
    const char *name;
    qint64 bytesPerSecond; ///< 0 = as fast as it goes
};

/// One listener's figures over a time.
struct Figures {
    double concealedMs = 0;
    double skippedMs = 0;
    double stretchedMs = 0;
    double late = 0;
    double targetMs = 0; ///< highest in the second half: it begins high and falls to what the line needs
    double delayMs = 0; ///< the same
    double megabytesPerSecond = 0;
};

class Room
{
public:
    Room(const Link &link, int downloads, const std::vector<ScheduleCard> &cards, bool otherServer,
        const Link &other)
    {
        Client::Options options;
        options.sound.output = {OutputChoice::Kind::Null, {}};
        options.dataFolder = m_dir.path();
        options.isAttended = false;
        m_client = std::make_unique<Client>(m_clock, m_random, options);
        Link server = otherServer ? other : link;
        server.event.reset();
        m_client->addServer(server);
        m_client->openLink(link.toString());
        m_downloads = downloads;
        m_cards = cards.size();
    }
    std::optional<Figures> listen(seconds time)
    {
        const auto audio = [this]() -> std::optional<SpeakerAudioStats> {
            const auto &speakers = m_client->nowPlaying().evidence.speakers;
            return speakers.empty() ? std::nullopt : speakers.front().audio;
        };
        if (!waitFor([&] { return audio() && audio()->played > seconds{8}; }, seconds{30}))
            return std::nullopt;
        Library &library = m_client->library();
        if (m_downloads > 0 && !waitFor([&] { return library.view().items.size() >= m_cards; }, seconds{20}))
            return std::nullopt;
        for (int i = 0; i < m_downloads; ++i)
            library.fetch(library.view().items.at(size_t(i)).id);
        const SpeakerAudioStats first = *audio();
        const qint64 had = fetched();
        Figures figures;
        const Instant half = m_clock.now() + time / 2;
        waitFor(
            [&] {
                if (m_clock.now() >= half) {
                    figures.targetMs = std::max(figures.targetMs, toMs(audio()->target));
                    figures.delayMs = std::max(figures.delayMs, toMs(audio()->delay));
                }
                return false;
            },
            time);
        const SpeakerAudioStats last = *audio();
        figures.concealedMs = toMs(last.concealed - first.concealed);
        figures.skippedMs = toMs(last.skipped - first.skipped);
        figures.stretchedMs = toMs(last.stretched - first.stretched);
        figures.late = double(last.late - first.late);
        figures.megabytesPerSecond = double(fetched() - had) / 1e6 / double(time.count());
        return figures;
    }

private:
    qint64 fetched() const
    {
        qint64 bytes = 0;
        for (const LibraryItem &item : m_client->library().view().items)
            bytes += item.fetched;
        return bytes;
    }

    QTemporaryDir m_dir;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Client> m_client;
    int m_downloads = 0;
    std::size_t m_cards = 0;
};

Link linkTo(quint16 port)
{
    const SystemClock clock;
    const NKey account = NKey::generate(NKeyKind::Account);
    Link made;
    made.host = "127.0.0.1";
    made.port = port;
    made.tls = false;
    made.event = kEvent;
    made.ticket = makeUserTicket(NKey::generate(NKeyKind::User).publicKey(), "listener", account.publicKey(),
        account, clock.wall(), clock.wall() + std::chrono::hours(1));
    return made;
}

int measureLive(seconds time, qint64 bytes, const QString &line)
{
    const auto voice = readOggOpus(QStringLiteral(DEMO_VOICES "/ana.opus"));
    const auto track = voice ? VoiceTrack::make(*voice) : Result<VoiceTrack>(voice.failure());
    if (!track)
        return 1;
    StoredObjects store;
    StoredObjects other;
    if (!store.start() || !other.start())
        return 1;
    std::vector<ScheduleCard> cards;
    for (int i = 0; i < 3; ++i) {
        const QByteArray content = noise(bytes / 3, unsigned(40 + i));
        cards.push_back(cardOf(QStringLiteral("e%1").arg(i), "20261121T120000Z", content));
        for (StoredObjects *at : {&store, &other}) {
            if (!at->put(cards.back().recorded->folder + "/programme.opus", content)
                || !at->list(cards.back()))
                return 1;
        }
    }
    if (!line.isEmpty() && QProcess::execute("sh", {"-c", line}) != 0)
        return 1;
    const LiveStage stage(store.server.url(), *track);
    FaultProxy proxy(store.server.webSocketPort());
    std::printf(
        "\nlive sound while three are downloaded, %lld s each\n", static_cast<long long>(time.count()));
    std::printf("%-22s %-22s %10s %8s %5s %10s %9s %9s %8s\n", "line", "downloads", "made up ms", "skip ms",
        "late", "stretch ms", "target ms", "delay ms", "MB/s");
    for (const Way &way : {Way{"loopback", 0}, Way{"20 Mbit/s", 2'500'000}, Way{"5 Mbit/s", 625'000}}) {
        if (!line.isEmpty() && way.bytesPerSecond > 0)
            break; // the line is as it was made
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = way.bytesPerSecond});
        for (const auto &[words, downloads, isOther] : {std::tuple{"none", 0, false},
                 std::tuple{"3, the event's server", 3, false}, std::tuple{"3, another server", 3, true}}) {
            if (isOther && way.bytesPerSecond > 0)
                continue; // another server has another line here
            const quint16 port = way.bytesPerSecond > 0 ? proxy.port() : store.server.webSocketPort();
            Room room(linkTo(port), downloads, cards, isOther, linkTo(other.server.webSocketPort()));
            const auto figures = room.listen(time);
            if (!figures) {
                std::printf("%-22s %-22s nothing was heard\n", way.name, words);
                continue;
            }
            std::printf("%-22s %-22s %10.0f %8.0f %5.0f %10.0f %9.0f %9.0f %8.2f\n", way.name, words,
                figures->concealedMs, figures->skippedMs, figures->late, figures->stretchedMs,
                figures->targetMs, figures->delayMs, figures->megabytesPerSecond);
            std::fflush(stdout);
        }
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addOptions({{"megabytes", "long", "N", "500"}, {"seconds", "each listening", "N", "20"},
        {"only", "speed, chunks, publishing or live", "PART", ""},
        {"reader", "reads {name} from {server}, too", "COMMAND", ""},
        {"line", "makes the loopback a slow line, once all is stored", "COMMAND", ""}});
    options.process(application);
    if (!NatsServer::isInstalled()) {
        std::fprintf(stderr, "nats-server is missing\n");
        return 1;
    }
    const QString only = options.value("only");
    const qint64 bytes = options.value("megabytes").toLongLong() * 1'000'000;
    const auto isWanted = [&only](const char *part) { return only.isEmpty() || only == QLatin1String(part); };
    if (isWanted("speed") && measureSpeed(bytes) != 0)
        return 1;
    if (isWanted("chunks") && measureChunks(bytes, options.value("reader")) != 0)
        return 1;
    if (isWanted("publishing") && measurePublishing(bytes, options.value("line")) != 0)
        return 1;
    return !isWanted("live")
        ? 0
        : measureLive(seconds{options.value("seconds").toInt()}, bytes, options.value("line"));
}
