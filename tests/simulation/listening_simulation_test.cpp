#include "client/now_playing.h"
#include "desk/packet_count.h"
#include "session/event_listener.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"
#include "wire/link.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QPointer>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");

Link eventLink()
{
    Link link;
    link.host = QStringLiteral("live.example");
    link.event = kEvent;
    link.ticket = "t";
    return link;
}

/// A listener's session, event and view in virtual time; the test is server, desk, speaker and sound device.
class World
{
public:
    World()
    {
        QObject::connect(
            &session, &Session::stateChanged, [this] { nowPlaying.setSession(session.stats()); });
        QObject::connect(&listener, &EventListener::stateReceived,
            [this](const EventState &heard, Instant at) { nowPlaying.setState(heard, at); });
        QObject::connect(
            &listener, &EventListener::cardReceived, [this](const auto &card) { nowPlaying.setCard(card); });
        QObject::connect(&listener, &EventListener::slotsChanged,
            [this](const auto &slots_) { nowPlaying.setSlots(slots_); });
        nowPlaying.begin(kEvent, eventLink().server().display(), std::nullopt, {});
        Session::Config config;
        config.servers = {eventLink().server()};
        session.start(config);
    }

    /// One second of the event: beacon, 16 packets of 60 ms, pings answered, the device pulling.
    void second()
    {
        for (int i = 0; i < 4; ++i) {
            if (serverIsUp && session.isLive()) {
                if (i == 0 && deskIsUp)
                    sendBeacon();
                if (speakerSends)
                    sendAudio(4);
                dialled.last()->answerPing(milliseconds{20}, clock.now());
            } else if (serverIsUp && session.stats().phase == LinePhase::Dialing) {
                dialled.last()->accept();
            } else if (session.stats().phase == LinePhase::Dialing) {
                dialled.last()->fail(Cause::ConnectionRefused);
            }
            playQuarterSecond();
            nowPlaying.setGaps(listener.gaps());
            nowPlaying.update();
            idsSeen[nowPlaying.view().verdict.id] += 250;
            clock.advance(milliseconds{250});
        }
    }
    void forSeconds(int count)
    {
        for (int i = 0; i < count; ++i)
            second();
    }
    QString verdict() const { return nowPlaying.view().verdict.id; }

    void killServer()
    {
        serverIsUp = false;
        if (session.isLive())
            dialled.last()->fail(Cause::ServerLost, QStringLiteral("Server Shutdown"));
    }

    VirtualClock clock;
    SeededRandom random{5};
    QList<QPointer<FakeConnection>> dialled;
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        dialled.append(made.get());
                        return made;
                    }};
    int packetsToPlayer = 0;
    EventListener listener{clock, session, kEvent, 99,
        {[this](int, const RtpPacket &, Instant) { ++packetsToPlayer; }, [](int) {}}};
    NowPlaying nowPlaying{clock};
    EventState state = makeState();
    bool serverIsUp = true;
    bool deskIsUp = true;
    bool speakerSends = true;
    bool deskCounts = true;
    int sourceLosesEvery = 0; ///< this packet of so many; 0 = none
    int serverLosesEvery = 0;
    GapStats gaps() const { return listener.gaps().value(state.stage.front().key); }
    QMap<QString, int> idsSeen; ///< ms each

private:
    EventState makeState()
    {
        EventState made{.id = kEvent};
        made.phase = Phase::Live;
        made.title = QStringLiteral("Town hall");
        made.planned = made.started.emplace(clock.wall());
        const UserKey key = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A')));
        made.stage = {{key, QStringLiteral("Ana Ruiz"), Role::Host, false, Presence::Present, clock.wall()}};
        return made;
    }
    void sendBeacon()
    {
        ++state.revision;
        state.deskClock = clock.wall();
        state.stage.front().count = deskCounts ? deskCount.count() : std::nullopt;
        dialled.last()->deliver(subjects::state(kEvent), writeState(state), clock.now());
    }
    void sendAudio(int count)
    {
        for (int i = 0; i < count; ++i) {
            RtpPacket packet;
            packet.sequence = sequence++;
            packet.timestamp = timestamp += 2880;
            packet.level = 20;
            packet.payload = "opus";
            if (sourceLosesEvery && sequence % sourceLosesEvery == 0)
                continue;
            deskCount.take(packet.sequence, packet.ssrc);
            if (serverLosesEvery && sequence % serverLosesEvery == 0)
                continue;
            dialled.last()->deliver(
                subjects::audio(kEvent, state.stage.front().key), writeRtp(packet), clock.now());
        }
    }
    void playQuarterSecond()
    {
        if (packetsToPlayer > played) {
            audio.played += milliseconds{250};
            audio.lastPacket = clock.now();
        }
        audio.packets = quint64(packetsToPlayer);
        audio.flowing = packetsToPlayer > played;
        played = packetsToPlayer;
        audio.slot = 0;
        audio.packetLevel = 20;
        audio.levelDb = audio.flowing ? -20 : -127;
        nowPlaying.setAudio({.speakers = {audio}, .at = clock.now()});
        OutputStats output;
        output.phase = OutputPhase::Playing;
        output.deviceName = QStringLiteral("Headphones");
        output.lastPull = clock.now();
        output.framesConsumed = frames += 12'000;
        nowPlaying.setOutput(output);
    }

    quint16 sequence = 65'500; // wraps within the first seconds
    quint32 timestamp = 0xffff'0000;
    int played = 0;
    quint64 frames = 0;
    SpeakerAudioStats audio;
    PacketCount deskCount;
};

} // namespace

class ListeningSimulationTest : public QObject
{
    Q_OBJECT

private slots:
    void twoHours_areHeardFromEndToEnd()
    {
        World world;
        world.forSeconds(2 * 3600);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        QVERIFY2(world.idsSeen.value(QStringLiteral("ok.live")) > (7200 - 4) * 1000,
            qPrintable(
                QStringLiteral("ok.live for %1 ms").arg(world.idsSeen.value(QStringLiteral("ok.live")))));
        QCOMPARE(world.packetsToPlayer, (7200 - 1) * 16 + 12);
        QCOMPARE(world.dialled.size(), 1);
    }

    void serverGoesAndReturns_isNamedAndOvercome()
    {
        World world;
        world.forSeconds(30);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        world.killServer();
        world.forSeconds(3);
        QVERIFY2(world.verdict() == QLatin1String("server.lost")
                || world.verdict() == QLatin1String("net.refused"),
            qPrintable(world.verdict()));
        QVERIFY(world.nowPlaying.view().verdict.nextStepIn.has_value());
        world.forSeconds(60);
        world.serverIsUp = true;
        world.forSeconds(40);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        QCOMPARE(world.session.stats().reconnects, 1);
        const auto &timeline = world.nowPlaying.view().timeline;
        QVERIFY(std::ranges::any_of(timeline, [](const TimelineEntry &entry) {
            return entry.kind == TimelineEntry::Kind::Reconnected && entry.duration >= seconds{60};
        }));
        QVERIFY(*world.nowPlaying.view().evidence.lastHeard > world.clock.now() - seconds{2});
    }

    void deskDies_audioGoesOnAndTheCountsAreFrozen()
    {
        World world;
        world.forSeconds(10);
        world.deskIsUp = false;
        world.forSeconds(9);
        QCOMPARE(world.verdict(), QStringLiteral("desk.silent"));
        QVERIFY(world.nowPlaying.view().countsFrozen);
        QVERIFY(isHearing(world.nowPlaying.view().evidence, world.clock.now()));
        world.deskIsUp = true;
        world.forSeconds(2);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
    }

    void speakerStops_isToldFromTheOwnConnection()
    {
        World world;
        world.forSeconds(10);
        world.speakerSends = false;
        world.state.stage.front().presence = Presence::Dropped;
        world.state.stage.front().since = world.clock.wall();
        world.forSeconds(3);
        QCOMPARE(world.verdict(), QStringLiteral("stage.dropped"));
        QCOMPARE(world.nowPlaying.view().verdict.side, Side::Event);
    }

    void reports_comeOncePerInterval()
    {
        World world;
        world.forSeconds(100);
        const auto reports = std::ranges::count_if(world.dialled.last()->m_published,
            [](const auto &p) { return p.subject == subjects::report(kEvent); });
        QVERIFY2(reports >= 19 && reports <= 20, qPrintable(QString::number(reports)));
    }

    void gaps_areBlamedOnWhoMadeThem()
    {
        World world;
        world.forSeconds(10);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        world.sourceLosesEvery = 8;
        world.forSeconds(10);
        QCOMPARE(world.verdict(), QStringLiteral("stage.uplink_choppy"));
        QCOMPARE(world.nowPlaying.view().verdict.side, Side::Event);
        QVERIFY(world.gaps().atSource >= 16 && world.gaps().undecided <= 3);
        QCOMPARE(world.gaps().atServer, 0u);

        world.sourceLosesEvery = 0;
        world.forSeconds(20);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        const quint64 atSource = world.gaps().atSource;
        world.serverLosesEvery = 8;
        world.forSeconds(10);
        QCOMPARE(world.verdict(), QStringLiteral("server.choppy"));
        QCOMPARE(world.nowPlaying.view().verdict.side, Side::Server);
        QVERIFY(world.gaps().atServer >= 16);

        world.deskCounts = false; // as an older desk, or one whose own line breaks again and again
        world.forSeconds(15);
        QCOMPARE(world.verdict(), QStringLiteral("stage.choppy"));

        world.serverLosesEvery = 0;
        world.deskCounts = true;
        world.forSeconds(20);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        QCOMPARE(world.gaps().atConnection, 0u);
        world.serverLosesEvery = 1; // nothing comes any more, then the line breaks
        world.forSeconds(1);
        world.killServer();
        world.forSeconds(10);
        world.serverIsUp = true;
        world.serverLosesEvery = 0;
        world.forSeconds(20);
        QVERIFY(world.gaps().atConnection >= 12);
        QCOMPARE(world.gaps().atSource, atSource);
        QVERIFY(!QStringList({QStringLiteral("stage.uplink_choppy"), QStringLiteral("server.choppy"),
                                 QStringLiteral("stage.choppy")})
                     .contains(world.verdict()));
    }

    void strangersVoice_isNotLetThrough()
    {
        World world;
        world.forSeconds(2);
        const int before = world.packetsToPlayer;
        const UserKey stranger = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('B')));
        RtpPacket packet;
        packet.payload = "x";
        world.dialled.last()->deliver(subjects::audio(kEvent, stranger), writeRtp(packet), world.clock.now());
        world.dialled.last()->deliver(
            subjects::audio(kEvent, world.state.stage.front().key), "abc", world.clock.now());
        QCOMPARE(world.packetsToPlayer, before);
        QCOMPARE(world.listener.badMessages(), 1u);
    }

    void oldBeacon_isNotBelieved_unlessNothingNewerComes()
    {
        World world;
        world.forSeconds(5);
        EventState old = world.state;
        --old.revision;
        old.stage.clear();
        const auto say = [&] {
            world.dialled.last()->deliver(subjects::state(kEvent), writeState(old), world.clock.now());
        };
        say();
        QCOMPARE(world.nowPlaying.view().evidence.state->value.stage.size(), std::size_t(1));
        world.forSeconds(1);
        QCOMPARE(world.verdict(), QStringLiteral("ok.live"));
        // A desk that lost count of its revisions.
        world.deskIsUp = false;
        world.forSeconds(9);
        say();
        QCOMPARE(world.nowPlaying.view().evidence.state->value.stage.size(), std::size_t(1));
        world.forSeconds(2);
        say();
        QVERIFY(world.nowPlaying.view().evidence.state->value.stage.empty());
    }

    /// Whatever their own program does about it.
    void mutedByTheHost_isNotHeard_evenWhereTheySpeakOn()
    {
        World world;
        world.forSeconds(5);
        world.state.stage.front().muted = world.state.stage.front().mutedByHost = true;
        world.forSeconds(1);
        const int before = world.packetsToPlayer;
        world.forSeconds(5);
        QCOMPARE(world.packetsToPlayer, before);
        QVERIFY(world.gaps().atServer == 0 && world.gaps().atConnection == 0); // they came, after all
        world.state.stage.front().mutedByHost = false; // their own switch is theirs
        world.forSeconds(1);
        QVERIFY(world.packetsToPlayer > before);
    }
};

QTEST_GUILESS_MAIN(ListeningSimulationTest)
#include "listening_simulation_test.moc"
