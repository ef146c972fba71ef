#include "client/client.h"
#include "support/fault_proxy.h"
#include "support/opus_recordings.h"
#include "support/stored_object.h"
#include "wire/jwt.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <cmath>

using namespace earshot;
using namespace earshot::test;
using State = LibraryItem::State;

/// A whole client that fetches recordings from real servers by its threads.
class LibraryClientTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<StoredObjects> m_store;
    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    SystemRandom m_random;
    const QByteArray m_programme = noise(6'000'001, 1);
    const ScheduleCard m_card = cardOf("town-hall", "20261121T120000Z", m_programme);

    std::unique_ptr<Client> open()
    {
        Client::Options options;
        options.sound.output = {OutputChoice::Kind::Null, {}};
        options.dataFolder = m_dir->path();
        options.isAttended = false;
        return std::make_unique<Client>(m_clock, m_random, options);
    }
    Link link(quint16 port) const
    {
        const NKey account = NKey::generate(NKeyKind::Account);
        Link made;
        made.host = "127.0.0.1";
        made.port = port;
        made.tls = false;
        made.ticket = makeUserTicket(NKey::generate(NKeyKind::User).publicKey(), "listener",
            account.publicKey(), account, m_clock.wall(), m_clock.wall() + std::chrono::hours(1));
        return made;
    }
    static bool has(Client &client, State state)
    {
        const LibraryView &view = client.library().view();
        return view.items.size() == 1 && view.items[0].state == state;
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<StoredObjects>();
        QVERIFY2(m_store->start(), qPrintable(m_store->server.log()));
        QVERIFY(m_store->list(m_card));
        QVERIFY(m_store->put(m_card.recorded->folder + "/programme.opus", m_programme));
    }
    void cleanup() { m_store.reset(); }

    void client_fetches_alsoOverTheLineOfAJoinedEvent()
    {
        const auto client = open();
        const Link server = link(m_store->server.webSocketPort());
        client->addServer(server);
        QTRY_VERIFY_WITH_TIMEOUT(has(*client, State::Remote), 10'000);
        Link event = server;
        event.event = EventId::parse(u"town-hall");
        client->openLink(event.toString()); // from now on that line is the server's
        client->library().fetch(client->library().view().items[0].id);
        QTRY_VERIFY_WITH_TIMEOUT(client->library().view().items[0].fetched > 300'000, 20'000);
        client->leave(); // and now the watch's own
        QTRY_VERIFY_WITH_TIMEOUT(has(*client, State::Verified), 20'000);
        QVERIFY(contentOf(client->library().view().items[0].path) == m_programme);
    }
    void client_canEndAtAnyMoment_andTheNextGoesOn()
    {
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 3'000'000});
        qint64 had = 0;
        for (int i = 0; i < 6; ++i) {
            const auto client = open();
            client->addServer(link(proxy.port()));
            QTRY_VERIFY_WITH_TIMEOUT(client->library().view().items.size() == 1, 10'000);
            if (i == 0)
                client->library().fetch(client->library().view().items[0].id);
            QTRY_VERIFY_WITH_TIMEOUT(client->library().view().items[0].fetched > had, 20'000);
            QVERIFY(had == 0 || client->library().view().items[0].fetched >= had);
            had = client->library().view().items[0].fetched;
        }
        const auto client = open();
        client->addServer(link(m_store->server.webSocketPort()));
        QTRY_VERIFY_WITH_TIMEOUT(has(*client, State::Verified), 20'000);
        QVERIFY(contentOf(client->library().view().items[0].path) == m_programme);
    }
    /// As the window does it: what the library has new is told to the player.
    void player_waitsWhereTheDownloadIs_andGoesOnByItself()
    {
        constexpr int kChunk = 4096; // many of them, so that the line's pace is the file's
        const auto packets
            = encodedFrames(500, [](qint64 n) { return 0.3f * float(std::sin(double(n) * 0.03)); });
        const QByteArray whole = opusFile({.packets = packets, .repeat = 12}); // two minutes
        ScheduleCard card = cardOf("evening", "20261120T120000Z", whole);
        QVERIFY(m_store->put(card.recorded->folder + "/programme.opus", whole, {}, kChunk));
        QVERIFY(m_store->list(card));
        FaultProxy proxy(m_store->server.webSocketPort());
        const auto client = open();
        client->addServer(link(proxy.port()));
        const auto item = [&] {
            for (const LibraryItem &one : client->library().view().items) {
                if (one.event == QLatin1String("evening"))
                    return one;
            }
            return LibraryItem{};
        };
        QTRY_VERIFY_WITH_TIMEOUT(!item().id.isEmpty(), 10'000);
        const auto source = [&] {
            return PlayerSource{.id = item().id,
                .path = item().path,
                .growsTo = item().state == State::Verified ? 0 : item().bytes};
        };
        Player &player = client->player();
        const QObject scope;
        connect(&client->library(), &Library::viewChanged, &scope, [&] {
            const PlayerSource &old = player.view().source;
            if (player.view().isOpen() && (old.path != source().path || old.growsTo != source().growsTo))
                player.update(source());
        });
        const qint64 second = whole.size() / 120;
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 12 * second});
        client->library().fetch(item().id);
        QTRY_VERIFY_WITH_TIMEOUT(item().fetched > 12 * second, 20'000);
        player.setSpeed(3);
        player.open(source());
        QTRY_COMPARE(player.view().state, PlayerView::State::Playing);
        QVERIFY(player.view().available < seconds{100} && player.view().duration > seconds{100});
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 2 * second});
        player.seek(seconds{110}); // is not here yet
        const milliseconds edge = player.view().available;
        QVERIFY(player.view().position <= edge);
        QTRY_COMPARE_WITH_TIMEOUT(player.view().state, PlayerView::State::Waiting, 10'000);
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 12 * second});
        QTRY_VERIFY_WITH_TIMEOUT(player.view().state == PlayerView::State::Playing
                && player.view().position > edge + milliseconds{500},
            20'000);
        proxy.set({});
        QTRY_COMPARE_WITH_TIMEOUT(item().state, State::Verified, 20'000);
        QTRY_COMPARE(player.view().available, player.view().duration);
        QVERIFY(contentOf(item().path) == whole);
        player.seek(seconds{118});
        QTRY_COMPARE_WITH_TIMEOUT(player.view().state, PlayerView::State::Ended, 10'000);
        QVERIFY(!player.view().trouble);
    }
    void client_goesOnAtAnotherServer_whereTheFirstWasKilled()
    {
        StoredObjects second;
        QVERIFY(second.start() && second.put("other", noise(1'000'000, 5)));
        QVERIFY(second.put(m_card.recorded->folder + "/programme.opus", m_programme) && second.list(m_card));
        FaultProxy proxy(m_store->server.webSocketPort());
        proxy.set(FaultProxy::Way::ToClient, {.bytesPerSecond = 2'000'000});
        const auto client = open();
        client->addServer(link(proxy.port()));
        QTRY_VERIFY_WITH_TIMEOUT(has(*client, State::Remote), 10'000);
        client->library().fetch(client->library().view().items[0].id);
        QTRY_VERIFY_WITH_TIMEOUT(client->library().view().items[0].fetched > 1'000'000, 20'000);
        client->addServer(link(second.server.webSocketPort()));
        m_store->server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(has(*client, State::Verified), 30'000);
        QVERIFY(contentOf(client->library().view().items[0].path) == m_programme);
    }
};

QTEST_GUILESS_MAIN(LibraryClientTest)
#include "library_client_test.moc"
