#include "client/client.h"
#include "support/fault_proxy.h"
#include "support/stored_object.h"
#include "wire/jwt.h"

#include <QFileInfo>
#include <QTemporaryDir>

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
};

QTEST_GUILESS_MAIN(LibraryClientTest)
#include "library_client_test.moc"
