#include "client/now_playing.h"

#include "diagnosis/sentence.h"
#include "support/virtual_clock.h"

#include <QTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");
const UserKey kAna = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A')));

} // namespace

/// What a listener's view makes of a course of events, in virtual time.
class NowPlayingCourseTest : public QObject
{
    Q_OBJECT

    using Kind = TimelineEntry::Kind;

    /// Ana talks on a live line, and one loudspeaker plays her.
    struct Listener {
        VirtualClock clock;
        NowPlaying nowPlaying{clock};
        SessionStats session;
        EventState state{.id = kEvent};
        SpeakerAudioStats audio;
        bool sounds = true;

        Listener()
        {
            nowPlaying.begin(kEvent, QStringLiteral("live.example.org"), std::nullopt, {});
            state.phase = Phase::Live;
            state.planned = clock.wall() - minutes{3};
            state.started = clock.wall() - minutes{2};
            state.stage
                = {{kAna, QStringLiteral("Ana Ruiz"), Role::Host, false, Presence::Present, clock.wall()}};
            EventListener::Slots used;
            used[0] = kAna;
            nowPlaying.setSlots(used);
            audio.slot = 0;
            audio.packetLevel = 20;
            session.phase = LinePhase::Live;
            session.phaseSince = clock.now();
            session.serverHost = QStringLiteral("live.example.org");
            forTime(seconds{5});
        }
        void quarter()
        {
            if (session.phase == LinePhase::Live) {
                session.lastBytes = clock.now();
                state.deskClock = clock.wall();
                nowPlaying.setState(state, clock.now());
            }
            if (sounds) {
                audio.packets += 4;
                audio.lastPacket = clock.now();
                audio.played += milliseconds{250};
                audio.levelDb = -20;
            }
            audio.flowing = sounds;
            nowPlaying.setAudio({.speakers = {audio}, .at = clock.now()});
            OutputStats output;
            output.phase = OutputPhase::Playing;
            output.deviceName = QStringLiteral("Headphones");
            output.lastPull = clock.now();
            nowPlaying.setOutput(output);
            nowPlaying.setSession(session);
            nowPlaying.update();
            clock.advance(milliseconds{250});
        }
        void forTime(milliseconds length)
        {
            for (milliseconds passed{0}; passed < length; passed += milliseconds{250})
                quarter();
        }
        void lose()
        {
            sounds = false;
            session.phase = LinePhase::Dialing;
            session.phaseSince = clock.now();
            session.lostAt = clock.now();
            session.lostBy = Failure{Cause::ServerLost, {}};
            session.failure = session.lostBy;
            session.failedAt = clock.now();
        }
        void comeBack()
        {
            session.phase = LinePhase::Live;
            session.phaseSince = clock.now();
            session.failure.reset();
            ++session.reconnects;
        }
        const NowPlayingView &view() const { return nowPlaying.view(); }
        QString said() const { return sentence(view().verdict).next; }
        std::vector<Kind> kinds() const
        {
            std::vector<Kind> found;
            for (const TimelineEntry &entry : view().timeline)
                found.push_back(entry.kind);
            return found;
        }
        const TimelineEntry *last(Kind kind) const
        {
            const auto found = std::ranges::find(
                view().timeline.rbegin(), view().timeline.rend(), kind, &TimelineEntry::kind);
            return found == view().timeline.rend() ? nullptr : &*found;
        }
    };

private slots:
    void skip_isOnTheTimeline_once()
    {
        Listener listener;
        listener.audio.skipped += milliseconds{3000};
        listener.forTime(seconds{10});
        listener.audio.skipped += milliseconds{300};
        listener.forTime(seconds{10});
        const auto &timeline = listener.nowPlaying.view().timeline;
        QCOMPARE(std::ranges::count(timeline, Kind::Skipped, &TimelineEntry::kind), 1);
        QCOMPARE(timeline.back().kind, Kind::Skipped);
        QCOMPARE(timeline.back().duration, milliseconds(3000));
    }

    void gaps_areTheSourcesOrTheServers_asTheListenerWasTold()
    {
        Listener listener;
        GapStats gaps{.received = 1000};
        const auto tell = [&](quint64 GapStats::*kind, std::optional<Instant> GapStats::*last) {
            for (int i = 0; i < 32; ++i) {
                gaps.received += 12;
                gaps.*kind += 1;
                gaps.*last = listener.clock.now();
                listener.nowPlaying.setGaps({{kAna, gaps}});
                listener.quarter();
            }
            return listener.nowPlaying.view().verdict.id;
        };
        QCOMPARE(tell(&GapStats::atConnection, &GapStats::lastAtConnection), QStringLiteral("ok.live"));
        QCOMPARE(tell(&GapStats::atSource, &GapStats::lastAtSource), QStringLiteral("stage.uplink_choppy"));
        listener.forTime(seconds{20});
        QCOMPARE(tell(&GapStats::atServer, &GapStats::lastAtServer), QStringLiteral("server.choppy"));
        QCOMPARE(listener.nowPlaying.view().verdict.side, Side::Server);
    }

    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void recoveredOutage_isNoGap()
    {
        Listener listener;
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.live"));
        listener.lose();
        listener.forTime(seconds{4});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("server.lost"));
        listener.comeBack();
        listener.session.catchUp.mode = ListeningMode::Recovering;
        listener.forTime(milliseconds{500});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("checking"));
        QVERIFY(listener.view().verdict.check == Check::Missed);

        listener.sounds = true;
        listener.session.catchUp.mode = ListeningMode::CatchingUp;
        listener.session.catchUp.behind = milliseconds{4500};
        listener.session.catchUp.lastRecovered = milliseconds{4500};
        listener.session.catchUp.lastRecovery = listener.clock.now();
        listener.forTime(seconds{2});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.delayed"));
        QVERIFY(listener.view().verdict.action == Action::SkipToLive);
        QVERIFY(listener.view().evidence.gapsInTenMinutes == milliseconds{0});
        QVERIFY(listener.view().evidence.madeUpInTenMinutes >= seconds{4});

        listener.session.catchUp.behind = milliseconds{200};
        listener.forTime(milliseconds{250});
        listener.session.catchUp.mode = ListeningMode::Live;
        listener.session.catchUp.behind = milliseconds{0};
        listener.forTime(seconds{3});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.live"));
        QVERIFY2(listener.said().startsWith(QStringLiteral("Nothing was missed in the last 10 minutes: 4")),
            qPrintable(listener.said()));
        QVERIFY(listener.last(Kind::Reconnected)->lost == milliseconds{0});
        QVERIFY(listener.last(Kind::CaughtUp));
        QVERIFY(!listener.last(Kind::BackToLive));
    }

    void refusedCatchUp_isSaidWithItsReason()
    {
        Listener listener;
        listener.lose();
        listener.forTime(seconds{3});
        listener.comeBack();
        listener.session.catchUp.refusal = CatchUpRefusal::SwitchedOff;
        listener.session.catchUp.lastRecovery = listener.clock.now();
        listener.sounds = true;
        listener.quarter();
        QVERIFY(!listener.last(Kind::Reconnected)->lost); // not known before live packets come
        listener.session.catchUp.lastLost = seconds{3};
        listener.audio.concealed += seconds{3};
        listener.forTime(seconds{5});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.live"));
        QCOMPARE(listener.said(),
            QStringLiteral(
                "Gaps in the last 10 minutes: 3.0 s in all. 3.0 s were lost: the host has switched "
                "catch-up off."));
        QVERIFY(listener.last(Kind::Reconnected)->lost == seconds{3});
    }

    void shortLoss_leavesOneEntry()
    {
        Listener listener;
        listener.lose();
        listener.forTime(milliseconds{500});
        listener.comeBack();
        listener.sounds = true;
        listener.forTime(seconds{5});
        const std::vector<Kind> expected{Kind::EventStarted, Kind::Joined, Kind::Reconnected};
        QVERIFY(listener.kinds() == expected);
    }

    void seeking_isOnTheTimeline()
    {
        Listener listener;
        listener.session.catchUp.mode = ListeningMode::Rewound;
        listener.session.catchUp.behind = minutes{5};
        listener.forTime(seconds{2});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.delayed"));
        QVERIFY(listener.view().verdict.action == Action::BackToLive);
        QVERIFY(listener.last(Kind::Rewound)->duration == minutes{5});
        // Packets of then bear their own time; what is heard counts.
        listener.audio.lastPacket = listener.clock.now() - minutes{5};
        listener.forTime(seconds{30});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("ok.delayed"));
        listener.session.catchUp.mode = ListeningMode::Live;
        listener.session.catchUp.behind = milliseconds{0};
        listener.forTime(seconds{2});
        QVERIFY(listener.last(Kind::BackToLive));
        QVERIFY(!listener.last(Kind::CaughtUp));
    }

    void sleep_isSaid_andOnTheTimeline()
    {
        Listener listener;
        listener.clock.advance(minutes{12});
        listener.lose();
        listener.quarter();
        QCOMPARE(listener.view().verdict.id, QStringLiteral("you.resumed"));
        listener.session.resumedAt = listener.clock.now();
        listener.session.sleptFor = minutes{12};
        listener.quarter();
        QCOMPARE(listener.view().verdict.id, QStringLiteral("you.resumed"));
        listener.forTime(seconds{8});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("server.lost"));
        QVERIFY(listener.last(Kind::Woke)->duration == minutes{12});
        QCOMPARE(std::ranges::count(listener.kinds(), Kind::Woke), 1);
    }

    void courseOfTheEvent_isOnTheTimeline()
    {
        Listener listener;
        listener.state.phase = Phase::Paused;
        listener.forTime(seconds{2});
        listener.state.phase = Phase::Live;
        listener.forTime(seconds{2});
        listener.state.phase = Phase::Ended;
        listener.state.ended = listener.clock.wall();
        listener.forTime(seconds{2});
        const std::vector<Kind> expected{
            Kind::EventStarted, Kind::Joined, Kind::EventPaused, Kind::EventEnded};
        QVERIFY(listener.kinds() == expected);
    }

    void postponed_keepsTheNewStart()
    {
        Listener listener;
        listener.nowPlaying.begin(kEvent, QStringLiteral("live.example.org"), std::nullopt, {});
        listener.state.phase = Phase::Scheduled;
        listener.state.started.reset();
        listener.state.planned = listener.clock.wall() + minutes{5};
        listener.forTime(seconds{2});
        listener.state.postponedFrom = {listener.state.planned};
        listener.state.planned += minutes{15};
        listener.forTime(seconds{2});
        QVERIFY(listener.last(Kind::Postponed)->planned == listener.state.planned);
        QCOMPARE(std::ranges::count(listener.kinds(), Kind::Postponed), 1);
    }

    void endedByThePage_whileNoServerAnswers()
    {
        Listener listener;
        listener.lose();
        listener.forTime(seconds{2});
        SecondOpinion page;
        page.readAt = listener.clock.now();
        page.written = listener.clock.wall();
        page.card = ScheduleCard{.id = kEvent};
        page.card->phase = Phase::Ended;
        page.card->planned = listener.state.planned;
        page.card->ended = listener.clock.wall();
        listener.session.secondOpinion = page;
        listener.forTime(seconds{2});
        QCOMPARE(listener.view().verdict.id, QStringLiteral("event.ended"));
        QVERIFY(listener.last(Kind::EventEnded));
    }
};

QTEST_GUILESS_MAIN(NowPlayingCourseTest)
#include "now_playing_course_test.moc"
