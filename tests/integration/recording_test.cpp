#include "client/client.h"
#include "client/library.h"
#include "client/local_server.h"
#include "desk/event_recording.h"
#include "recordings/ogg_opus_reader.h"
#include "recordings/recording_json.h"
#include "session/audio_sender.h"
#include "support/host_process.h"
#include "support/opus_file.h"
#include "support/opus_playback.h"
#include "support/other_programs.h"
#include "support/program.h"
#include "support/published_recording.h"
#include "support/running_engine.h"
#include "support/test_parts.h"
#include "wire/desk_order.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"
#include "wire/websocket_connection.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>
#include <csignal>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr milliseconds kPacketLength{20};
constexpr seconds kPublishedWithin{10};
constexpr qint64 kHeaders = 8192; ///< of a file, at most

int killsOf(int usual, int divisor = 1)
{
    const int asked = qEnvironmentVariableIntValue("EARSHOT_RECORDING_KILLS");
    return asked > 0 ? asked / divisor : usual;
}

/// Two minutes of real Opus packets, no two alike.
const std::vector<QByteArray> &differentPackets()
{
    static const std::vector<QByteArray> packets = encodedFrames(50 * 120, [](qint64 n) {
        const double t = double(n) / 48'000;
        return float(0.3 * std::sin(6.283 * (200 + 40 * t) * t) + 0.1 * std::sin(6.283 * 1310 * t * t));
    });
    return packets;
}

/// Somebody who comes up by a link and speaks: each packet is sent until the server has it.
class Voice
{
public:
    Voice(const QString &link, Clock &clock, Random &random)
        : m_link(readLink(link).value())
        , m_clock(clock)
        , m_session(clock, random, webSocketConnections(clock, random))
        , m_sender(clock, m_session, *m_link.event, key.userKey())
        , m_tick(clock.makeTimer())
    {
        m_session.subscribe(subjects::to(*m_link.event, key.userKey()),
            [this](const NatsMessage &message, Instant) { onOrder(message); });
        const auto lineIsUp = [this] { m_isOnStage = m_hasTicket; };
        QObject::connect(&m_session, &Session::wentLive, &m_session, lineIsUp);
        QObject::connect(&m_session, &Session::moved, &m_session, lineIsUp);
        m_session.start({{m_link.server()}, {m_link.ticket, {}}, "voice", true, {}});
        comeUp();
    }
    /// What is said over the listener's line, before it has moved to the stage's, the server refuses.
    bool isOnStage() const { return m_isOnStage && m_session.isLive(); }
    bool isLive() const { return m_session.isLive(); }
    void tryNow() { m_session.tryNow(); }
    void speak()
    {
        m_next = m_clock.now();
        sendDue();
    }
    void beSilent() { m_isSilent = true; }

    const NKey key = NKey::generate(NKeyKind::User);
    std::vector<QByteArray> said;

private:
    void comeUp()
    {
        if (m_hasTicket)
            return;
        if (m_session.isLive())
            m_session.publish(subjects::ask(*m_link.event, key.userKey()),
                writeAsk({AskKind::AcceptStage, "Ana", m_clock.wall(), false, m_link.invitation},
                    *m_link.event, key));
        m_tick->start(milliseconds{200}, [this] { comeUp(); });
    }
    void onOrder(const NatsMessage &message)
    {
        const auto order = readOrder(message.payload);
        if (order && !order->ticket.isEmpty() && !m_hasTicket) {
            m_hasTicket = true;
            m_session.setCredentials({order->ticket, key});
            m_session.renew();
        }
    }
    void sendDue()
    {
        for (; !m_isSilent && m_next <= m_clock.now() && said.size() < m_packets.size();
             m_next += kPacketLength) {
            RtpPacket packet;
            packet.sequence = quint16(said.size());
            packet.timestamp = quint32(said.size()) * 960;
            packet.ssrc = 7;
            packet.marker = said.empty();
            if (said.size() % 50 == 0)
                packet.captured
                    = m_clock.wall() - std::chrono::duration_cast<milliseconds>(m_clock.now() - m_next);
            packet.payload = m_packets[said.size()];
            said.push_back(packet.payload);
            m_sender.send(writeRtp(packet));
        }
        m_tick->start(kPacketLength, [this] { sendDue(); });
    }

    const Link m_link;
    Clock &m_clock;
    Session m_session;
    AudioSender m_sender;
    std::unique_ptr<Timer> m_tick;
    const std::vector<QByteArray> &m_packets = differentPackets();
    bool m_hasTicket = false;
    bool m_isOnStage = false;
    bool m_isSilent = false;
    Instant m_next{};
};

} // namespace

/// The recording of an event with a real nats-server, and what it outlives.
class RecordingTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<LocalServer>(m_clock, m_random, EngineOptions{.dataFolder = folder()});
        QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
        m_line = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
        m_line->start(m_server->lineAs(
            m_server->engine().deskCredentials(m_clock.wall(), std::chrono::hours{1}), "test"));
        QTRY_VERIFY(m_line->isLive());
        m_host = std::make_unique<HostProcess>();
        m_host->start(folder(), {"--title", "Town hall", "--host", "Mei"});
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->speakerLink.isEmpty() && m_host->phase() == "live", 20'000);
        m_event = readLink(m_host->listenerLink)->event;
        m_voice = std::make_unique<Voice>(m_host->speakerLink, m_clock, m_random);
        QTRY_VERIFY_WITH_TIMEOUT(m_voice->isOnStage(), 10'000);
    }
    void cleanup()
    {
        m_lengths.clear();
        m_opened = 0;
        m_voice.reset();
        m_host.reset();
        m_line.reset();
        m_server.reset();
        if (m_isMounted)
            QProcess::execute("umount", {recordings()});
        m_isMounted = false;
    }

    void ended_isPublishedWithin10s_andTheHostWaitsForIt()
    {
        QTRY_COMPARE(card().recording, RecordingPromise::Promised);
        speakFor(seconds{5});
        QTRY_COMPARE_WITH_TIMEOUT(m_host->recording["phase"].toString(), "writing", 10'000);
        endEvent();
        QVERIFY(!m_host->isRunning());
        checkComplete();
    }

    /// Who listened to the end is offered the recording, which opens.
    void ended_offersItsRecordingToWhoListened()
    {
        const QTemporaryDir data;
        Client::Options options;
        options.sound.output = {OutputChoice::Kind::Null, {}};
        options.dataFolder = data.path();
        options.isAttended = false;
        Client client(m_clock, m_random, options);
        QProcess headless;
        QByteArray printed;
        connect(&headless, &QProcess::readyReadStandardOutput, &headless,
            [&] { printed += headless.readAllStandardOutput(); });
        headless.start(EARSHOTCTL, {"listen", m_host->listenerLink, "--device", "null", "--json"});
        client.openLink(m_host->listenerLink);
        speakFor(seconds{3});
        QTRY_COMPARE_WITH_TIMEOUT(client.nowPlaying().phase, Phase::Live, 10'000);
        endEvent();
        QTRY_COMPARE_WITH_TIMEOUT(client.nowPlaying().verdict.action, Action::OpenRecording, 10'000);
        QCOMPARE(client.nowPlaying().verdict.id, QStringLiteral("event.ended"));
        const auto isOffered = [&](const LibraryItem &item) {
            return item.event == m_event->text() && item.serverId == client.nowPlaying().serverId;
        };
        QTRY_COMPARE(std::ranges::count_if(client.library().view().items, isOffered), 1);
        client.library().fetch(client.library().view().items.front().id);
        QTRY_COMPARE_WITH_TIMEOUT(
            client.library().view().items.front().state, LibraryItem::State::Verified, 10'000);
        QVERIFY(readOggOpus(client.library().view().items.front().path).ok());
        QTRY_VERIFY_WITH_TIMEOUT(printed.contains("\"kind\":\"recording\""), 10'000);
        QVERIFY(printed.contains(card().recorded->folder.toUtf8()));
        headless.terminate();
        QTRY_COMPARE_WITH_TIMEOUT(headless.state(), QProcess::NotRunning, 20'000);
    }

    void interruptedDesk_endsItsEvent_andPublishes_whereItIsTold()
    {
        const NKey key = NKey::generate(NKeyKind::User);
        const QTemporaryDir own;
        Program desk(own.path());
        desk.run({"desk", "--data", folder(), "--event", "talk", "--title", "Talk", "--record", own.path(),
            "--end", "--admit", key.userKey().text() + "=Ana"});
        QTRY_VERIFY_WITH_TIMEOUT(!desk.last("ticket").isEmpty(), 20'000);
        Session line(m_clock, m_random, webSocketConnections(m_clock, m_random));
        line.start(m_server->lineAs({desk.last("ticket")["ticket"].toString().toLatin1(), key}, "voice"));
        QTRY_VERIFY(line.isLive());
        m_event = EventId::parse(u"talk");
        QTRY_COMPARE_WITH_TIMEOUT(card().phase, Phase::Live, 10'000);
        AudioSender sender(m_clock, line, *m_event, key.userKey());
        const std::vector<QByteArray> &packets = differentPackets();
        for (std::size_t i = 0; i < 100; ++i) {
            RtpPacket packet;
            packet.sequence = quint16(i);
            packet.timestamp = quint32(i) * 960;
            packet.ssrc = 7;
            packet.payload = packets[i];
            sender.send(writeRtp(packet));
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.last("recording")["phase"].toString(), "writing", 10'000);
        QCOMPARE(desk.end().value_or(-1), 0);
        QCOMPARE(card().phase, Phase::Ended);
        QCOMPARE(card().recording, RecordingPromise::Ready);
        QVERIFY(card().recorded.has_value());
        QVERIFY(!object(card().recorded->folder + "/programme.opus").isEmpty());
    }

    void silentEvent_promisesNothingInTheEnd()
    {
        endEvent();
        QTRY_COMPARE(card().recording, RecordingPromise::None);
        QVERIFY(!card().recorded);
    }

    /// The desk is killed at moments of chance; every second time it goes on without any of its files, as on another
    /// computer.
    void killedDesk_makesTheWholeRecording()
    {
        const int kills = killsOf(4);
        const seconds between{25 / 5};
        SeededRandom moments = momentsOfKills();
        m_voice->speak();
        for (int kill = 0; kill < kills; ++kill) {
            QTest::qWait(int(moments.fraction() * toMs(between) / 2));
            checkPlayable();
            QTest::qWait(int(moments.fraction() * toMs(between) / 2));
            m_host->kill();
            checkPlayable();
            if (kill % 2 == 1) {
                QVERIFY(QDir(recordings()).removeRecursively());
                m_lengths.clear();
            }
            takeBack();
        }
        speakFor(seconds{3});
        endEvent();
        checkPlayable();
        checkComplete();
        qInfo("%d times a file with sound was played", m_opened);
        QVERIFY(m_opened >= (kills > 4 ? 10 : 2)); // what is younger than 32 s has no sound yet
    }

    /// The desk's computer is gone, with all that was on it: the desk at the server goes on.
    void lostComputer_anotherOneMakesTheWholeRecording()
    {
        m_host->kill();
        QTemporaryDir own;
        const QString there = own.filePath("there");
        const QString here = own.filePath("here");
        const QString credentials = own.filePath("host.creds");
        QVERIFY(m_server->writeHostCredentials(credentials));
        m_host = std::make_unique<HostProcess>();
        m_host->start(there, {"--title", "Elsewhere", "--credentials", credentials});
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->speakerLink.isEmpty() && m_host->phase() == "live", 20'000);
        m_event = readLink(m_host->listenerLink)->event;
        m_voice = std::make_unique<Voice>(m_host->speakerLink, m_clock, m_random);
        QTRY_VERIFY_WITH_TIMEOUT(m_voice->isOnStage(), 10'000);
        speakFor(seconds{4});
        QTRY_COMPARE_WITH_TIMEOUT(m_host->recording["phase"].toString(), "writing", 10'000);
        QVERIFY(QDir(there + "/recordings").exists());
        m_host->kill();
        QVERIFY(QDir(there).removeRecursively());

        Program desk(own.path());
        desk.run(
            {"desk", "--data", folder(), "--event", m_event->text(), "--standby", "--record", here, "--end"});
        QTRY_COMPARE_WITH_TIMEOUT(desk.last("lease")["state"].toString(), "holding", 20'000);
        speakFor(seconds{3});
        m_voice->beSilent();
        QCOMPARE(desk.end().value_or(-1), 0);
        checkComplete();
        QCOMPARE(QFileInfo(here + u'/' + card().recorded->folder + "/programme.opus").size(),
            card().recorded->programme.bytes);
        QVERIFY(!QFileInfo::exists(there));
    }

    /// A stage that talks on in a pause, by whatever program, is in nobody's recording; not by a desk either that is killed
    /// in the pause, and goes on without any of its files.
    void paused_isLeftOut()
    {
        speakFor(seconds{3});
        m_host->say("pause Back soon");
        QTRY_COMPARE_WITH_TIMEOUT(m_host->phase(), "paused", 10'000);
        const std::size_t public1 = m_voice->said.size();
        speakFor(seconds{1});
        m_host->kill();
        QVERIFY(QDir(recordings()).removeRecursively());
        takeBack();
        QCOMPARE(m_host->phase(), "paused");
        speakFor(seconds{1});
        const std::size_t secret = m_voice->said.size();
        m_host->say("start");
        QTRY_COMPARE_WITH_TIMEOUT(m_host->phase(), "live", 10'000);
        speakFor(seconds{3});
        endEvent();
        const RecordingNote note = *card().recorded;
        QCOMPARE(note.gaps, 0);
        const auto info = readRecordingInfo(object(note.folder + "/recording.json"));
        QVERIFY(info && info->gaps.size() == 1);
        QCOMPARE(info->gaps[0].cause, GapCause::Paused);
        QVERIFY(info->gaps[0].length > seconds{2});
        const auto track = parseOggOpus(object(note.folder + '/' + info->tracks[0].file.name));
        QVERIFY(track.ok());
        const auto has = [&](std::size_t number) {
            return std::ranges::find(track->packets, m_voice->said[number]) != track->packets.end();
        };
        // What was on its way when it began and ended is not asked for.
        constexpr std::size_t kNear = 25;
        for (std::size_t i = 0; i < m_voice->said.size(); ++i) {
            const bool isSecret = i > public1 + kNear && i + kNear < secret;
            const bool isPublic = i + kNear < public1 || i > secret + kNear;
            QVERIFY2(isSecret ? !has(i) : has(i) || !isPublic, qPrintable(QString::number(i)));
        }
    }

    /// Once while it waits for what is sent again, and then at moments of chance from the first sound on the disk on: while files
    /// are replaced by finished ones, and published. Every second time it goes on without any of them.
    void killedWhileFinishing_isFinishedByTheNextStart()
    {
        const int kills = killsOf(2, 2);
        SeededRandom moments = momentsOfKills();
        speakFor(seconds{4});
        m_voice->beSilent();
        m_host->say("end");
        QTRY_COMPARE_WITH_TIMEOUT(m_host->phase(), "ended", 10'000);
        QTRY_COMPARE(card().recording, RecordingPromise::BeingMade);
        QTest::qWait(int(moments.fraction() * 1000));
        m_host->kill();
        QCOMPARE(card().recording, RecordingPromise::BeingMade);
        bool isPublished = false;
        int killed = 1;
        for (; killed < kills && !isPublished; ++killed) {
            m_host = std::make_unique<HostProcess>();
            m_host->start(folder(), {"--take-back"});
            QVERIFY(waitForFinishing());
            QTest::qWait(int(moments.fraction() * 6));
            m_host->kill();
            checkPlayable();
            isPublished = card().recorded.has_value();
            QVERIFY(isPublished || card().recording == RecordingPromise::BeingMade);
            if (killed % 2 == 0) {
                QVERIFY(QDir(recordings()).removeRecursively());
                m_lengths.clear();
            }
        }
        qInfo("killed %d times, %s it was published; %d times a file with sound was played", killed,
            isPublished ? "once after" : "before", m_opened);
        QVERIFY(m_opened >= 1);
        m_host = std::make_unique<HostProcess>();
        m_host->start(folder(), {"--take-back"});
        QTRY_VERIFY2_WITH_TIMEOUT(!m_host->isRunning(),
            (QJsonDocument(m_host->recording).toJson() + QJsonDocument(m_host->last).toJson()).constData(),
            30'000);
        QVERIFY(m_host->exitCode() == 0 || (isPublished && m_host->exitCode() == 3));
        checkPlayable();
        checkComplete();
        HostProcess again;
        again.start(folder(), {"--take-back"});
        QTRY_VERIFY2_WITH_TIMEOUT(!again.isRunning(),
            (QJsonDocument(again.recording).toJson() + QJsonDocument(again.last).toJson()).constData(),
            20'000);
        QCOMPARE(again.exitCode(), 3);
    }

    /// Its host is killed, and comes back when the server's limits have taken all of it.
    void killed_untilTheServerKeepsNothing_isMadeOfWhatWasWritten()
    {
        if (!qEnvironmentVariableIsSet("EARSHOT_RECORDING_LONG"))
            QSKIP("takes 70 s: EARSHOT_RECORDING_LONG=1; recording_edges_test has the parts of it");
        for (int part = 0; part < 3; ++part)
            speakFor(seconds{18}); // the newest 32 s are held back
        m_voice->beSilent();
        m_host->kill();
        QVERIFY(PublishedRecording(*m_line)
                    .ask("$JS.API.STREAM.PURGE.EARSHOT_AUDIO", {})
                    .payload.contains("\"success\":true"));
        takeBack();
        m_host->interrupt();
        QTRY_VERIFY_WITH_TIMEOUT(card().recorded.has_value(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->isRunning(), 30'000);
        QCOMPARE(card().recording, RecordingPromise::Partial);
        const RecordingNote note = *card().recorded;
        QVERIFY2(note.duration > seconds{10}, qPrintable(QString::number(note.duration.count())));
        const auto info = readRecordingInfo(object(note.folder + "/recording.json"));
        QVERIFY(info && info->isWhole && info->tracks.size() == 1);
        QCOMPARE(info->gaps.back().cause, GapCause::Server);
        QCOMPARE(info->gaps.back().at, info->duration);
        const QByteArray programme = object(note.folder + "/programme.opus");
        QCOMPARE(QCryptographicHash::hash(programme, QCryptographicHash::Sha256), note.programme.sha256);
        const auto track = parseOggOpus(object(note.folder + '/' + info->tracks[0].file.name));
        QVERIFY(track.ok() && std::ranges::count(track->packets, m_voice->said[100]) == 1);
    }

    void killedServer_goesOn()
    {
        const int kills = killsOf(2, 2);
        SeededRandom moments = momentsOfKills();
        m_voice->speak();
        for (int kill = 0; kill < kills; ++kill) {
            QTest::qWait(1000 + int(moments.fraction() * 3000));
            checkPlayable();
            QSignalSpy failed(m_server.get(), &LocalServer::failed);
            ::kill(pid_t(m_server->engine().addresses().pid), SIGKILL);
            QTRY_COMPARE(failed.size(), 1);
            checkPlayable();
            QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
            m_server->start();
            QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
            QTRY_VERIFY_WITH_TIMEOUT((m_voice->tryNow(), m_voice->isLive()), 20'000);
            checkPlayable();
        }
        speakFor(seconds{6});
        QTRY_COMPARE_WITH_TIMEOUT(m_host->state(), "in-charge", 20'000);
        QTRY_VERIFY_WITH_TIMEOUT((m_line->tryNow(), m_line->isLive()), 20'000);
        endEvent();
        checkPlayable();
        checkComplete();
        QVERIFY(m_opened >= 2);
    }

    void unwritableFolder_isSaid_andAllIsWrittenOnceItCanBe()
    {
        // Also who may write everywhere cannot make a folder where a file is.
        QFile file(recordings());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        speakFor(seconds{4});
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->recording["detail"].toString().isEmpty(), 10'000);
        QVERIFY(file.remove());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->recording["detail"].toString().isEmpty(), 10'000);
        endEvent();
        checkComplete();
    }

    void readOnlyFolder_isSaid_andAllIsWrittenOnceItIsNot()
    {
        m_host->kill();
        QVERIFY(QDir().mkpath(recordings()));
        m_host = std::make_unique<HostProcess>();
        if (::geteuid() == 0) { // who may write everywhere
            QCOMPARE(QProcess::execute("chown", {"-R", "65534:65534", m_dir->path()}), 0);
            m_host->becomeNobody();
        }
        const auto readable = QFile::ReadOwner | QFile::ExeOwner;
        QVERIFY(QFile::setPermissions(recordings(), readable));
        m_host->start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(m_host->state() == "in-charge", 20'000);
        speakFor(seconds{3});
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->recording["detail"].toString().isEmpty(), 10'000);
        QCOMPARE(m_host->recording["id"].toString(), "file.unwritable");
        QVERIFY(QDir(recordings()).isEmpty());
        QVERIFY(QFile::setPermissions(recordings(), readable | QFile::WriteOwner));
        QTRY_VERIFY_WITH_TIMEOUT(m_host->recording["detail"].toString().isEmpty(), 10'000);
        endEvent();
        checkComplete();
    }

    /// With its folder, while it is written.
    void removedRecording_isSaid_andAllIsWrittenAnew()
    {
        speakFor(seconds{3});
        QTRY_COMPARE_WITH_TIMEOUT(m_host->recording["phase"].toString(), "writing", 10'000);
        QTRY_VERIFY(filesThere() >= 2);
        QVERIFY(QDir(recordings()).removeRecursively());
        QTRY_COMPARE_WITH_TIMEOUT(m_host->recording["id"].toString(), "file.unwritable", 10'000);
        QVERIFY(m_host->recording["detail"].toString().contains("removed"));
        QTRY_VERIFY_WITH_TIMEOUT(m_host->recording["detail"].toString().isEmpty(), 10'000);
        QTRY_VERIFY(filesThere() >= 2);
        // Once more, one file only, and nobody says anything after it.
        speakFor(seconds{1});
        m_voice->beSilent();
        QTest::qWait(2500);
        for (QDirIterator file(recordings(), {"programme.opus"}, QDir::Files, QDirIterator::Subdirectories);
             file.hasNext();)
            QVERIFY(QFile::remove(file.next()));
        endEvent();
        checkComplete();
    }

    void fullDisk_isSaid_andAllIsWrittenOnceThereIsRoom()
    {
        QVERIFY(QDir().mkpath(recordings()));
        if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=32k", "tmpfs", recordings()}) != 0)
            QSKIP("a file system of its own needs the right to mount");
        m_isMounted = true;
        m_voice->speak();
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->recording["detail"].toString().isEmpty(), 60'000);
        checkPlayable();
        QCOMPARE(QProcess::execute("mount", {"-o", "remount,size=64m", recordings()}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->recording["detail"].toString().isEmpty(), 60'000);
        speakFor(seconds{2});
        endEvent();
        checkComplete();
    }

private:
    /// Others each time, but for EARSHOT_RECORDING_SEED.
    SeededRandom momentsOfKills()
    {
        const int given = qEnvironmentVariableIntValue("EARSHOT_RECORDING_SEED");
        const quint64 seed = given > 0 ? quint64(given) : m_random.next() % 1'000'000;
        qInfo("kills by EARSHOT_RECORDING_SEED=%llu", seed);
        return SeededRandom{seed};
    }

    QString folder() const { return m_dir->filePath("data"); }
    QString recordings() const { return folder() + "/recordings"; }

    int filesThere() const
    {
        int files = 0;
        for (QDirIterator file(recordings(), QDir::Files, QDirIterator::Subdirectories); file.hasNext();
             file.next())
            ++files;
        return files;
    }
    qint64 bytesOfSound() const
    {
        qint64 bytes = 0;
        for (QDirIterator file(
                 recordings(), {"*.opus", "*.opus.new"}, QDir::Files, QDirIterator::Subdirectories);
             file.hasNext();)
            bytes += file.nextFileInfo().size();
        return bytes;
    }
    /// Until the files get their sound, or have had it. All of that takes few ms.
    bool waitForFinishing() const
    {
        qint64 least = bytesOfSound();
        for (const Instant until = m_clock.now() + seconds{20}; m_clock.now() < until; QTest::qWait(1)) {
            const qint64 bytes = bytesOfSound();
            const QString phase = m_host->recording["phase"].toString();
            if (bytes > least + kHeaders || phase == "publishing" || phase == "ready")
                return true;
            least = std::min(least, bytes); // what another run left beside them goes
        }
        return false;
    }
    void speakFor(seconds duration)
    {
        const std::size_t until = m_voice->said.size() + std::size_t(duration / kPacketLength);
        if (m_voice->said.empty())
            m_voice->speak();
        QTRY_VERIFY_WITH_TIMEOUT(m_voice->said.size() >= until, 30'000);
    }
    void takeBack()
    {
        m_host = std::make_unique<HostProcess>();
        m_host->start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(m_host->state() == "in-charge", 20'000);
    }
    /// As Ctrl+C does: the host ends when the recording is published.
    void endEvent()
    {
        m_voice->beSilent();
        m_host->interrupt();
        QTRY_COMPARE_WITH_TIMEOUT(m_host->phase(), "ended", 10'000);
        const Instant ended = m_clock.now();
        const bool isExpected = !m_voice->said.empty();
        if (isExpected)
            QTRY_VERIFY_WITH_TIMEOUT(card().recorded.has_value(), 30'000);
        const milliseconds took = std::chrono::duration_cast<milliseconds>(m_clock.now() - ended);
        if (isExpected) {
            qInfo("published %.1f s after the end", toMs(took) / 1000);
            QVERIFY(took <= kPublishedWithin);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->isRunning(), 30'000);
        QCOMPARE(m_host->exitCode(), 0);
    }

    ScheduleCard card() { return PublishedRecording(*m_line).card(*m_event); }
    QByteArray object(const QString &name) { return PublishedRecording(*m_line).object(name); }

    /// Every file that is there can be read up to where it was cut, also by other programs, and is no shorter than it was;
    /// "length" is one that has no sound yet, "header" one of which not even the first pages are there.
    void checkPlayable()
    {
        for (QDirIterator file(
                 recordings(), {"*.opus", "*.opus.new"}, QDir::Files, QDirIterator::Subdirectories);
             file.hasNext();) {
            const QString path = file.next();
            const auto opus = readOggOpus(path);
            if (!opus && path.endsWith(".new") && !QFile::exists(path))
                continue; // took the place of the former one meanwhile
            const QString wrong = opus ? QString() : opus.failure().detail;
            const bool hasNoSound
                = wrong == "length" || (wrong == "header" && QFileInfo(path).size() < kHeaders);
            QVERIFY2(wrong.isEmpty() || wrong == "cut off" || hasNoSound, qPrintable(path + ": " + wrong));
            if (hasNoSound)
                continue;
            const QTemporaryDir aside;
            const QString copy = aside.filePath("copy.opus");
            if (!QFile::copy(path, copy)) {
                QVERIFY2(path.endsWith(".new") && !QFile::exists(path), qPrintable(path));
                continue;
            }
            auto played = OpusPlayback::ofFile(copy);
            QVERIFY2(played.isOpen(), qPrintable(path));
            const auto length = qint64(played.rest(std::numeric_limits<qint64>::max()).size());
            // What grows beside a former run's file begins anew with each run.
            // A finished one ends with its event, within its last packet.
            const qint64 cut = m_host->phase() == "ended" ? 48 * kPacketLength.count() - 1 : 0;
            QVERIFY2(length >= m_lengths[path] - cut || path.endsWith(".new"),
                qPrintable(QString("%1: %2 of %3").arg(path).arg(length).arg(m_lengths[path])));
            m_lengths[path] = length;
            ++m_opened;
            if (!missingOf({"ffprobe"}).isEmpty() && !isContinuousIntegration())
                continue;
            const QString said = complaintsOf("ffprobe", {"-v", "error", "-show_format", copy});
            QVERIFY2(said.isEmpty(), qPrintable(path + ": " + said));
        }
    }

    /// What is published is as the card says, and holds all that was said.
    void checkComplete()
    {
        QTRY_VERIFY(card().recorded.has_value());
        const ScheduleCard now = card();
        QCOMPARE(now.recording, RecordingPromise::Ready);
        const RecordingNote &note = *now.recorded;
        const QByteArray programme = object(note.folder + '/' + note.programme.name);
        QCOMPARE(programme.size(), note.programme.bytes);
        QCOMPARE(QCryptographicHash::hash(programme, QCryptographicHash::Sha256), note.programme.sha256);
        const auto opus = parseOggOpus(programme);
        QVERIFY2(opus.ok(), qPrintable(opus ? QString() : opus.failure().detail));
        const auto duration = std::chrono::duration_cast<milliseconds>(*now.ended - *now.started);
        QVERIFY2(std::abs(opus->samples / 48 - duration.count()) <= 100,
            qPrintable(QStringLiteral("%1 ms of %2").arg(opus->samples / 48).arg(duration.count())));
        const auto info = readRecordingInfo(object(note.folder + "/recording.json"));
        QVERIFY(info && info->isWhole);
        QCOMPARE(info->programme, note.programme);
        QVERIFY(!object(note.folder + '/' + info->waveform.name).isEmpty());
        QCOMPARE(info->tracks.size(), std::size_t(1));
        QCOMPARE(info->tracks[0].speaker, "Ana");
        QCOMPARE(note.gaps, 0);
        QTRY_VERIFY(!object(note.folder + '/' + info->tracks[0].file.name).isEmpty());
        const auto track = parseOggOpus(object(note.folder + '/' + info->tracks[0].file.name));
        QVERIFY(track.ok());
        // All of them, in order; what lies between them is silence.
        QStringList missing;
        auto at = track->packets.begin();
        for (std::size_t i = 0; i < m_voice->said.size(); ++i) {
            const auto found = std::find(at, track->packets.end(), m_voice->said[i]);
            if (found == track->packets.end())
                missing << QString::number(i);
            else
                at = found;
        }
        QVERIFY2(missing.isEmpty(),
            qPrintable(QStringLiteral("%1 of %2 packets are missing: %3 …; the track has %4")
                           .arg(missing.size())
                           .arg(m_voice->said.size())
                           .arg(missing.mid(0, 8).join(u' '))
                           .arg(track->packets.size())));
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Session> m_line;
    std::unique_ptr<HostProcess> m_host;
    std::optional<EventId> m_event;
    std::unique_ptr<Voice> m_voice;
    bool m_isMounted = false;
    QHash<QString, qint64> m_lengths; ///< samples that could be played of a file
    int m_opened = 0; ///< files with sound that were played, each as often as it was
};

EARSHOT_TEST_MAIN_IN_PARTS(RecordingTest)
#include "recording_test.moc"
