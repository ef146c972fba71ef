#include "integration/faultlab/speaking_scene.h"

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: on the stage. Each fault is told to the person who talks and to the one who listens. The rows
/// are one evening: each begins where the one before was mended.
class FaultlabSpeakingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fault_data();
    void fault();
    void cleanupTestCase();

private:
    std::vector<SpeakingFault> faults();
    void mute();
    void readsWhoMuted();
    void stalls() { m_scene->line->set(FaultProxy::Way::ToServer, {.stalled = true}); }
    void microphoneIsPulledOut();
    void readsWhyClosed(TalkEnd end);
    void remove();
    void readsWhoRemoved();
    void comesUpAgain();

    std::unique_ptr<SpeakingScene> m_scene = std::make_unique<SpeakingScene>();
    std::vector<SpeakingFault> m_faults;
    Instant m_made{};
};

void FaultlabSpeakingTest::initTestCase()
{
    EARSHOT_NEED_NATS_SERVER();
    m_faults = faults();
    const auto started = m_scene->start();
    LAB_NEED_PULSE(m_faults.front().row, started);
    LAB_SHOWN(m_scene->listener->log, "stage.empty");
    LAB_SHOWN(m_scene->person->log, "stage.empty");
}

void FaultlabSpeakingTest::cleanupTestCase()
{
    m_scene.reset();
    writeRows("speaking");
}

void FaultlabSpeakingTest::mute()
{
    QVERIFY(m_scene->desk().setMuted(m_scene->personsKey(), true, "An echo.", "Ana Ruiz").ok());
}

void FaultlabSpeakingTest::readsWhoMuted()
{
    QCOMPARE(m_scene->told().who, "Ana");
    QCOMPARE(m_scene->told().quote, "An echo.");
    QVERIFY(!m_scene->talking().view().talk.open);
    m_scene->press();
    QVERIFY(!m_scene->talking().view().talk.open);
}

void FaultlabSpeakingTest::microphoneIsPulledOut()
{
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.plugInMicrophone("spare"); }));
    m_scene->person->log.mark();
    m_scene->listener->log.mark();
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.unplugMicrophone("desk"); }));
}

void FaultlabSpeakingTest::readsWhyClosed(TalkEnd end)
{
    QCOMPARE(m_scene->told().talkEnd, end);
    QVERIFY(!m_scene->talking().view().talk.open);
}

void FaultlabSpeakingTest::remove()
{
    const Verdict &told = m_scene->told();
    QTRY_VERIFY_WITH_TIMEOUT(told.heardBy && told.heardBy->value == 1, 8000);
    QCOMPARE(told.listeners, std::optional<qint64>(1));
    QVERIFY(told.roundTrip && *told.roundTrip < inTime(milliseconds{500}));
    m_scene->person->log.mark();
    m_scene->listener->log.mark();
    m_made = m_scene->event.clock.now();
    QVERIFY(m_scene->desk().remove(m_scene->personsKey(), "Time is up.", "Ana Ruiz").ok());
}

void FaultlabSpeakingTest::readsWhoRemoved()
{
    QCOMPARE(m_scene->told().who, "Ana");
    QCOMPARE(m_scene->told().quote, "Time is up.");
    QVERIFY(m_scene->listener->view().stage.empty());
    const auto gone = std::chrono::duration_cast<milliseconds>(m_scene->event.clock.now() - m_made);
    qInfo("off the listener's stage after %lld ms", static_cast<long long>(gone.count()));
    QVERIFY(!m_scene->talking().view().talk.open);
    QVERIFY(!m_scene->listener->hearsMore(milliseconds{500}));
}

/// Asked up once more, by name.
void FaultlabSpeakingTest::comesUpAgain()
{
    QVERIFY(m_scene->desk().invite(m_scene->personsKey(), "Mei Okafor", Role::Speaker, "Ana Ruiz").ok());
    QTRY_COMPARE(m_scene->talking().view().seat.phase, SeatPhase::Invited);
    m_scene->comeUp();
}

std::vector<SpeakingFault> FaultlabSpeakingTest::faults()
{
    const auto press = [this] { m_scene->press(); };
    const auto resume = [this] { m_scene->line->resume(); };
    const LabRow none{};
    return {
        {{"talk.ready", "comes up, and has not pressed yet"}, Side::Nobody,
            {"stage.muted", "comes up, and has not pressed yet"}, [this] { m_scene->comeUp(); }, {}, {}, {},
            {"stage.empty"}},
        {{"ok.talking", "presses to talk"}, Side::Nobody, {"ok.live", "somebody on stage presses to talk"},
            press, {}, {}},
        {{"talk.muted", "the desk mutes, with its reason"}, Side::Event,
            {"stage.muted", "the desk mutes the only person who talks"}, [this] { mute(); },
            [this] { readsWhoMuted(); },
            [this] { QVERIFY(m_scene->desk().setMuted(m_scene->personsKey(), false).ok()); }, "talk.ready"},
        {{"ok.talking", "presses again when unmuted"}, Side::Nobody, none, press, {}, {}},
        {{"talk.unconfirmed", "what is said does not reach the server (stalled)", seconds{2},
             "2 s without the own voice"},
            Side::Yours,
            {"stage.dropped", "what is said does not reach the server (stalled)", seconds{3},
                "3 s without a sign of life"},
            [this] { stalls(); }, {}, resume},
        {{"talk.closed", "for 6 s nothing that is said reaches the server", seconds{5}, "5 s of it"},
            Side::Yours, none, [this] { stalls(); }, [this] { readsWhyClosed(TalkEnd::ReturnPathDead); },
            [this] {
                m_scene->line->resume();
                QTRY_VERIFY(!m_scene->talking().view().talk.blocked);
                m_scene->press();
            },
            "ok.talking", {"talk.unconfirmed"}},
        {{"talk.closed", "the microphone is pulled out, another one is there"}, Side::Yours,
            {"stage.muted", "the microphone of the only person who talks is pulled out"},
            [this] { microphoneIsPulledOut(); }, [this] { readsWhyClosed(TalkEnd::DeviceLost); },
            [this] {
                QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.plugInMicrophone("desk"); }));
                QVERIFY(
                    m_scene->change([](PulseServer &pulse) { return pulse.setDefaultMicrophone("desk"); }));
                m_scene->hear("voice");
                m_scene->pressOn("desk");
            }},
        {{"host.removed", "the desk takes the person off the stage, with its reason"}, Side::Event,
            {"stage.empty", "the desk takes the only person off the stage"}, [this] { remove(); },
            [this] { readsWhoRemoved(); }, [this] { comesUpAgain(); }, "talk.ready"},
    };
}

void FaultlabSpeakingTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < m_faults.size(); ++i)
        QTest::newRow(m_faults[i].row.how) << int(i);
}

void FaultlabSpeakingTest::fault()
{
    QFETCH(int, row);
    runSpeakingFault(*m_scene, m_faults[size_t(row)]);
}

QTEST_GUILESS_MAIN(FaultlabSpeakingTest)
#include "faultlab_speaking_test.moc"
