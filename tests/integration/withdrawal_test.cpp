#include "client/local_server.h"
#include "client/track_voice.h"
#include "support/live_event.h"
#include "support/running_engine.h"

#include <QFileInfo>

using namespace earshot;
using namespace earshot::test;
using State = LibraryItem::State;

namespace {

constexpr quint64 kSaid = 75; ///< packets, at least

} // namespace

/// A host records an event with the window's client, and takes the recording off the server by it.
class WithdrawalTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_client = open("host");
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    /// The desk that published it is still in charge.
    void ownEngine_whileItsEventIsOpen()
    {
        host({.title = "Town hall", .hostName = "Mei"});
        const auto listener = open("listener");
        Link link = *readLink(m_client->hosting().view().listenerLink);
        link.event.reset();
        listener->addServer(link);
        QTRY_VERIFY_WITH_TIMEOUT(itemIn(*listener, State::Remote), 10'000);
        QVERIFY(listener->withdrawal().offered().empty());
        withdraw();
        QTRY_COMPARE_WITH_TIMEOUT(m_outcome ? m_outcome->ok() : false, true, 20'000);
        checkGone();
        QTRY_VERIFY_WITH_TIMEOUT(listener->library().view().items.empty(), 10'000);
        QVERIFY(listener->withdrawal().offered().empty());
    }

    /// Where the host has it on this computer no more, the server's own row stands for it.
    void ownEngine_whenItIsOnTheServerOnly()
    {
        host({.title = "Town hall", .hostName = "Mei"});
        m_client->library().remove(itemIn(*m_client, State::Own)->id);
        QTRY_VERIFY(itemIn(*m_client, State::Remote));
        const QString id = itemIn(*m_client, State::Remote)->id;
        QVERIFY(m_client->withdrawal().offered().contains(id));
        m_client->withdrawal().withdraw(id);
        QTRY_COMPARE_WITH_TIMEOUT(m_outcome ? m_outcome->ok() : false, true, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->library().view().items.empty(), 10'000);
    }

    void ownEngine_thatRunsNoMore_isSaid_andTheNextTryDoesIt()
    {
        host({.title = "Town hall", .hostName = "Mei"});
        m_client->hosting().close();
        QTRY_COMPARE_WITH_TIMEOUT(m_client->hosting().view().state, HostView::State::Idle, 10'000);
        // Another start of the program knows it by what it remembers.
        const std::vector<Link> servers = m_client->servers();
        m_client.reset();
        m_client = open("host");
        for (const Link &server : servers)
            m_client->addServer(server);
        QTRY_VERIFY_WITH_TIMEOUT(isOffered(), 10'000);
        withdraw();
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), 20'000);
        QCOMPARE(m_outcome->ok() ? std::nullopt : std::optional(m_outcome->failure().cause),
            std::optional(Cause::NoResponders));
        QVERIFY(isOffered());
        serve(engineOf("host"));
        withdraw();
        QTRY_COMPARE_WITH_TIMEOUT(m_outcome ? m_outcome->ok() : false, true, 20'000);
        checkGone();
    }

    void someoneElsesServer_byTheHostCredentials()
    {
        serve(m_dir->filePath("elsewhere"));
        const QString file = m_dir->filePath("host.creds");
        QVERIFY(m_server->writeHostCredentials(file));
        QFile credentials(file);
        QVERIFY(credentials.open(QIODevice::ReadOnly));
        HostPlan plan{.title = "Town hall", .hostName = "Mei", .place = HostPlan::Place::Server};
        plan.credentials = credentials.readAll();
        host(plan);
        withdraw();
        QTRY_COMPARE_WITH_TIMEOUT(m_outcome ? m_outcome->ok() : false, true, 20'000);
        checkGone();
    }

private:
    QString engineOf(const QString &who) const { return m_dir->filePath(who + "/engine"); }
    std::unique_ptr<Client> open(const QString &who)
    {
        static const VoiceTrack track = readVoiceTrack(LiveEvent::demoVoices().at(0)).value();
        Client::Options options;
        options.sound.output.kind = OutputChoice::Kind::Null;
        options.dataFolder = m_dir->filePath(who);
        options.isAttended = false;
        options.makeVoice = [](Clock &clock, VoiceQueue &queue, std::function<void()> wake) {
            return std::make_unique<TrackVoice>(clock, queue, std::move(wake), track, true);
        };
        auto client = std::make_unique<Client>(m_clock, m_random, options);
        client->library();
        connect(&client->withdrawal(), &Withdrawal::withdrawn, this,
            [this](const QString &, const Outcome &outcome) { m_outcome = outcome; });
        return client;
    }
    void serve(const QString &folder)
    {
        m_server = std::make_unique<LocalServer>(m_clock, m_random, EngineOptions{.dataFolder = folder});
        QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
    }
    /// From its beginning until its recording can be had.
    void host(const HostPlan &plan)
    {
        Hosting &hosting = m_client->hosting();
        hosting.open(plan);
        QTRY_COMPARE_WITH_TIMEOUT(hosting.view().state, HostView::State::InCharge, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_client->talking().view().seat.phase, SeatPhase::OnStage, 10'000);
        hosting.start();
        QTRY_COMPARE(hosting.view().event->phase, Phase::Live);
        m_client->talking().press(TalkSource::Button);
        QTRY_VERIFY_WITH_TIMEOUT(m_client->talking().view().voice.archived > kSaid, 20'000);
        m_client->talking().release(TalkSource::Button);
        hosting.end();
        QTRY_COMPARE_WITH_TIMEOUT(hosting.view().recording.phase, RecordingStats::Phase::Ready, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(isOffered(), 10'000);
        m_client->leave();
    }
    static const LibraryItem *itemIn(Client &client, State state)
    {
        const std::vector<LibraryItem> &items = client.library().view().items;
        return items.size() == 1 && items[0].state == state ? &items[0] : nullptr;
    }
    /// Listed once, as what was made here.
    bool isOffered() const
    {
        const LibraryItem *own = itemIn(*m_client, State::Own);
        return own && m_client->withdrawal().offered().contains(own->id);
    }
    void withdraw()
    {
        m_outcome.reset();
        m_client->withdrawal().withdraw(itemIn(*m_client, State::Own)->id);
        QVERIFY(!isOffered());
    }
    /// From the server, and from there only.
    void checkGone()
    {
        const auto isOff = [this] {
            for (const ServerView &server : m_client->events().servers) {
                for (const ScheduleCard &card : server.schedule) {
                    if (card.recorded || card.recording != RecordingPromise::Removed)
                        return false;
                }
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOff(), 20'000);
        QVERIFY(m_client->withdrawal().offered().empty());
        const LibraryItem *own = itemIn(*m_client, State::Own);
        QVERIFY(own && QFileInfo(own->path).size() > 1000);
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Client> m_client;
    std::optional<Outcome> m_outcome; ///< of the last removal
};

QTEST_GUILESS_MAIN(WithdrawalTest)
#include "withdrawal_test.moc"
