#include "wire/host_lookup.h"
#include "wire/websocket_connection.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace earshot;

namespace {

const QString kLoopback = QStringLiteral("127.0.0.1");

/// A thread that asks, and is held up while the program quits.
class AskingThread
{
public:
    AskingThread()
    {
        m_object.moveToThread(&m_thread);
        m_thread.start();
    }
    ~AskingThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    template<typename Call>
    void run(Call call)
    {
        QMetaObject::invokeMethod(&m_object, call, Qt::BlockingQueuedConnection);
    }
    /// The answer to `ask`, which Qt remembers from before, and the end of the program wait for the thread together.
    template<typename Call>
    void askWhileTheProgramQuits(Call ask)
    {
        QHostInfo::fromName(kLoopback);
        QSemaphore asked;
        QSemaphore quit;
        QMetaObject::invokeMethod(&m_object, [&] {
            ask();
            asked.release();
            quit.acquire();
        });
        asked.acquire();
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        QCoreApplication::exec();
        quit.release();
        run([] {});
        run([] {});
    }

private:
    QThread m_thread;
    QObject m_object;
};

} // namespace

class HostLookupTest : public QObject
{
    Q_OBJECT

private slots:
    void everyQuestion_isAnsweredOnce();
    void aStoppedQuestion_isNotAnswered_thoughTheAnswerWasOnItsWay();
    void aSecondQuestion_takesThePlaceOfTheFirst();
    void anAnswer_comesOnce_whereTheProgramQuitsMeanwhile();
    void aLine_livesOn_whereTheProgramQuitsDuringItsLookup();
};

void HostLookupTest::everyQuestion_isAnsweredOnce()
{
    HostLookup lookup;
    QList<QHostInfo> answers;
    connect(&lookup, &HostLookup::answered, this, [&](const QHostInfo &answer) { answers << answer; });
    for (int asked = 1; asked <= 2; ++asked) {
        lookup.start(kLoopback);
        QCOMPARE(answers.size(), asked - 1);
        QVERIFY(lookup.isRunning());
        QTRY_COMPARE(answers.size(), asked);
        QVERIFY(!lookup.isRunning());
        QCOMPARE(answers.back().addresses(), QList{QHostAddress(kLoopback)});
    }
}

void HostLookupTest::aStoppedQuestion_isNotAnswered_thoughTheAnswerWasOnItsWay()
{
    QHostInfo::fromName(kLoopback);
    HostLookup lookup;
    int answers = 0;
    connect(&lookup, &HostLookup::answered, this, [&] { ++answers; });
    lookup.start(kLoopback);
    lookup.stop();
    QVERIFY(!lookup.isRunning());
    QCoreApplication::processEvents();
    QCOMPARE(answers, 0);
}

void HostLookupTest::aSecondQuestion_takesThePlaceOfTheFirst()
{
    QHostInfo::fromName(kLoopback);
    HostLookup lookup;
    QList<QHostInfo> answers;
    connect(&lookup, &HostLookup::answered, this, [&](const QHostInfo &answer) { answers << answer; });
    lookup.start(QString());
    lookup.start(kLoopback);
    QTRY_VERIFY(!answers.isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers.front().error(), QHostInfo::NoError);
}

void HostLookupTest::anAnswer_comesOnce_whereTheProgramQuitsMeanwhile()
{
    AskingThread thread;
    std::unique_ptr<HostLookup> lookup;
    int answers = 0;
    thread.run([&] {
        lookup = std::make_unique<HostLookup>();
        connect(
            lookup.get(), &HostLookup::answered, lookup.get(), [&] { ++answers; }, Qt::DirectConnection);
    });
    thread.askWhileTheProgramQuits([&] { lookup->start(kLoopback); });
    thread.run([&] { lookup.reset(); });
    QCOMPARE(answers, 1);
}

void HostLookupTest::aLine_livesOn_whereTheProgramQuitsDuringItsLookup()
{
    SystemClock clock;
    SystemRandom random;
    AskingThread thread;
    std::unique_ptr<Connection> line;
    QSemaphore closed;
    thread.run([&] {
        line = makeWebSocketConnection(clock, random);
        connect(
            line.get(), &Connection::closed, line.get(), [&] { closed.release(); }, Qt::DirectConnection);
    });
    thread.askWhileTheProgramQuits([&] {
        line->open({{QUrl(QStringLiteral("ws://127.0.0.1:1")), {}}, {}, "test", true, seconds{5}});
    });
    QVERIFY(closed.tryAcquire(1, 10'000)); // nobody listens there
    thread.run([&] { line.reset(); });
}

QTEST_GUILESS_MAIN(HostLookupTest)
#include "host_lookup_test.moc"
