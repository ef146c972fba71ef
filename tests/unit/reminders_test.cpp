#include "client/reminder_json.h"
#include "client/reminders.h"
#include "event/when_ready.h"
#include "support/virtual_clock.h"

#include <QJsonDocument>
#include <QTest>

using namespace earshot;
using namespace earshot::test;
using std::chrono::days;
using std::chrono::hours;

namespace {

using Kind = ReminderNews::Kind;

const QString kServer = QStringLiteral("earshot://example.org");

EventId townHall()
{
    return *EventId::parse(u"town-hall");
}

const char *name(Kind kind)
{
    switch (kind) {
    case Kind::Soon:
        return "soon";
    case Kind::Started:
        return "started";
    case Kind::Postponed:
        return "postponed";
    case Kind::Cancelled:
        return "cancelled";
    case Kind::Moved:
        return "moved";
    case Kind::Missed:
        return "missed";
    }
    return "";
}

/// One server with one event, a person who wants to be reminded of it, and what they were told, each word with the
/// minutes since the beginning: "50 soon".
class Course : public QObject
{
public:
    explicit Course(milliseconds startsIn = hours{1})
        : m_begin(clock.wall())
        , start(clock.wall() + startsIn)
    {
        card().id = townHall();
        card().title = QStringLiteral("Town hall");
        card().planned = start;
        restart();
        tell();
    }
    explicit Course(WallTime planned)
        : Course()
    {
        card().planned = start = planned;
        tell();
    }

    ScheduleCard &card() { return view.servers[0].schedule[0]; }
    ServerView &server() { return view.servers[0]; }
    void tell() { reminders->follow(view); }
    void remind() { reminders->set(kServer, townHall(), true); }
    void runTo(int minute) { clock.advance(m_begin + minutes{minute} - clock.wall()); }
    int minute() const { return int(std::chrono::floor<minutes>(clock.wall() - m_begin).count()); }
    void at(int minute, Phase phase)
    {
        runTo(minute);
        card().phase = phase;
        if (phase == Phase::Live && !card().started)
            card().started = clock.wall();
        if (phase == Phase::Ended)
            card().ended = clock.wall();
        tell();
    }
    void postponeAt(int minute, int toMinute, const char *reason = "")
    {
        runTo(minute);
        card().postponedFrom.push_back(card().planned);
        card().planned = m_begin + minutes{toMinute};
        card().message = HostMessage{QString::fromUtf8(reason), clock.wall()};
        tell();
    }
    /// The program ends and is started again: all that is left is what was written down.
    void restart()
    {
        const std::vector<Reminder> kept = reminders ? reminders->list() : std::vector<Reminder>();
        const QByteArray file = QJsonDocument(remindersJson(kept)).toJson();
        reminders = std::make_unique<Reminders>(
            clock, readReminders(QJsonDocument::fromJson(file).array(), Reminders::kMost));
        connect(reminders.get(), &Reminders::news, this, [this](const ReminderNews &one) {
            news.push_back(one);
            told << QStringLiteral("%1 %2").arg(minute()).arg(QLatin1String(name(one.kind)));
        });
        connect(
            reminders.get(), &Reminders::joinNow, this, [this](const QString &server, const EventId &event) {
                told << QStringLiteral("%1 join %2").arg(minute()).arg(event.text());
                joinedAt = server;
            });
        connect(reminders.get(), &Reminders::changed, this, [this] { ++changes; });
    }
    const ReminderNews &last() const { return news.back(); }

    VirtualClock clock;

private:
    const WallTime m_begin;

public:
    WallTime start;
    EventsView view{{ServerView{.id = kServer,
        .host = QStringLiteral("example.org"),
        .name = {},
        .state = ServerView::State::UpToDate,
        .checked = {},
        .trouble = {},
        .schedule = Schedule(1, ScheduleCard{.id = townHall()})}}};
    std::unique_ptr<Reminders> reminders;
    std::vector<ReminderNews> news;
    QStringList told;
    QString joinedAt; ///< server
    int changes = 0;
};

QStringList words(std::initializer_list<const char *> list)
{
    QStringList all;
    for (const char *word : list)
        all << QString::fromLatin1(word);
    return all;
}

} // namespace

class RemindersTest : public QObject
{
    Q_OBJECT

private slots:
    void punctualEvent_isToldTenMinutesBefore_andAtItsStart()
    {
        Course c;
        c.remind();
        c.at(60, Phase::Live);
        c.at(80, Phase::Paused);
        c.at(85, Phase::Live);
        c.at(120, Phase::Ended);
        QCOMPARE(c.told, words({"50 soon", "60 started"}));
        QVERIFY(c.reminders->list().empty());
    }

    void nobodyWhoDidNotAsk_isTold()
    {
        Course c;
        c.at(60, Phase::Live);
        QVERIFY(c.told.isEmpty());
        c.remind(); // of what already runs
        c.runTo(70);
        QVERIFY(c.told.isEmpty());
        Course taken;
        taken.remind();
        taken.reminders->set(kServer, townHall(), false);
        taken.at(60, Phase::Live);
        QVERIFY(taken.told.isEmpty());
    }

    void lateEvent_isToldAtItsRealStart()
    {
        Course c;
        c.remind();
        c.at(89, Phase::Live);
        QCOMPARE(c.told, words({"50 soon", "89 started"}));
        QVERIFY(c.last().started == c.clock.wall());
        QVERIFY(c.last().planned == c.start);
    }

    void eventThatBeginsEarly_isToldAsStarted_withoutSoon()
    {
        Course c;
        c.remind();
        c.at(30, Phase::Live);
        c.runTo(90);
        QCOMPARE(c.told, words({"30 started"}));
    }

    void postponedTwice_isToldTwice_andSoonAnew()
    {
        Course c;
        c.remind();
        c.postponeAt(40, 100, "The hall is not open yet.");
        QVERIFY(c.last().plannedBefore == c.start);
        QVERIFY(c.last().planned == c.start + minutes{40});
        QCOMPARE(c.last().reason, QStringLiteral("The hall is not open yet."));
        c.postponeAt(95, 130);
        QVERIFY(c.last().plannedBefore == c.start + minutes{40});
        c.at(131, Phase::Live);
        QCOMPARE(c.told, words({"40 postponed", "90 soon", "95 postponed", "120 soon", "131 started"}));
    }

    void postponedByLessThanTheNotice_isToldOnce()
    {
        Course c;
        c.remind();
        c.postponeAt(58, 66);
        c.at(66, Phase::Live);
        QCOMPARE(c.told, words({"50 soon", "58 postponed", "66 started"}));
    }

    void reminderThatComesTooLateForSoon_saysOnlyTheStart()
    {
        Course c;
        c.runTo(53);
        c.remind();
        c.at(60, Phase::Live);
        QCOMPARE(c.told, words({"60 started"}));
    }

    void cancelled_moved_areToldOnce_andEndTheReminder()
    {
        for (const Phase phase : {Phase::Cancelled, Phase::Moved}) {
            Course c;
            c.remind();
            c.card().message = HostMessage{QStringLiteral("Ana is ill."), {}};
            c.at(20, phase);
            c.tell();
            c.runTo(90);
            QCOMPARE(c.told, words({phase == Phase::Cancelled ? "20 cancelled" : "20 moved"}));
            QCOMPARE(c.last().reason, QStringLiteral("Ana is ill."));
            QVERIFY(c.reminders->list().empty());
        }
    }

    void movedWhileItRuns_isNoNewsForThoseWhoHeardOfTheStart()
    {
        Course c;
        c.remind();
        c.at(60, Phase::Live);
        c.at(70, Phase::Moved);
        QCOMPARE(c.told, words({"50 soon", "60 started"}));
    }

    void eventWhenReady_isToldOnlyAtItsStart()
    {
        Course c(kWhenReady);
        c.remind();
        c.at(300, Phase::Live);
        QCOMPARE(c.told, words({"300 started"}));
    }

    void restart_saysNothingTwice()
    {
        Course c;
        c.remind();
        c.runTo(51);
        c.restart();
        c.tell();
        c.postponeAt(55, 90);
        c.restart();
        c.tell();
        c.at(90, Phase::Live);
        c.restart();
        c.tell();
        c.at(95, Phase::Paused);
        c.at(100, Phase::Live);
        QCOMPARE(c.told, words({"50 soon", "55 postponed", "80 soon", "90 started"}));
    }

    void startWhileTheProgramWasOff_isToldLate_once()
    {
        Course c;
        c.remind();
        const std::vector<Reminder> kept = c.reminders->list();
        c.reminders = nullptr;
        c.runTo(60);
        c.card().phase = Phase::Live;
        c.card().started = c.clock.wall();
        c.runTo(72);
        c.reminders = std::make_unique<Reminders>(c.clock, kept);
        c.restart();
        c.tell();
        c.tell();
        QCOMPARE(c.told, words({"72 started"}));
        QVERIFY(c.clock.wall() - *c.last().started == minutes{12});
    }

    void wholeEventMissed_isToldOnce()
    {
        Course c;
        c.remind();
        c.clock.sleep(hours{3});
        c.card().started = c.start;
        c.at(200, Phase::Ended);
        c.tell();
        QCOMPARE(c.told, words({"200 missed"}));
        QVERIFY(c.last().started == c.start && c.last().ended);
        QVERIFY(c.reminders->list().empty());
    }

    void suspendedOverTheStart_isToldLate_once_withoutSoon()
    {
        Course c;
        c.remind();
        c.runTo(45);
        c.clock.sleep(minutes{27});
        // The timer comes first, the line is not dialled again yet and the schedule is an old one.
        c.clock.advance(seconds{31});
        QVERIFY(c.told.isEmpty());
        c.server().state = ServerView::State::Stale;
        c.tell();
        c.card().phase = Phase::Live;
        c.card().started = c.start;
        c.server().state = ServerView::State::UpToDate;
        c.tell();
        c.runTo(90);
        QCOMPARE(c.told, words({"72 started"}));
    }

    void suspendedIntoTheLastMinutes_asksTheServerBeforeItSaysSoon()
    {
        Course punctual;
        punctual.remind();
        punctual.runTo(30);
        punctual.clock.sleep(minutes{25});
        punctual.runTo(57);
        QCOMPARE(punctual.told, words({"55 soon"}));

        Course later;
        later.remind();
        later.runTo(30);
        later.clock.sleep(minutes{25});
        later.clock.advance(seconds{32});
        later.postponeAt(55, 120);
        later.runTo(70);
        QCOMPARE(later.told, words({"55 postponed"}));
    }

    void withoutTheServer_soonIsSaidByTheLastPlan_butNoStart()
    {
        Course c;
        c.remind();
        c.restart();
        c.server().state = ServerView::State::Failed;
        c.server().schedule.clear();
        c.tell();
        c.runTo(90);
        QCOMPARE(c.told, words({"50 soon"}));
        QCOMPARE(c.last().title, QStringLiteral("Town hall"));
    }

    /// Two servers of one cluster, of which the one that the reminder names went away.
    void withoutTheServer_anotherOfItsClusterCounts()
    {
        Course c;
        c.server().account = QStringLiteral("AUDIENCE");
        ServerView second = c.server();
        second.id = QStringLiteral("earshot://second.example.org");
        ServerView stranger = second;
        stranger.id = QStringLiteral("earshot://stranger.example.org");
        stranger.account = QStringLiteral("OTHER");
        stranger.schedule[0].phase = Phase::Cancelled;
        c.view.servers.push_back(stranger);
        c.view.servers.push_back(second);
        c.tell();
        c.reminders->setJoins(kServer, townHall(), true);
        c.server().state = ServerView::State::Stale;
        ScheduleCard &there = c.view.servers[2].schedule[0];
        there.phase = Phase::Live;
        there.started = c.start + minutes{3};
        c.runTo(63);
        c.tell();
        QCOMPARE(c.told, words({"50 soon", "63 started", "63 join town-hall"}));
        QCOMPARE(c.joinedAt, second.id);
        there.id = *EventId::parse(u"another");
        c.tell(); // that one has it no more, which says nothing of the event
        QCOMPARE(c.reminders->list().size(), size_t(1));
        QVERIFY(!c.reminders->list().front().goneSince);
    }

    void scheduleOfYesterday_isNotTakenForNow()
    {
        Course c;
        c.remind();
        c.server().state = ServerView::State::Stale;
        c.at(20, Phase::Live);
        QVERIFY(c.told.isEmpty());
        c.card().started.reset();
        c.server().state = ServerView::State::UpToDate;
        c.at(21, Phase::Scheduled);
        c.runTo(51);
        QCOMPARE(c.told, words({"50 soon"}));
    }

    void vanishedEvent_isNotAnnounced_andForgottenAfterADay()
    {
        Course c;
        c.remind();
        const ScheduleCard card = c.card();
        c.server().schedule.clear();
        c.tell();
        c.runTo(23 * 60);
        c.tell();
        QCOMPARE(c.reminders->list().size(), size_t(1));
        c.restart();
        c.runTo(24 * 60 + 1);
        c.tell();
        QVERIFY(c.reminders->list().empty());
        QVERIFY(c.told.isEmpty());

        Course back;
        back.remind();
        back.server().schedule.clear();
        back.tell();
        back.runTo(20);
        back.server().schedule = {card};
        back.tell();
        back.runTo(60);
        QCOMPARE(back.told, words({"50 soon"}));
    }

    void removedServer_isForgottenAfterADay()
    {
        Course c;
        c.remind();
        c.view.servers.clear();
        c.runTo(1);
        c.tell();
        c.runTo(59);
        c.runTo(24 * 60 + 2);
        c.tell();
        QVERIFY(c.told.isEmpty());
        QVERIFY(c.reminders->list().empty());
    }

    void later_saysItOnceMoreInFiveMinutes()
    {
        Course c;
        c.remind();
        c.runTo(50);
        c.reminders->later(kServer, townHall());
        c.restart();
        c.tell();
        c.at(60, Phase::Live);
        c.reminders->later(kServer, townHall());
        c.runTo(90);
        QCOMPARE(c.told, words({"50 soon", "55 soon", "60 started", "65 started"}));
        c.reminders->later(kServer, townHall());
        c.at(93, Phase::Ended);
        c.runTo(99);
        QCOMPARE(c.told.size(), 4);
    }

    void whoeverWaits_joinsAtTheRealStart_once()
    {
        Course c;
        c.reminders->setJoins(kServer, townHall(), true);
        QCOMPARE(c.reminders->list().size(), size_t(1));
        c.at(77, Phase::Live);
        c.at(80, Phase::Paused);
        c.restart();
        c.at(82, Phase::Live);
        QCOMPARE(c.told, words({"50 soon", "77 started", "77 join town-hall"}));

        Course left;
        left.reminders->setJoins(kServer, townHall(), true);
        left.reminders->setJoins(kServer, townHall(), false);
        left.at(60, Phase::Live);
        QCOMPARE(left.told, words({"50 soon", "60 started"}));
    }

    void whoeverSleptLong_isNotJoinedByItself()
    {
        Course c;
        c.reminders->setJoins(kServer, townHall(), true);
        c.runTo(20);
        c.clock.sleep(hours{2});
        c.card().started = c.start;
        c.at(150, Phase::Live);
        QCOMPARE(c.told, words({"150 started"}));
    }

    void notice_isAsLongAsItWasChosen()
    {
        Course c;
        c.reminders->setAhead(minutes{30});
        c.remind();
        c.at(60, Phase::Live);
        QCOMPARE(c.told, words({"30 soon", "60 started"}));
        Course shorter;
        shorter.remind();
        shorter.reminders->setAhead(minutes{5});
        shorter.runTo(60);
        QCOMPARE(shorter.told, words({"55 soon"}));
    }

    void renamedEvent_isToldByItsNewName()
    {
        Course c;
        c.remind();
        c.card().title = QStringLiteral("All hands");
        c.tell();
        c.runTo(50);
        QCOMPARE(c.last().title, QStringLiteral("All hands"));
    }

    void everyWord_isWrittenDown_beforeItIsSaid()
    {
        Course c;
        c.remind();
        int changesAtNews = -1;
        connect(c.reminders.get(), &Reminders::news, &c, [&] { changesAtNews = c.changes; });
        const int before = c.changes;
        c.runTo(50);
        QCOMPARE(changesAtNews, before + 1);
    }

    void listener_mayTakeTheReminderBack_whileItIsTold()
    {
        Course c;
        c.remind();
        connect(
            c.reminders.get(), &Reminders::news, &c, [&] { c.reminders->set(kServer, townHall(), false); });
        c.at(60, Phase::Live);
        QCOMPARE(c.told, words({"50 soon"}));
    }

    void clockThatWasAhead_missesNothing()
    {
        for (const minutes ahead : {minutes{55}, minutes{90}, minutes{days{2}}}) {
            Course c;
            c.remind();
            c.clock.setWall(ahead); // as after a start of the computer
            c.restart();
            c.tell();
            c.clock.advance(seconds{5});
            c.clock.setWall(-ahead);
            c.at(62, Phase::Live);
            QCOMPARE(c.told, words({"50 soon", "62 started"}));
        }
    }

    void clockSetBack_afterTheStart_tellsOfItAgain()
    {
        Course c;
        c.remind();
        c.runTo(45);
        c.clock.setWall(hours{1});
        c.clock.advance(minutes{5});
        c.clock.setWall(-hours{1});
        c.runTo(59);
        QCOMPARE(c.told, words({"50 soon"}));
    }

    void nothingToWaitFor_wakesNobody()
    {
        class Counting final : public Clock
        {
        public:
            explicit Counting(VirtualClock &clock)
                : m_clock(clock)
            { }
            Instant now() const override { return m_clock.now(); }
            WallTime wall() const override
            {
                ++looks;
                return m_clock.wall();
            }
            std::unique_ptr<Timer> makeTimer() override { return m_clock.makeTimer(); }
            mutable int looks = 0;

        private:
            VirtualClock &m_clock;
        };
        VirtualClock time;
        Counting clock(time);
        Reminder told{.serverId = kServer, .event = QStringLiteral("a"), .planned = time.wall()};
        told.toldSoon = true;
        Reminder gone = told;
        gone.toldSoon = false;
        gone.event = QStringLiteral("b");
        gone.goneSince = time.wall();
        Reminder whenReady{.serverId = kServer, .event = QStringLiteral("c")};
        Reminders reminders(clock, {told, gone, whenReady});
        clock.looks = 0;
        time.advance(hours{30});
        QCOMPARE(clock.looks, 0);
    }

    void hostileFile_isReadAsFarAsItMakesSense()
    {
        const auto read
            = [](const char *json) { return readReminders(QJsonDocument::fromJson(json).array(), 3); };
        const char *bad[] = {"[]", "[7,null,[],{}]", R"([{"server":"s","event":"UPPER CASE","planned":1}])",
            R"([{"server":"","event":"a","planned":1}])", R"([{"server":"s","event":"a","planned":-1}])",
            R"([{"server":"s","event":"a","planned":1e300}])",
            R"([{"server":"s","event":"a","planned":"x"}])", R"([{"server":3,"event":"a","planned":1}])"};
        for (const char *json : bad)
            QVERIFY2(read(json).empty(), json);
        const auto good = read(R"([{"server":"s","event":"a","planned":1,"again":1e99,"told_soon":"yes"},
            {"server":"s","event":"a","planned":2},{"server":"s","event":"b","planned":2},
            {"server":"s","event":"c","planned":2},{"server":"s","event":"d","planned":2}])");
        QCOMPARE(good.size(), size_t(3));
        QVERIFY(!good[0].again && !good[0].toldSoon);
        QCOMPARE(good[1].event, QStringLiteral("b"));
    }
};

QTEST_GUILESS_MAIN(RemindersTest)
#include "reminders_test.moc"
