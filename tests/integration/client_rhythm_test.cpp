#include "client/client.h"

#include <QTest>
#include <QThread>

using namespace earshot;

namespace {

/// The system's clock, which knows how many timers of the main thread are running.
class WatchedClock final : public Clock
{
public:
    Instant now() const override { return m_clock.now(); }
    WallTime wall() const override { return m_clock.wall(); }
    std::unique_ptr<earshot::Timer> makeTimer() override
    {
        auto timer = m_clock.makeTimer();
        if (QThread::currentThread() != m_main)
            return timer;
        return std::make_unique<WatchedTimer>(std::move(timer), m_running);
    }

    int running() const { return m_running; }

private:
    class WatchedTimer final : public earshot::Timer
    {
    public:
        WatchedTimer(std::unique_ptr<earshot::Timer> timer, int &running)
            : m_timer(std::move(timer))
            , m_running(running)
        { }
        ~WatchedTimer() override { stop(); }

        void start(microseconds after, std::function<void()> then) override
        {
            stop();
            ++m_running;
            m_timer->start(after, [this, then = std::move(then)] {
                --m_running;
                then();
            });
        }
        void stop() override
        {
            m_running -= m_timer->isActive();
            m_timer->stop();
        }
        bool isActive() const override { return m_timer->isActive(); }

    private:
        std::unique_ptr<earshot::Timer> m_timer;
        int &m_running;
    };

    SystemClock m_clock;
    QThread *m_main = QThread::currentThread();
    int m_running = 0;
};

} // namespace

class ClientRhythmTest : public QObject
{
    Q_OBJECT

private slots:
    void client_wakesNobody_untilSomethingIsOpen();
    void client_showsViews_whileAnEventIsOpen_andStopsAfterLeaving();
};

void ClientRhythmTest::client_wakesNobody_untilSomethingIsOpen()
{
    WatchedClock clock;
    SystemRandom random;
    const Client client(clock, random, {.sound = {.output = {.kind = OutputChoice::Kind::Null}}});
    QCOMPARE(clock.running(), 0);
}

void ClientRhythmTest::client_showsViews_whileAnEventIsOpen_andStopsAfterLeaving()
{
    WatchedClock clock;
    SystemRandom random;
    Client client(clock, random, {.sound = {.output = {.kind = OutputChoice::Kind::Null}}});
    int views = 0;
    connect(&client, &Client::nowPlayingChanged, this, [&] { ++views; });

    client.openLink(QStringLiteral("earshot://127.0.0.1:1/nobody-listens-there?t=x"));
    QVERIFY(client.nowPlaying().open);
    QVERIFY(clock.running() > 0);
    QTRY_VERIFY(views > 5);

    client.leave();
    QTRY_COMPARE(clock.running(), 0);
    QVERIFY(!client.nowPlaying().open);
}

QTEST_GUILESS_MAIN(ClientRhythmTest)
#include "client_rhythm_test.moc"
