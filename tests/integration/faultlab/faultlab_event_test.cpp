#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "wire/messages.h"
#include "wire/subjects.h"

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: the event itself and its desk, and what is said when nothing is wrong.
class FaultlabEventTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }
    void lateEvent_quotesTheHost();
    void brokenLink_interruptsNothing();
    void fault_data();
    void fault();
    void cleanupTestCase() { writeRows("event"); }

private:
    using Inject = void (FaultlabEventTest::*)(const LabRow &);
    struct Fault {
        LabRow row;
        Inject inject;
    };
    static const std::vector<Fault> kFaults;

    void joins(const LabRow &row, const char *event)
    {
        Listener listener;
        listener.join(m_event.linkTo(event));
        LAB_NAMED(listener.log, row);
    }
    /// An event of this server in any phase.
    void announce(const char *id, const std::function<void(ScheduleCard &)> &change)
    {
        ScheduleCard card{.id = eventId(id)};
        card.title = QString::fromLatin1(id);
        card.hostName = "Ana Ruiz";
        card.planned = m_event.clock.wall() + std::chrono::hours{1};
        change(card);
        bool isPublished = false;
        const QObject context;
        connect(&m_event.demo().desk(), &Desk::published, &context,
            [&](const EventState &state) { isPublished = isPublished || state.id == card.id; });
        m_event.demo().desk().addEvent(card, EventDesk::FormerCard::Replace);
        QTRY_VERIFY_WITH_TIMEOUT(isPublished, 10'000);
    }

    void unknown(const LabRow &row) { joins(row, "nobody-knows-it"); }
    void scheduled(const LabRow &row) { joins(row, "office-hours"); }
    void late(const LabRow &row) { joins(row, "interview"); }
    void postponed(const LabRow &row);
    void moved(const LabRow &row);
    void movedWhileWaiting(const LabRow &row);
    void cancelled(const LabRow &row);
    void paused(const LabRow &row);
    void ends(const LabRow &row);
    void hasEnded(const LabRow &row) { joins(row, "short"); }
    void live(const LabRow &row) { joins(row, "welcome"); }
    void delayed(const LabRow &row);
    void silentDesk(const LabRow &row);

    LiveEvent m_event;
};

void FaultlabEventTest::postponed(const LabRow &row)
{
    announce("shifted", [](ScheduleCard &) {});
    Listener listener;
    listener.join(m_event.linkTo("shifted"));
    LAB_SHOWN(listener.log, "event.scheduled");
    listener.log.mark();
    EventDesk &desk = *m_event.demo().desk().find(eventId("shifted"));
    QVERIFY(desk.announceDelay(m_event.clock.wall() + std::chrono::hours{2}, "The hall is not open.").ok());
    LAB_NAMED(listener.log, row);
    QVERIFY(listener.view().verdict.was.has_value());
    QVERIFY(listener.view().verdict.quote.contains("hall"));
}

void FaultlabEventTest::moved(const LabRow &row)
{
    announce("elsewhere", [](ScheduleCard &card) {
        card.phase = Phase::Moved;
        card.movedTo = "earshot://other.example.org/elsewhere";
    });
    joins(row, "elsewhere");
}

void FaultlabEventTest::movedWhileWaiting(const LabRow &row)
{
    announce("wanders", [](ScheduleCard &) {});
    Listener listener;
    listener.join(m_event.linkTo("wanders"));
    LAB_SHOWN(listener.log, "event.scheduled");
    EventState state = m_event.demo().desk().find(eventId("wanders"))->state();
    state.phase = Phase::Moved;
    state.movedTo = "earshot://other.example.org/wanders";
    state.revision += 1;
    listener.log.mark();
    m_event.demo().deskLine().publish(subjects::state(state.id), writeState(state));
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.where, "other.example.org");
}

void FaultlabEventTest::cancelled(const LabRow &row)
{
    announce("called-off", [](ScheduleCard &card) { card.phase = Phase::Cancelled; });
    joins(row, "called-off");
}

void FaultlabEventTest::paused(const LabRow &row)
{
    announce("in-between", [](ScheduleCard &card) {
        card.phase = Phase::Paused;
        card.started = card.planned = SystemClock().wall() - minutes{30};
    });
    joins(row, "in-between");
}

void FaultlabEventTest::ends(const LabRow &row)
{
    EventDesk &desk = m_event.addEvent("short");
    const auto voice = m_event.addSpeaker("short", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.linkTo("short"));
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    desk.end();
    LAB_NAMED(listener.log, row);
}

/// The listener goes back by what the server keeps.
void FaultlabEventTest::delayed(const LabRow &row)
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    QTRY_VERIFY_WITH_TIMEOUT(listener.view().catchUp.rewindable > seconds{13}, 30'000);
    listener.log.mark();
    listener.client.seek(seconds{12});
    LAB_NAMED(listener.log, row);
    QVERIFY(listener.hearsMore());
}

/// The last row: this desk does not come back.
void FaultlabEventTest::silentDesk(const LabRow &row)
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    m_event.demo().deskLine().stop();
    LAB_NAMED(listener.log, row);
    QVERIFY(listener.view().countsFrozen);
    QVERIFY2(listener.hearsMore(), "the sound does not depend on the desk");
    QVERIFY(listener.view().verdict.hearing);
}

using T = FaultlabEventTest;
const std::vector<T::Fault> T::kFaults{
    {{"event.unknown", "a link to an event that the server does not know"}, &T::unknown},
    {{"event.scheduled", "planned for tomorrow"}, &T::scheduled},
    {{"event.late", "planned 4 min ago, and not started"}, &T::late},
    {{"event.postponed", "the host moves the start while one waits"}, &T::postponed},
    {{"event.moved", "moved before one joins"}, &T::moved},
    {{"event.moved", "moved while one waits"}, &T::movedWhileWaiting},
    {{"event.cancelled", "called off by its card"}, &T::cancelled},
    {{"event.paused", "paused"}, &T::paused},
    {{"event.ended", "the host ends it while one listens"}, &T::ends},
    {{"event.ended", "ended before one joins"}, &T::hasEnded},
    {{"ok.live", "nothing is wrong"}, &T::live},
    {{"ok.delayed", "the listener goes back by 12 s"}, &T::delayed},
    {{"desk.silent", "the desk's line stops", seconds{5}, "the fifth missed beacon"}, &T::silentDesk},
};

void FaultlabEventTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabEventTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    (this->*fault.inject)(fault.row);
}

void FaultlabEventTest::lateEvent_quotesTheHost()
{
    Listener listener;
    listener.join(m_event.linkTo("interview"));
    LAB_SHOWN(listener.log, "event.late");
    QVERIFY(listener.view().verdict.forHowLong >= std::optional<milliseconds>(minutes{4}));
    QVERIFY(!listener.view().verdict.quote.isEmpty());
}

void FaultlabEventTest::brokenLink_interruptsNothing()
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    QSignalSpy refused(&listener.client, &Client::linkRefused);
    listener.client.openLink("earshot://example.org/welcome?t=%%%");
    QCOMPARE(refused.size(), 1);
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.log.shown(), "ok.live");
}

QTEST_GUILESS_MAIN(FaultlabEventTest)
#include "faultlab_event_test.moc"
