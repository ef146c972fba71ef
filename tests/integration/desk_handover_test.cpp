#include "desk/desk.h"
#include "support/live_event.h"
#include "support/nats_cluster.h"
#include "support/running_engine.h"
#include "support/test_parts.h"
#include "wire/websocket_connection.h"

#include <QJsonDocument>
#include <QProcess>

#include <csignal>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Each desk counts packets for itself.
Stage withoutCounts(Stage stage)
{
    for (StageMember &member : stage)
        member.count.reset();
    return stage;
}

constexpr milliseconds kTakeoverWithin{6000};

/// `earshotctl desk` as a program of its own, which can be killed and halted.
class DeskProcess
{
public:
    void start(const QString &folder, const QString &event, const QStringList &more = {})
    {
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { readLines(); });
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(EARSHOTCTL),
            QStringList{"desk", "--json", "--data", folder, "--event", event, "--title", "Hall"} + more);
    }
    ~DeskProcess()
    {
        m_process.disconnect();
        kill();
    }
    void signal(int number) { ::kill(pid_t(m_process.processId()), number); }
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    QString lease() const { return leases.isEmpty() ? QString() : leases.last(); }

    QStringList leases; ///< states, in order
    QByteArray ticket;
    int beacons = 0; ///< sent

private:
    void readLines()
    {
        while (m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            const QString kind = line["kind"].toString();
            if (kind == "lease")
                leases << line["state"].toString();
            else if (kind == "counts")
                ++beacons;
            else if (kind == "ticket")
                ticket = line["ticket"].toString().toLatin1();
        }
    }
    QProcess m_process;
};

/// Everything that a listener is told of one event, by when.
class BeaconLog
{
public:
    struct Heard {
        Instant at;
        EventState state;
    };
    BeaconLog(Clock &clock, Random &random, std::vector<ServerAddress> servers, const Credentials &ticket,
        const EventId &event)
        : m_session(clock, random, [&clock, &random] { return makeWebSocketConnection(clock, random); })
        , m_listener(clock, m_session, event, 1,
              {[this](int, const RtpPacket &packet, Instant at) { note(packet, at); }, [](int) {}})
    {
        QObject::connect(&m_listener, &EventListener::stateReceived, &m_listener,
            [this](const EventState &state, Instant at) {
                all.push_back({at, state});
            });
        m_session.start({std::move(servers), ticket, "log", true, {}});
    }
    /// The longest time without a beacon that began after `since`, up to now.
    milliseconds longestGap(Instant since, Instant now) const
    {
        Instant last = since;
        microseconds longest{0};
        for (const Heard &heard : all) {
            if (heard.at < since)
                continue;
            longest = std::max(longest, heard.at - last);
            last = heard.at;
        }
        return duration_cast<milliseconds>(std::max(longest, now - last));
    }
    /// After that moment, until the first.
    std::optional<milliseconds> firstAfter(Instant moment) const
    {
        for (const Heard &heard : all) {
            if (heard.at > moment)
                return duration_cast<milliseconds>(heard.at - moment);
        }
        return std::nullopt;
    }
    const Session &session() const { return m_session; }

    std::vector<Heard> all;
    int packets = 0;
    int missing = 0; ///< packets, by their numbers
    microseconds longestSilence{0}; ///< between two packets

private:
    void note(const RtpPacket &packet, Instant at)
    {
        if (packets++ > 0) {
            missing += quint16(packet.sequence - m_lastSequence - 1);
            longestSilence = std::max(longestSilence, at - m_lastPacket);
        }
        m_lastSequence = packet.sequence;
        m_lastPacket = at;
    }

    quint16 m_lastSequence = 0;
    Instant m_lastPacket{};
    Session m_session;
    EventListener m_listener;
};

} // namespace

/// Two desks of one event on real servers, and what a listener hears when one of them goes.
class DeskHandoverTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_engine = std::make_unique<Engine>(EngineOptions{m_folder.filePath("engine")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
    }
    void cleanupTestCase()
    {
        if (!m_engine)
            return;
        QSignalSpy ended(m_engine.get(), &Engine::ended);
        m_engine->stop();
        QTRY_VERIFY(!ended.isEmpty());
    }

    void killedDesk_isReplaced_andListenersHearNoInterruption();
    void haltedDesk_saysNothingMore_afterItWasReplaced();
    void endedDesk_isReplacedAtOnce();
    void restartedDesk_takesItsEventBackAtOnce();
    void desksStartedTogether_areOne();
    void cluster_losesTheDesksServer_andThenTheDesk();
    void killedWriter_leavesAWholePage();

private:
    QString folder() const { return m_folder.filePath("engine"); }
    Credentials bearer() const
    {
        return {m_engine->listenerTicket(m_clock.wall(), std::chrono::hours(1)), {}};
    }
    std::unique_ptr<BeaconLog> log(const QString &event)
    {
        return std::make_unique<BeaconLog>(m_clock, m_random,
            std::vector<ServerAddress>{m_engine->addresses().webSocket}, bearer(), *EventId::parse(event));
    }
    std::unique_ptr<LiveSpeaker> speaker(const NKey &key, const QByteArray &ticket, const EventId &event,
        const std::vector<ServerAddress> &servers)
    {
        const VoiceTrack track = *VoiceTrack::make(*readOggOpus(LiveEvent::demoVoices()[0]));
        LiveSpeaker::Config config{
            {servers, {ticket, key}, "speaker", false, {}}, event, "Bo", m_clock.wall()};
        auto one = std::make_unique<LiveSpeaker>(
            m_clock, m_random, [this] { return makeWebSocketConnection(m_clock, m_random); }, track, config);
        one->start();
        return one;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Engine> m_engine;
};

void DeskHandoverTest::killedDesk_isReplaced_andListenersHearNoInterruption()
{
    const NKey key = NKey::generate(NKeyKind::User);
    const QStringList admit{"--admit", QString::fromLatin1(key.publicKey()) + "=Bo"};
    auto first = std::make_unique<DeskProcess>();
    first->start(folder(), "killed", admit);
    QTRY_VERIFY(!first->ticket.isEmpty());
    const auto heard = log("killed");
    const EventId event = *EventId::parse(u"killed");
    const auto voice = speaker(key, first->ticket, event, {m_engine->addresses().webSocket});
    Link link;
    const QUrl url = m_engine->addresses().webSocket.url;
    link.host = url.host();
    link.port = url.port();
    link.tls = false;
    link.event = event;
    link.ticket = bearer().ticket;
    Listener listener;
    listener.join(link);
    QTRY_COMPARE_WITH_TIMEOUT(listener.log.shown(), "ok.live", 10'000);
    auto second = std::make_unique<DeskProcess>();
    second->start(folder(), "killed", {"--standby"});
    QTRY_COMPARE(second->lease(), "standby");
    // Until everybody is counted: this listener and the log, of whom one reports that it hears.
    QTRY_VERIFY_WITH_TIMEOUT(!heard->all.empty() && heard->all.back().state.counts.connected == 2
            && heard->all.back().state.counts.hearing == (HearingEstimate{1, 0}),
        20'000);

    const int kills = std::max(2, qEnvironmentVariableIntValue("EARSHOT_HANDOVER_KILLS"));
    for (int kill = 0; kill < kills; ++kill) {
        const EventState before = heard->all.back().state;
        const std::size_t beaconsBefore = heard->all.size();
        const auto concealedBefore = listener.view().evidence.speakers.at(0).audio->concealed;
        first->kill();
        const Instant killed = m_clock.now();
        QTRY_VERIFY_WITH_TIMEOUT(heard->firstAfter(killed + milliseconds{100}).has_value(), 8000);
        const auto gap = *heard->firstAfter(killed + milliseconds{100}) + milliseconds{100};
        qInfo("killed: the next desk spoke after %d ms", int(gap.count()));
        QVERIFY2(gap < kTakeoverWithin, qPrintable(QString::number(gap.count())));
        QVERIFY(listener.hearsMore());
        QTRY_VERIFY(heard->all.size() >= beaconsBefore + 5);
        for (std::size_t i = beaconsBefore; i < heard->all.size(); ++i) {
            const EventState &state = heard->all[i].state;
            QCOMPARE(withoutCounts(state.stage), withoutCounts(before.stage));
            QCOMPARE(state.started, before.started);
            QCOMPARE(state.title, before.title);
            QVERIFY(state.revision >= before.revision);
            QCOMPARE(state.counts.connected, std::optional<qint64>(2));
            QCOMPARE(state.counts.hearing, std::optional(HearingEstimate{1, 0}));
            QVERIFY(state.counts.at <= state.deskClock && state.deskClock - state.counts.at < seconds{15});
        }
        QVERIFY(heard->all.back().state.revision > before.revision);
        QCOMPARE(heard->missing, 0);
        QCOMPARE(listener.view().evidence.speakers.at(0).audio->concealed, concealedBefore);
        QCOMPARE(second->lease(), "holding");

        first = std::move(second);
        second = std::make_unique<DeskProcess>();
        second->start(folder(), "killed", {"--standby"});
        QTRY_COMPARE(second->lease(), "standby");
    }
    qInfo("the longest silence between two packets was %d ms, %d packets, none missing",
        int(heard->longestSilence.count() / 1000), heard->packets);
    QTRY_COMPARE(listener.log.shown(), "ok.live");
}

void DeskHandoverTest::haltedDesk_saysNothingMore_afterItWasReplaced()
{
    DeskProcess first, second;
    first.start(folder(), "halted");
    QTRY_COMPARE(first.lease(), "holding");
    second.start(folder(), "halted");
    QTRY_COMPARE(second.lease(), "standby");
    const auto heard = log("halted");
    QTRY_VERIFY(heard->all.size() > 2);
    first.signal(SIGSTOP);
    const int spoke = first.beacons;
    QTRY_COMPARE_WITH_TIMEOUT(second.lease(), "holding", 7000);
    const std::size_t since = heard->all.size();
    QTRY_VERIFY(heard->all.size() > since + 2);
    const quint64 revision = heard->all.back().state.revision;
    first.signal(SIGCONT);
    const std::size_t woken = heard->all.size();
    QTRY_COMPARE(first.lease(), "lost");
    QTRY_VERIFY(heard->all.size() > woken + 4);
    QVERIFY2(first.beacons - spoke <= 1,
        qPrintable(QString::number(first.beacons - spoke))); // its last line, read late
    for (std::size_t i = woken; i < heard->all.size(); ++i)
        QCOMPARE(heard->all[i].state.revision, revision);
    QVERIFY(second.leases.count("holding") == 1 && !second.leases.contains("lost"));
}

void DeskHandoverTest::endedDesk_isReplacedAtOnce()
{
    DeskProcess first, second;
    first.start(folder(), "ended");
    QTRY_COMPARE(first.lease(), "holding");
    second.start(folder(), "ended");
    QTRY_COMPARE(second.lease(), "standby");
    const auto heard = log("ended");
    QTRY_VERIFY(heard->all.size() > 1);
    first.signal(SIGINT);
    const Instant asked = m_clock.now();
    QTRY_COMPARE(second.lease(), "holding");
    const auto took = m_clock.now() - asked;
    qInfo("ended: the next desk held the event after %d ms", int(took.count() / 1000));
    QVERIFY(took < milliseconds{1500});
    QCOMPARE(heard->all.back().state.phase, Phase::Live);
}

void DeskHandoverTest::restartedDesk_takesItsEventBackAtOnce()
{
    const NKey key = NKey::generate(NKeyKind::User);
    auto first = std::make_unique<DeskProcess>();
    first->start(folder(), "restarted", {"--admit", QString::fromLatin1(key.publicKey()) + "=Bo"});
    const auto heard = log("restarted");
    QTRY_VERIFY(!heard->all.empty() && !heard->all.back().state.stage.empty());
    const EventState before = heard->all.back().state;
    first->kill();
    const std::size_t killed = heard->all.size();
    first = std::make_unique<DeskProcess>();
    const Instant started = m_clock.now();
    first->start(folder(), "restarted");
    QTRY_VERIFY(heard->all.size() > killed);
    const auto took = heard->all[killed].at - started;
    qInfo("restarted: it spoke %d ms after the start of its program", int(took.count() / 1000));
    QVERIFY(took < seconds{3});
    QCOMPARE(withoutCounts(heard->all.back().state.stage), withoutCounts(before.stage));
    QCOMPARE(heard->all.back().state.started, before.started);
    QVERIFY(heard->all.back().state.revision > before.revision);
}

void DeskHandoverTest::desksStartedTogether_areOne()
{
    for (int i = 0; i < 5; ++i) {
        const QString event = "together-" + QString::number(i);
        DeskProcess one, two;
        one.start(folder(), event);
        two.start(folder(), event);
        QTRY_VERIFY(one.lease() == "holding" || two.lease() == "holding");
        DeskProcess &other = one.lease() == "holding" ? two : one;
        QTRY_COMPARE(other.lease(), "standby");
        QCOMPARE(other.beacons, 0);
    }
}

void DeskHandoverTest::cluster_losesTheDesksServer_andThenTheDesk()
{
    NatsCluster cluster;
    QVERIFY(cluster.start());
    const EventId event = *EventId::parse(u"world");
    struct OneDesk {
        std::unique_ptr<Session> session;
        std::unique_ptr<Desk> desk;
        EventDesk *event = nullptr;
    };
    const auto open = [&](const QString &holder) {
        OneDesk one;
        one.session = std::make_unique<Session>(
            m_clock, m_random, [this] { return makeWebSocketConnection(m_clock, m_random); });
        EventDesk::Config config;
        config.issuer = SpeakerTickets::Issuer{cluster.keys().audience, cluster.keys().speaker};
        config.identity.holder = holder;
        config.audioBytes = 64 * 1024 * 1024;
        one.desk = std::make_unique<Desk>(m_clock, *one.session, config);
        QSignalSpy kept(one.desk.get(), &Desk::audioKept);
        one.session->start({cluster.addresses(), cluster.desk(m_clock.wall()), "desk", true, {}});
        ScheduleCard card = *readCard(R"({"v":1,"event":"world","title":"Hall"})");
        card.planned = m_clock.wall();
        one.event = &one.desk->addEvent(card);
        (void)QTest::qWaitFor([&] { return !kept.isEmpty(); }, 20'000);
        return one;
    };
    OneDesk first = open("first");
    QTRY_COMPARE_WITH_TIMEOUT(first.event->lease().phase, LeasePhase::Holding, 20'000);
    first.event->start();
    const NKey key = NKey::generate(NKeyKind::User);
    const QByteArray ticket = *first.event->admit(key.userKey(), "Bo", Role::Host);
    OneDesk second = open("second");
    QTRY_COMPARE_WITH_TIMEOUT(second.event->lease().phase, LeasePhase::Standby, 10'000);

    const auto nodeOf = [&](const Session &session) {
        const auto *live = std::get_if<Session::Live>(&session.state());
        return live ? cluster.nodeOf(live->server) : -1;
    };
    const auto heard = std::make_unique<BeaconLog>(
        m_clock, m_random, cluster.addresses(), cluster.listener(m_clock.wall()), event);
    const auto voice = speaker(key, ticket, event, cluster.addresses());
    QTRY_VERIFY(heard->packets > 10 && heard->all.size() > 2);
    QTRY_COMPARE_WITH_TIMEOUT(heard->all.back().state.counts.connected, std::optional<qint64>(1), 10'000);

    const int killed = nodeOf(*first.session);
    QVERIFY(killed >= 0);
    const EventState before = heard->all.back().state;
    Instant since = m_clock.now();
    cluster.node(killed).kill();
    QTest::qWait(15'000);
    const auto gap = heard->longestGap(since, m_clock.now());
    qInfo("the desk's server killed: the longest time without a beacon was %d ms (log on %s server); lease: "
          "%s, %s",
        int(gap.count()), heard->session().stats().reconnects > 0 ? "the same" : "another",
        first.event->isInCharge() ? "kept" : "moved", second.event->isInCharge() ? "second" : "first");
    QVERIFY(first.event->isInCharge() != second.event->isInCharge());
    QCOMPARE(heard->all.back().state.stage.size(), before.stage.size());
    QVERIFY(gap < milliseconds{16'000}); // an election takes up to 9 s, in which nobody can hold a lease

    QVERIFY(cluster.node(killed).start());
    OneDesk &holder = first.event->isInCharge() ? first : second;
    OneDesk &standby = first.event->isInCharge() ? second : first;
    QTest::qWait(3000);
    const EventState last = heard->all.back().state;
    since = m_clock.now();
    holder.session->stop(); // gone without a word
    QTRY_VERIFY_WITH_TIMEOUT(standby.event->isInCharge(), 8000);
    const auto took = duration_cast<milliseconds>(m_clock.now() - since);
    qInfo("the desk gone: the other held the event after %d ms", int(took.count()));
    QVERIFY(took < kTakeoverWithin);
    QTRY_VERIFY(heard->all.back().state.revision > last.revision);
    QCOMPARE(heard->all.back().state.stage.size(), last.stage.size());
    QCOMPARE(heard->all.back().state.started, last.started);
}

void DeskHandoverTest::killedWriter_leavesAWholePage()
{
    const QString path = m_folder.filePath("earshot.json");
    int whole = 0;
    for (int i = 0; i < 40; ++i) {
        QProcess writer;
        writer.start(QStringLiteral(PAGE_REWRITER), {path});
        QVERIFY(writer.waitForStarted());
        QTRY_VERIFY(QFileInfo::exists(path));
        QTest::qWait(int(5 + m_random.next() % 40));
        writer.kill();
        QVERIFY(writer.waitForFinished());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto page = readDiscoveryPage(file.readAll());
        QVERIFY(page.ok());
        QCOMPARE(page->note, QString::number(page->schedule.size()));
        ++whole;
    }
    QCOMPARE(whole, 40);
}

EARSHOT_TEST_MAIN_IN_PARTS(DeskHandoverTest)
#include "desk_handover_test.moc"
