#include "support/live_event.h"

#include "support/crowd_listener.h"

using namespace earshot;
using namespace earshot::test;

/// The desk's counts with a real crowd on a real server: connected exactly, hearing without those who muted
/// their device. The crowd grows from test to test, and leaves in the last one.
class CountsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
        connect(&m_event.demo().desk(), &Desk::published, this, &CountsTest::note);
    }

    void counts_areRight_data();
    void counts_areRight();
    void unmuting_isCounted();
    void leaving_isCounted();

private:
    void addListener(bool muted);
    void note(const EventState &state);
    bool isCounted(qint64 connected, qint64 hearing) const;
    QString countedWords() const;

    LiveEvent m_event;
    std::vector<std::unique_ptr<HeadlessListener>> m_listeners; ///< the muted ones first
    std::vector<std::unique_ptr<CrowdListener>> m_crowd;
    int m_muted = 0;
    Counts m_counts;
    qint64 m_mostConnected = 0; ///< ever said
    qint64 m_mostHearing = 0;
};

namespace {

/// A listener reports once in 5 s, the desk waits 1 s more, counts each 2 s and tells it within 1 s; and some
/// seconds for two hundred joins.
constexpr milliseconds kCountedWithin{15'000};
constexpr milliseconds kEverybodyReportedIn{6000};
constexpr int kMostDecoders = 20; ///< that hear; those who are muted come on top

/// Evaluated until true; shows the counts where it stays false.
#define QTRY_COUNTED(connected, hearing)                                                                     \
    QTRY_VERIFY2_WITH_TIMEOUT(                                                                               \
        isCounted(connected, hearing), qPrintable(countedWords()), int(inTime(kCountedWithin).count()))

} // namespace

void CountsTest::addListener(bool muted)
{
    auto listener = std::make_unique<HeadlessListener>(m_event.clock, m_event.random, m_event.link());
    listener->setMuted(muted);
    m_listeners.insert(muted ? m_listeners.begin() : m_listeners.end(), std::move(listener));
}

void CountsTest::note(const EventState &state)
{
    if (state.id != *m_event.link().event)
        return;
    m_counts = state.counts;
    m_mostConnected = std::max(m_mostConnected, m_counts.connected.value_or(0));
    m_mostHearing = std::max(m_mostHearing, m_counts.hearing ? m_counts.hearing->value : 0);
}

bool CountsTest::isCounted(qint64 connected, qint64 hearing) const
{
    // In a crowd of this size everybody reports: nothing is estimated.
    return m_counts.connected == connected && m_counts.hearing == HearingEstimate{hearing, 0};
}

QString CountsTest::countedWords() const
{
    return QStringLiteral("connected %1, hearing %2 ± %3")
        .arg(m_counts.connected.value_or(-1))
        .arg(m_counts.hearing ? m_counts.hearing->value : -1)
        .arg(m_counts.hearing ? m_counts.hearing->interval : -1);
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
    const int hearing = listeners - muted;
    const auto present = [this] { return int(m_listeners.size() + m_crowd.size()); };
    for (; m_muted < muted; ++m_muted)
        addListener(true);
    while (present() < listeners && int(m_listeners.size()) - m_muted < kMostDecoders)
        addListener(false);
    while (present() < listeners)
        m_crowd.push_back(std::make_unique<CrowdListener>(m_event.clock, m_event.random, m_event.link()));

    const Instant begin = m_event.clock.now();
    QTRY_COUNTED(listeners, hearing);
    qInfo("counted after %.1f s", double((m_event.clock.now() - begin).count()) / 1e6);
    // Right by chance while the reports come in would not last.
    QVERIFY2(
        !QTest::qWaitFor([&] { return !isCounted(listeners, hearing); }, int(kEverybodyReportedIn.count())),
        qPrintable(countedWords()));
    QCOMPARE(m_mostConnected, listeners);
    QCOMPARE(m_mostHearing, hearing);

    // What the desk knows, every listener is shown.
    for (size_t i = 0; i < m_listeners.size(); ++i) {
        const NowPlayingView &view = m_listeners[i]->view();
        QTRY_COMPARE(view.counts.connected, std::optional<qint64>(listeners));
        QTRY_COMPARE(view.counts.hearing, std::optional(HearingEstimate{hearing, 0}));
        QTRY_COMPARE(view.verdict.id, int(i) < muted ? "out.muted" : "ok.live");
    }
}

void CountsTest::unmuting_isCounted()
{
    QCOMPARE(m_listeners.size() + m_crowd.size(), size_t(200));
    for (const auto &listener : m_listeners)
        listener->setMuted(false);
    QTRY_COUNTED(200, 200);
}

void CountsTest::leaving_isCounted()
{
    QVERIFY2(m_listeners.size() > 2, "the crowd of the tests before is needed");
    m_crowd.clear();
    m_listeners.resize(2);
    m_listeners.front()->setMuted(true);
    QTRY_COUNTED(2, 1);
    m_listeners.clear();
    QTRY_COUNTED(0, 0);
}

QTEST_GUILESS_MAIN(CountsTest)
#include "counts_test.moc"
