#include "support/live_event.h"

using namespace earshot;
using namespace earshot::test;

/// Whole listeners at a whole event on a real server.
class JoinTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }

    void join_isHeard_andSaysSo();
    void lateJoiner_seesTheWholeState();
    void leave_endsTheLine();
    void rejoin_isHeardAgain();
    void muteAndVolume_areSaid_andTakenBack();
    void joinOther_leavesTheFirst();
    void twoListeners_hearTwoEvents();

    void cleanupTestCase() { printNamings(); }

private:
    std::optional<qint64> connected() { return m_event.desk().state().counts.connected; }

    LiveEvent m_event;
};

namespace {

/// The beacon comes each second; 100 ms for the way.
constexpr milliseconds kWholeStateWithin{1100};

std::vector<QString> namesOf(const NowPlayingView &view)
{
    std::vector<QString> names;
    for (const SpeakerView &speaker : view.stage)
        names.push_back(speaker.name);
    return names;
}

bool someoneTalks(const NowPlayingView &view)
{
    return std::ranges::any_of(view.stage, &SpeakerView::talking);
}

} // namespace

void JoinTest::join_isHeard_andSaysSo()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{3}));
    QVERIFY(listener.played() > microseconds{0});
    QVERIFY(listener.hearsMore());
    QTRY_VERIFY(someoneTalks(listener.view()));
    QVERIFY(listener.view().behind.has_value());
    QVERIFY(*listener.view().behind < seconds{2});
    QCOMPARE(listener.view().evidence.session.phase, LinePhase::Live);
}

void JoinTest::lateJoiner_seesTheWholeState()
{
    Listener early;
    early.join(m_event.link());
    QTRY_COMPARE_WITH_TIMEOUT(connected(), std::optional<qint64>(1), 10'000);
    m_event.desk().setMessage("We go on after the break.");
    const EventState &truth = m_event.desk().state();

    Listener late;
    late.join(m_event.link());
    const auto isWhole = [&] {
        const NowPlayingView &view = late.view();
        return view.evidence.state && view.phase == Phase::Live && view.stage.size() == truth.stage.size()
            && view.message == truth.message && view.counts.connected;
    };
    QVERIFY2(
        QTest::qWaitFor(isWhole, int(inTime(kWholeStateWithin).count())), qPrintable(late.log.history()));

    const NowPlayingView &view = late.view();
    QCOMPARE(view.title, truth.title);
    QCOMPARE(view.hostName, truth.hostName);
    QCOMPARE(view.planned, std::optional(truth.planned));
    QCOMPARE(view.started, truth.started);
    QCOMPARE(namesOf(view), (std::vector<QString>{"Ana Ruiz", "Jonas Klein"}));
    for (const SpeakerView &speaker : view.stage) {
        QVERIFY(!speaker.muted);
        QCOMPARE(speaker.presence, Presence::Present);
    }
    Stage known = view.evidence.state->value.stage;
    Stage stage = truth.stage;
    for (std::size_t i = 0; i < known.size() && i < stage.size(); ++i)
        stage[i].count = known[i].count; // goes on with every packet
    QCOMPARE(known, stage);
}

void JoinTest::leave_endsTheLine()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{3}));
    QTRY_COMPARE_WITH_TIMEOUT(connected(), std::optional<qint64>(1), 10'000);

    listener.log.mark();
    listener.client.leave();
    VERIFY_NAMED(listener.log, "idle", milliseconds{100});
    QVERIFY(!listener.view().open);
    QTRY_COMPARE_WITH_TIMEOUT(connected(), std::optional<qint64>(0), 10'000);
    QCOMPARE(listener.log.shown(), "idle");
}

void JoinTest::rejoin_isHeardAgain()
{
    Listener listener;
    for (int i = 0; i < 3; ++i) {
        listener.join(m_event.link());
        VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{3}));
        QVERIFY(listener.hearsMore());
        listener.client.leave();
        QCOMPARE(listener.log.shown(), "idle");
    }
}

void JoinTest::muteAndVolume_areSaid_andTakenBack()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{3}));

    listener.log.mark();
    listener.client.setMuted(true);
    VERIFY_NAMED(listener.log, "out.muted", milliseconds{250});
    listener.log.mark();
    listener.client.setMuted(false);
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{2}));

    listener.log.mark();
    listener.client.setVolume(0);
    VERIFY_NAMED(listener.log, "out.volume_zero", milliseconds{250});
    listener.log.mark();
    listener.client.setVolume(0.5);
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{2}));
}

void JoinTest::joinOther_leavesTheFirst()
{
    m_event.addEvent("other");
    const auto voice = m_event.addSpeaker("other", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(seconds{3}));

    listener.join(m_event.linkTo("other"));
    QTRY_COMPARE(namesOf(listener.view()), std::vector<QString>{"Mei Okafor"});
    QTRY_COMPARE(listener.log.shown(), "ok.live");
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.view().title, "other");
    QTRY_COMPARE_WITH_TIMEOUT(connected(), std::optional<qint64>(0), 10'000);
}

void JoinTest::twoListeners_hearTwoEvents()
{
    m_event.addEvent("second");
    const auto voice = m_event.addSpeaker("second", "Tom Sand", LiveEvent::demoVoices()[1]);
    Listener first;
    Listener second;
    first.join(m_event.link());
    second.join(m_event.linkTo("second"));
    VERIFY_NAMED(first.log, "ok.live", inTime(seconds{3}));
    QTRY_COMPARE(second.log.shown(), "ok.live");
    QCOMPARE(namesOf(first.view()).size(), size_t(2));
    QCOMPARE(namesOf(second.view()), std::vector<QString>{"Tom Sand"});
    QVERIFY(first.hearsMore());
    QVERIFY(second.hearsMore());
}

QTEST_GUILESS_MAIN(JoinTest)
#include "join_test.moc"
