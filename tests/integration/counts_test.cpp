#include "support/crowd_listener.h"
#include "support/live_event.h"

using namespace earshot;
using namespace earshot::test;

/// The desk's counts with real crowds on a real server: connected exactly, hearing without those who muted
/// their device.
class CountsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }
    void cleanup();

    void counts_areRight_data();
    void counts_areRight();
    void unmutingAndLeaving_areCounted();

private:
    HeadlessListener &addListener(bool muted);
    const Counts &counts() { return m_event.desk().state().counts; }
    bool counted(qint64 connected, qint64 hearing);
    QString countedWords();

    LiveEvent m_event;
    std::vector<std::unique_ptr<HeadlessListener>> m_listeners;
    std::vector<std::unique_ptr<CrowdListener>> m_crowd;
};

namespace {

/// A listener reports once in 5 s, the desk waits 1 s more, counts each 2 s and tells it within 1 s; and some
/// seconds for two hundred joins.
constexpr milliseconds kCountedWithin{15'000};
constexpr int kMostDecoders = 20; ///< that hear; those who are muted come on top

} // namespace

HeadlessListener &CountsTest::addListener(bool muted)
{
    m_listeners.push_back(std::make_unique<HeadlessListener>(m_event.clock, m_event.random, m_event.link()));
    m_listeners.back()->setMuted(muted);
    return *m_listeners.back();
}

bool CountsTest::counted(qint64 connected, qint64 hearing)
{
    return counts().connected == connected && counts().hearing && counts().hearing->value == hearing;
}

QString CountsTest::countedWords()
{
    return QStringLiteral("connected %1, hearing %2 ± %3")
        .arg(counts().connected.value_or(-1))
        .arg(counts().hearing ? counts().hearing->value : -1)
        .arg(counts().hearing ? counts().hearing->interval : -1);
}

/// Everybody has left, and the desk knows it.
void CountsTest::cleanup()
{
    m_listeners.clear();
    m_crowd.clear();
    QTRY_VERIFY2_WITH_TIMEOUT(counted(0, 0), qPrintable(countedWords()), int(inTime(kCountedWithin).count()));
}

void CountsTest::counts_areRight_data()
{
    QTest::addColumn<int>("listeners");
    QTest::addColumn<int>("muted");
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("twenty") << 20 << 5;
    QTest::newRow("two hundred") << 200 << 20;
}

void CountsTest::counts_areRight()
{
    QFETCH(int, listeners);
    QFETCH(int, muted);
    for (int i = 0; i < muted; ++i)
        addListener(true);
    const int hearing = listeners - muted;
    const int decoders = std::min(hearing, kMostDecoders);
    for (int i = 0; i < decoders; ++i)
        addListener(false);
    for (int i = decoders; i < hearing; ++i)
        m_crowd.push_back(std::make_unique<CrowdListener>(m_event.clock, m_event.random, m_event.link()));

    const Instant begin = m_event.clock.now();
    QTRY_VERIFY2_WITH_TIMEOUT(
        counted(listeners, hearing), qPrintable(countedWords()), int(inTime(kCountedWithin).count()));
    qInfo("%d listeners, %d muted: counted after %.1f s", listeners, muted,
        double((m_event.clock.now() - begin).count()) / 1e6);
    QCOMPARE(counts().hearing->interval, 0); // everybody reports in a crowd of this size

    // What the desk knows, every listener is shown.
    const NowPlayingView &view = m_listeners.back()->view();
    QTRY_COMPARE(view.counts.connected, std::optional<qint64>(listeners));
    QTRY_COMPARE(view.counts.hearing, std::optional(HearingEstimate{hearing, 0}));
}

void CountsTest::unmutingAndLeaving_areCounted()
{
    HeadlessListener &first = addListener(false);
    addListener(true);
    HeadlessListener &third = addListener(true);
    QTRY_VERIFY2_WITH_TIMEOUT(counted(3, 1), qPrintable(countedWords()), int(inTime(kCountedWithin).count()));
    third.setMuted(false);
    QTRY_VERIFY2_WITH_TIMEOUT(counted(3, 2), qPrintable(countedWords()), int(inTime(kCountedWithin).count()));
    first.setMuted(true);
    m_listeners.pop_back();
    QTRY_VERIFY2_WITH_TIMEOUT(counted(2, 0), qPrintable(countedWords()), int(inTime(kCountedWithin).count()));
}

QTEST_GUILESS_MAIN(CountsTest)
#include "counts_test.moc"
