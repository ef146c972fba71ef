#include "session/event_listener.h"
#include "support/fake_archive.h"
#include "support/virtual_clock.h"
#include "wire/subjects.h"

#include <QPointer>
#include <QTest>

#include <map>
#include <set>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");
const EventId kOther = *EventId::parse(u"other");
constexpr milliseconds kStep{20};
constexpr milliseconds kPacket{60};

UserKey keyOf(int number)
{
    return *UserKey::parse(QStringLiteral("U%1")
                               .arg(number, 55, 8, QLatin1Char('A'))
                               .replace('0', 'B')
                               .replace('1', 'C')
                               .replace('8', 'D')
                               .replace('9', 'E'));
}

/// Somebody who talks without a pause.
struct Talker {
    UserKey key;
    quint32 ssrc = 1;
    quint16 sequence = 0;
    quint32 timestamp = 0;
    bool talks = true;

    RtpPacket next()
    {
        RtpPacket packet;
        packet.sequence = sequence++;
        packet.timestamp = timestamp;
        packet.ssrc = ssrc;
        packet.payload = "opus";
        return packet;
    }
};

struct Played {
    UserKey speaker;
    quint32 ssrc;
    quint16 sequence;
    Instant arrival;
    Instant at;
};

/// Server, archive, speakers and player of one listener, in virtual time.
class World
{
public:
    explicit World(int talkers = 1, quint64 listenerId = 99, int servers = 1)
    {
        for (int i = 0; i < talkers; ++i)
            add(quint16(65'500 + 1000 * i));
        listener = std::make_unique<EventListener>(clock, session, kEvent, listenerId,
            EventListener::Mediator{[this](int slot, const RtpPacket &packet, Instant arrival) {
                                        played.push_back({*slots_[size_t(slot)], packet.ssrc, packet.sequence,
                                            arrival, clock.now()});
                                    },
                [](int) {}, [this](microseconds shift) { seeks.push_back(shift); },
                [this]() -> std::optional<PlayoutProgress> { return progress; }});
        QObject::connect(listener.get(), &EventListener::slotsChanged,
            [this](const EventListener::Slots &used) { slots_ = used; });
        Session::Config config;
        for (int i = 1; i <= servers; ++i)
            config.servers.push_back({QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(i)), {}});
        session.start(config);
        dialled.last()->accept(info);
    }

    Talker &add(quint16 sequence)
    {
        const int number = int(talkers_.size()) + 1;
        talkers_.push_back({keyOf(number), quint32(number), sequence, quint32(4'294'000'000), true});
        state.stage.push_back({talkers_.back().key, QStringLiteral("T"), Role::Speaker, false,
            Presence::Present, clock.wall()});
        return talkers_.back();
    }

    void pass(milliseconds duration)
    {
        for (milliseconds done{0}; done < duration; done += kStep) {
            sendDue();
            if (session.isLive()) {
                archive.serve(*dialled.last());
                for (; pongs < dialled.last()->m_pings; ++pongs)
                    dialled.last()->answerPing(milliseconds{1}, clock.now());
            }
            clock.advance(kStep);
        }
    }
    void loseLine()
    {
        isCut = true;
        if (!session.isLive())
            return;
        archive.loseLine(*dialled.last());
        dialled.last()->fail(Cause::ServerLost);
    }
    void restoreLine()
    {
        isCut = false;
        pongs = 0;
        while (!session.isLive()) {
            if (session.stats().phase == LinePhase::Waiting)
                session.tryNow();
            dialled.last()->accept(info);
        }
    }
    /// The server is to be left; it brings nothing any more and ends just when the next one has let us in.
    void goOverToNext(milliseconds unheard)
    {
        NatsInfo lameDuck = info;
        lameDuck.lameDuck = true;
        const QPointer<FakeConnection> former = dialled.last();
        emit former->infoChanged(lameDuck);
        isCut = true;
        pass(unheard);
        isCut = false;
        pongs = 0;
        dialled.last()->accept(info);
        if (former)
            former->fail(Cause::ServerLost);
    }
    void outage(milliseconds duration)
    {
        loseLine();
        pass(duration);
        restoreLine();
    }
    /// Every number of the talker's stream from the first played to the newest sent, once and in order.
    QString flaw(const Talker &talker, int allowedMissing = 0) const
    {
        std::optional<quint16> last;
        int missing = 0;
        for (const Played &packet : played) {
            if (packet.speaker != talker.key || packet.ssrc != talker.ssrc)
                continue;
            if (last) {
                const int step = qint16(packet.sequence - *last);
                if (step <= 0)
                    return QStringLiteral("%1 after %2").arg(packet.sequence).arg(*last);
                missing += step - 1;
            }
            last = packet.sequence;
        }
        if (!last)
            return QStringLiteral("nothing was played");
        const int tail = qint16(talker.sequence - 1 - *last);
        return missing == allowedMissing && tail <= 0
            ? QString()
            : QStringLiteral("%1 missing, %2 at the end").arg(missing).arg(tail);
    }
    CatchUpStats stats() const { return listener->catchUpStats(); }
    void deliver(const QByteArray &subject, const QByteArray &payload)
    {
        if (!isCut && session.isLive())
            dialled.last()->deliver(subject, payload, clock.now());
    }

    VirtualClock clock;
    SeededRandom random{5};
    FakeArchive archive{clock};
    NatsInfo info;
    QList<QPointer<FakeConnection>> dialled;
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        dialled.append(made.get());
                        return made;
                    }};
    std::vector<Talker> talkers_;
    EventState state = makeState();
    bool sendsState = true;
    bool stores = true;
    int othersPerStep = 0; ///< messages of another event in the same stream
    std::vector<Played> played;
    std::vector<microseconds> seeks;
    std::optional<PlayoutProgress> progress;
    EventListener::Slots slots_;
    std::unique_ptr<EventListener> listener;
    bool isCut = false;

private:
    EventState makeState()
    {
        EventState made{.id = kEvent};
        made.phase = Phase::Live;
        made.planned = made.started.emplace(clock.wall());
        made.catchUpShare = 1;
        return made;
    }
    void sendDue()
    {
        if (sendsState && tick % 50 == 0) {
            ++state.revision;
            deliver(subjects::state(kEvent), writeState(state));
        }
        for (int i = 0; i < othersPerStep; ++i)
            archive.store(subjects::audio(kOther, keyOf(60)), "x");
        for (size_t i = 0; i < talkers_.size(); ++i) {
            Talker &talker = talkers_[i];
            if ((tick + int(i)) % int(kPacket / kStep) != 0)
                continue;
            talker.timestamp += 2880;
            if (!talker.talks)
                continue;
            const QByteArray bytes = writeRtp(talker.next());
            if (stores)
                archive.store(subjects::audio(kEvent, talker.key), bytes);
            deliver(subjects::audio(kEvent, talker.key), bytes);
        }
        ++tick;
    }

    int tick = 0;
    int pongs = 0;
};

} // namespace

class CatchUpTest : public QObject
{
    Q_OBJECT

private slots:
    void join_asksTheArchiveNothing();
    void outage_isFilled_inOrder_andCounted_data();
    void outage_isFilled_inOrder_andCounted();
    void longOutage_isHandedOnAsThePlayerNeedsIt();
    void lineLostAgain_whileFetching_isFilledToo();
    void lineGoesOverToAReadyOne_isFilled();
    void switchedOff_orNotMyShare_orTooLong_fetchesNothing_data();
    void switchedOff_orNotMyShare_orTooLong_fetchesNothing();
    void jumpToLive_fetchesNothing();
    void silentOrMissingArchive_holdsLiveAudioNoLonger_data();
    void silentOrMissingArchive_holdsLiveAudioNoLonger();
    void holeInTheArchive_isFilledByRepeats();
    void holeWhileCatchingUp_isWaitedForToo();
    void restartedSpeaker_isHeardFromTheFirstPacket();
    void speakerWhoCameMeanwhile_isHeardFromTheFirstPacket();
    void thirtyTwoSpeakers_areAllFilled();
    void rewind_playsWhatWasSaidThen_andStaysThere();
    void rewind_beyondTheStart_goesToTheStart();
    void rewind_survivesAnOutage();
    void rewind_thenLive_playsLiveAtOnce();
    void rewind_thatTimesOut_isTriedAgain();
    void rewind_thatMeetsNoResponders_isTriedAgain();
    void rewind_whereNothingIsKept_isNotAskedForEver();
    void rewind_whereNothingWasMissed_survivesAnOutage_andGoesLive();
    void rewindInALongSharedStream_takesFewRoundTrips();
    void batches_areUsedWhereTheServerCan_data();
    void batches_areUsedWhereTheServerCan();
    void hostileAnswers_doNoHarm_data();
    void hostileAnswers_doNoHarm();
    void arrival_isThatOfAListenerWhoWasLive();
};

void CatchUpTest::join_asksTheArchiveNothing()
{
    World world;
    world.pass(seconds{10});
    QCOMPARE(world.archive.m_requests, 0);
    QVERIFY(!world.dialled.last()->m_subscriptions.empty());
    for (const auto &[sid, subject] : world.dialled.last()->m_subscriptions)
        QVERIFY(!subject.contains(".again."));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    QVERIFY(world.flaw(world.talkers_[0]).isEmpty());
    QVERIFY(world.stats().rewindable >= seconds{9});
}

void CatchUpTest::outage_isFilled_inOrder_andCounted_data()
{
    QTest::addColumn<int>("talkers");
    QTest::addColumn<int>("outageMs");
    QTest::addColumn<int>("others");
    QTest::addColumn<int>("clockAheadMs");
    QTest::newRow("short") << 1 << 200 << 0 << 0;
    QTest::newRow("three seconds") << 1 << 3000 << 0 << 0;
    QTest::newRow("two interleaved") << 2 << 3000 << 0 << 0;
    QTest::newRow("other events in the stream") << 2 << 3000 << 3 << 0;
    QTest::newRow("server's clock is ahead") << 2 << 3000 << 1 << 90'000;
    QTest::newRow("server's clock is behind") << 2 << 3000 << 1 << -90'000;
    QTest::newRow("a minute") << 2 << 60'000 << 1 << 0;
    QTest::newRow("nine minutes") << 1 << 540'000 << 0 << 0;
}

void CatchUpTest::outage_isFilled_inOrder_andCounted()
{
    QFETCH(int, talkers);
    QFETCH(int, outageMs);
    QFETCH(int, others);
    QFETCH(int, clockAheadMs);
    World world(talkers);
    world.archive.setClockAhead(milliseconds{clockAheadMs});
    world.othersPerStep = others;
    world.pass(seconds{10});
    const int before = int(world.played.size());
    world.outage(milliseconds{outageMs});
    world.pass(seconds{1});
    QVERIFY(int(world.played.size()) > before);
    // At 1.15 times the speed, what was missed is played in 7 times its time.
    world.pass(milliseconds{outageMs} * 8 + seconds{4});
    for (const Talker &talker : world.talkers_)
        QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    const CatchUpStats stats = world.stats();
    QCOMPARE(stats.mode, ListeningMode::Live);
    QCOMPARE(stats.lost, quint64(0));
    QCOMPARE(stats.lastLost, milliseconds{0});
    const int missed = talkers * outageMs / 60;
    QVERIFY2(
        std::abs(int(stats.recovered) - missed) <= 2 * talkers, qPrintable(QString::number(stats.recovered)));
    QVERIFY(std::abs(stats.lastRecovered.count() - outageMs) <= 200);
    QVERIFY(stats.lastRecovery.has_value());
    QCOMPARE(stats.refusal, CatchUpRefusal::None);
}

void CatchUpTest::longOutage_isHandedOnAsThePlayerNeedsIt()
{
    World world;
    world.pass(seconds{10});
    world.outage(seconds{120});
    for (int i = 0; i < 60; ++i) {
        world.pass(seconds{1});
        const Played &newest = world.played.back();
        // The player may have got at most what it played since, and 3 s more.
        const auto handedOn = newest.arrival - (world.clock.now() - seconds{120} - seconds{i + 1});
        QVERIFY2(handedOn < seconds{5} + milliseconds{1150} * (i + 1),
            qPrintable(QString::number(toMs(handedOn))));
        QCOMPARE(world.stats().mode, ListeningMode::CatchingUp);
    }
    QVERIFY(world.stats().behind > seconds{100});
    // The player says where it is: the rest follows it.
    world.progress = PlayoutProgress{seconds{60}, seconds{59}};
    world.pass(seconds{20});
    QVERIFY(world.clock.now() - world.played.back().arrival < seconds{58});
    QVERIFY(world.clock.now() - world.played.back().arrival > seconds{55});
    QCOMPARE(world.stats().behind, milliseconds{59'000});
    world.progress = PlayoutProgress{milliseconds{150}, milliseconds{10}};
    world.pass(seconds{30});
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    QVERIFY2(world.flaw(world.talkers_[0]).isEmpty(), qPrintable(world.flaw(world.talkers_[0])));
}

void CatchUpTest::lineLostAgain_whileFetching_isFilledToo()
{
    for (const int afterMs : {20, 60, 100, 140, 300, 1000, 4000}) {
        World world(2);
        world.pass(seconds{10});
        world.outage(seconds{10});
        world.pass(milliseconds{afterMs});
        world.outage(seconds{2});
        world.pass(seconds{110});
        for (const Talker &talker : world.talkers_)
            QVERIFY2(world.flaw(talker).isEmpty(),
                qPrintable(QStringLiteral("%1: ").arg(afterMs) + world.flaw(talker)));
        QCOMPARE(world.stats().mode, ListeningMode::Live);
        QCOMPARE(world.stats().lost, quint64(0));
    }
}

void CatchUpTest::lineGoesOverToAReadyOne_isFilled()
{
    World world(2, 99, 2);
    world.pass(seconds{10});
    int timesNotLive = 0;
    QObject::connect(
        &world.session, &Session::stateChanged, [&] { timesNotLive += world.session.isLive() ? 0 : 1; });
    world.goOverToNext(seconds{1});
    QCOMPARE(world.dialled.size(), qsizetype(2));
    QCOMPARE(timesNotLive, 0);
    QVERIFY(world.session.isLive());
    world.pass(seconds{20});
    for (const Talker &talker : world.talkers_)
        QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    QCOMPARE(world.stats().lost, quint64(0));
    QVERIFY(world.stats().recovered >= 30);
}

void CatchUpTest::switchedOff_orNotMyShare_orTooLong_fetchesNothing_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<int>("outageS");
    QTest::addColumn<CatchUpRefusal>("refusal");
    QTest::newRow("off") << 0.0 << 3 << CatchUpRefusal::SwitchedOff;
    QTest::newRow("share of nearly none") << 1e-9 << 3 << CatchUpRefusal::NotMyShare;
    QTest::newRow("share of nearly all") << 1 - 1e-9 << 3 << CatchUpRefusal::None;
    QTest::newRow("eleven minutes") << 1.0 << 660 << CatchUpRefusal::TooLong;
}

void CatchUpTest::switchedOff_orNotMyShare_orTooLong_fetchesNothing()
{
    QFETCH(double, share);
    QFETCH(int, outageS);
    QFETCH(CatchUpRefusal, refusal);
    World world;
    world.state.catchUpShare = share;
    world.pass(seconds{10});
    world.outage(seconds{outageS});
    const size_t before = world.played.size();
    world.pass(milliseconds{100});
    const bool isRefused = refusal != CatchUpRefusal::None;
    QCOMPARE(world.played.size() > before && world.archive.m_requests == 0, isRefused);
    world.pass(seconds{1});
    QCOMPARE(world.stats().refusal, refusal);
    const int missed = outageS * 1000 / 60;
    QCOMPARE(world.stats().mode == ListeningMode::Live, isRefused);
    QVERIFY(std::abs(int(world.stats().lost) - (isRefused ? missed : 0)) <= 2);
    QVERIFY(std::abs(world.stats().lastLost.count() - (isRefused ? outageS * 1000 : 0)) <= 120);
    world.listener->seek(seconds{5});
    world.pass(seconds{1});
    QCOMPARE(world.stats().mode == ListeningMode::Rewound, share > 0.5);
    QCOMPARE(world.stats().rewindable > seconds{1}, share > 0.5);
}

void CatchUpTest::jumpToLive_fetchesNothing()
{
    World world;
    world.listener->setCatchUpWanted(false);
    world.pass(seconds{10});
    world.outage(seconds{3});
    const size_t before = world.played.size();
    world.pass(milliseconds{100});
    QVERIFY(world.played.size() > before);
    QCOMPARE(world.archive.m_requests, 0);
    world.listener->setCatchUpWanted(true);
    world.outage(seconds{60});
    world.pass(seconds{5});
    QCOMPARE(world.stats().mode, ListeningMode::CatchingUp);
    world.listener->setCatchUpWanted(false);
    world.pass(seconds{2});
    QVERIFY(world.stats().lost > 0);
}

void CatchUpTest::silentOrMissingArchive_holdsLiveAudioNoLonger_data()
{
    QTest::addColumn<bool>("missing");
    QTest::addColumn<int>("withinMs");
    QTest::newRow("silent") << false << 1700;
    QTest::newRow("missing") << true << 700;
}

void CatchUpTest::silentOrMissingArchive_holdsLiveAudioNoLonger()
{
    QFETCH(bool, missing);
    QFETCH(int, withinMs);
    World world;
    world.pass(seconds{10});
    world.archive.m_isSilent = !missing;
    world.archive.m_isMissing = missing;
    world.outage(seconds{3});
    const size_t before = world.played.size();
    world.pass(milliseconds{withinMs});
    QVERIFY(world.played.size() > before);
    QVERIFY2(world.flaw(world.talkers_[0], 50).isEmpty(), qPrintable(world.flaw(world.talkers_[0], 50)));
    QCOMPARE(world.stats().refusal, CatchUpRefusal::NoArchive);
    QCOMPARE(world.stats().lost, quint64(50));
    QCOMPARE(world.stats().lastLost, milliseconds{3000});
    QCOMPARE(world.stats().mode, ListeningMode::Live);
}

void CatchUpTest::holeInTheArchive_isFilledByRepeats()
{
    World world;
    world.pass(seconds{10});
    Talker &talker = world.talkers_[0];
    // The stream has no leader: nothing is stored, and the speaker sends again 0.4 s later.
    world.stores = false;
    const Talker then = talker;
    world.outage(milliseconds{300});
    world.pass(milliseconds{300});
    const size_t before = world.played.size();
    Talker again = then;
    for (int i = 0; i < 5; ++i) {
        again.timestamp += 2880;
        world.deliver(subjects::again(kEvent, talker.key), writeRtp(again.next()));
    }
    world.pass(milliseconds{100});
    QVERIFY(world.played.size() >= before + 5);
    world.stores = true;
    world.pass(seconds{10});
    QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    QCOMPARE(world.stats().lost, quint64(0));
    QCOMPARE(world.stats().recovered, quint64(5));
    world.pass(seconds{10});
    for (const auto &[sid, subject] : world.dialled.last()->m_subscriptions)
        QVERIFY(!subject.contains(".again."));
}

void CatchUpTest::holeWhileCatchingUp_isWaitedForToo()
{
    World world;
    world.pass(seconds{10});
    world.outage(seconds{1});
    world.pass(seconds{2});
    QCOMPARE(world.stats().mode, ListeningMode::CatchingUp);
    Talker &talker = world.talkers_[0];
    world.stores = false;
    Talker again = talker;
    world.outage(milliseconds{300});
    world.pass(milliseconds{400});
    for (int i = 0; i < 5; ++i) {
        again.timestamp += 2880;
        world.deliver(subjects::again(kEvent, talker.key), writeRtp(again.next()));
    }
    world.stores = true;
    world.pass(seconds{20});
    QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    QCOMPARE(world.stats().lost, quint64(0));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
}

void CatchUpTest::restartedSpeaker_isHeardFromTheFirstPacket()
{
    World world;
    world.pass(seconds{10});
    world.loseLine();
    world.pass(seconds{2});
    Talker &talker = world.talkers_[0];
    const Talker before = talker;
    talker.ssrc = 77;
    talker.sequence = 7;
    talker.timestamp = 12'345;
    world.pass(seconds{2});
    world.restoreLine();
    world.pass(seconds{40});
    QVERIFY2(world.flaw(before).isEmpty(), qPrintable(world.flaw(before)));
    QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    const auto first = std::ranges::find(world.played, quint32(77), &Played::ssrc);
    QCOMPARE(first->sequence, quint16(7));
    QCOMPARE(world.stats().lost, quint64(0));
}

void CatchUpTest::speakerWhoCameMeanwhile_isHeardFromTheFirstPacket()
{
    World world;
    world.pass(seconds{10});
    world.loseLine();
    world.pass(seconds{1});
    world.add(3);
    world.pass(seconds{2});
    world.restoreLine();
    world.pass(seconds{40});
    for (const Talker &talker : world.talkers_)
        QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    const auto first = std::ranges::find(world.played, world.talkers_[1].key, &Played::speaker);
    QCOMPARE(first->sequence, quint16(3));
}

void CatchUpTest::thirtyTwoSpeakers_areAllFilled()
{
    World world(32);
    world.pass(seconds{5});
    world.outage(seconds{5});
    world.pass(seconds{50});
    for (const Talker &talker : world.talkers_)
        QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    QCOMPARE(world.stats().lost, quint64(0));
}

void CatchUpTest::rewind_playsWhatWasSaidThen_andStaysThere()
{
    World world(2);
    world.pass(seconds{120});
    world.listener->seek(seconds{30});
    world.played.clear();
    world.pass(milliseconds{500});
    QCOMPARE(world.seeks, std::vector<microseconds>{seconds{30}});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    QCOMPARE(world.stats().behind, milliseconds{30'000});
    world.played.erase(world.played.begin(),
        std::ranges::find_if(world.played, [&](const Played &p) { return p.at - p.arrival > seconds{1}; }));
    const auto behindAtFirst = world.played.front().at - world.played.front().arrival;
    QVERIFY2(behindAtFirst <= seconds{30} + milliseconds{300} && behindAtFirst > seconds{29},
        qPrintable(QString::number(toMs(behindAtFirst))));
    world.pass(seconds{60});
    const auto behind = world.clock.now() - world.played.back().arrival;
    QVERIFY2(behind > seconds{26} && behind < seconds{28}, qPrintable(QString::number(toMs(behind))));
    // The 30 s were fetched, then what had come live meanwhile was played.
    QVERIFY2(world.archive.m_requests < 1500, qPrintable(QString::number(world.archive.m_requests)));
    const int requests = world.archive.m_requests;
    world.pass(seconds{30});
    QCOMPARE(world.archive.m_requests, requests);
    QVERIFY(std::abs((world.stats().rewindable - seconds{210}).count()) < 1500);
    world.listener->seek(milliseconds{0});
    for (const Talker &talker : world.talkers_) {
        world.pass(seconds{2});
        Q_UNUSED(talker)
    }
    QCOMPARE(world.stats().mode, ListeningMode::Live);
}

void CatchUpTest::rewind_beyondTheStart_goesToTheStart()
{
    World world;
    world.othersPerStep = 1;
    world.pass(seconds{40});
    world.listener->seek(minutes{60});
    world.played.clear();
    world.pass(seconds{2});
    QCOMPARE(world.seeks.size(), size_t(1));
    QVERIFY(world.seeks[0] > seconds{39} && world.seeks[0] <= seconds{41});
    const auto first
        = std::ranges::find_if(world.played, [](const Played &p) { return p.at - p.arrival > seconds{1}; });
    QVERIFY(first != world.played.end());
    QCOMPARE(first->sequence, quint16(65'500));
    world.pass(seconds{100});
    QVERIFY(world.stats().behind > seconds{38});
}

void CatchUpTest::rewind_survivesAnOutage()
{
    for (const int afterS : {1, 10, 60}) {
        World world(2);
        world.pass(seconds{120});
        world.listener->seek(seconds{30});
        world.pass(seconds{1});
        world.played.clear();
        world.pass(seconds{afterS});
        world.outage(seconds{8});
        world.pass(seconds{120});
        QCOMPARE(world.stats().mode, ListeningMode::Rewound);
        QCOMPARE(world.stats().behind, milliseconds{30'000});
        QCOMPARE(world.seeks.size(), size_t(1));
        const auto behind = world.clock.now() - world.played.back().arrival;
        QVERIFY2(behind > seconds{26} && behind < seconds{28}, qPrintable(QString::number(toMs(behind))));
        for (size_t i = 1; i < world.played.size(); ++i)
            QVERIFY(world.played[i].arrival >= world.played[i - 1].arrival - milliseconds{100});
        std::map<UserKey, quint16> last;
        for (const Played &packet : world.played) {
            if (last.contains(packet.speaker))
                QCOMPARE(int(quint16(packet.sequence - last[packet.speaker])), 1);
            last[packet.speaker] = packet.sequence;
        }
        QCOMPARE(world.stats().lost, quint64(0));
    }
}

void CatchUpTest::rewind_thenLive_playsLiveAtOnce()
{
    World world;
    world.pass(seconds{60});
    world.listener->seek(seconds{20});
    world.pass(seconds{5});
    world.listener->seek(milliseconds{0});
    world.played.clear();
    world.pass(milliseconds{200});
    QCOMPARE(world.seeks.back(), microseconds{0});
    QVERIFY(world.played.size() >= 3);
    QVERIFY(world.clock.now() - world.played.front().arrival <= milliseconds{220});
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    QCOMPARE(world.stats().behind, milliseconds{0});
}

void CatchUpTest::rewind_thatTimesOut_isTriedAgain()
{
    World world;
    world.pass(seconds{60});
    world.archive.m_timesOut = true;
    world.listener->seek(seconds{20});
    world.pass(milliseconds{100});
    QVERIFY(world.seeks.empty());
    // A slow server is no word on what is kept.
    QVERIFY(world.stats().rewindable > seconds{50});
    world.archive.m_timesOut = false;
    world.pass(seconds{2});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    QCOMPARE(world.stats().refusal, CatchUpRefusal::None);
    QCOMPARE(world.seeks, std::vector<microseconds>{seconds{20}});
}

void CatchUpTest::rewind_thatMeetsNoResponders_isTriedAgain()
{
    World world;
    world.pass(seconds{60});
    world.archive.m_isMissing = true;
    world.listener->seek(seconds{20});
    world.pass(milliseconds{100});
    QVERIFY(world.archive.m_requests > 0);
    world.archive.m_isMissing = false;
    world.pass(seconds{1});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    QCOMPARE(world.seeks, std::vector<microseconds>{seconds{20}});
}

void CatchUpTest::rewind_whereNothingIsKept_isNotAskedForEver()
{
    World world;
    world.pass(seconds{60});
    world.archive.m_isMissing = true;
    world.listener->seek(seconds{20});
    world.pass(seconds{2});
    QCOMPARE(world.stats().refusal, CatchUpRefusal::NoArchive);
    QCOMPARE(world.stats().rewindable, milliseconds{0});
    const int requests = world.archive.m_requests;
    world.pass(seconds{5});
    QCOMPARE(world.archive.m_requests, requests);
}

void CatchUpTest::rewind_whereNothingWasMissed_survivesAnOutage_andGoesLive()
{
    World world;
    world.state.phase = Phase::Ended;
    Talker &talker = world.talkers_[0];
    talker.talks = false;
    for (int i = 0; i < 500; ++i) {
        talker.timestamp += 2880;
        world.archive.store(subjects::audio(kEvent, talker.key), writeRtp(talker.next()),
            world.clock.wall() - seconds{30} + kPacket * i);
    }
    world.pass(seconds{2});
    world.listener->seek(seconds{20});
    // All is read by then, but not all handed on.
    world.pass(seconds{12});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    world.outage(seconds{1});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    const auto played = world.played.size();
    world.pass(seconds{5});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    QVERIFY(world.played.size() > played);
    world.listener->seek(milliseconds{0});
    QCOMPARE(world.seeks, (std::vector<microseconds>{seconds{20}, seconds{0}}));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
}

void CatchUpTest::rewindInALongSharedStream_takesFewRoundTrips()
{
    World world;
    // Three events of 10,000 messages each over ten minutes, interleaved.
    Talker &talker = world.talkers_[0];
    const WallTime start = world.clock.wall() - minutes{10};
    for (int i = 0; i < 10'000; ++i) {
        const WallTime at = start + milliseconds{60} * i;
        talker.timestamp += 2880;
        world.archive.store(subjects::audio(kEvent, talker.key), writeRtp(talker.next()), at);
        world.archive.store(subjects::audio(kOther, talker.key), "x", at);
        world.archive.store(subjects::audio(*EventId::parse(u"third"), talker.key), "x", at);
    }
    world.archive.m_latency = milliseconds{200};
    world.pass(seconds{2});
    world.played.clear();
    world.listener->seek(seconds{300});
    // Newest, steps back, twice narrower, the first of the reading: five round trips at most.
    world.pass(milliseconds{1100});
    QCOMPARE(world.stats().mode, ListeningMode::Rewound);
    const auto first
        = std::ranges::find_if(world.played, [](const Played &p) { return p.at - p.arrival > seconds{1}; });
    QVERIFY(first != world.played.end());
    QVERIFY(std::abs(toMs(first->at - first->arrival) - 300'000) < 1500);
    qInfo("%d requests until the first packet", world.archive.m_requests);
    QVERIFY(world.archive.m_requests < 160);
}

void CatchUpTest::batches_areUsedWhereTheServerCan_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("leavesOutEnd");
    QTest::addColumn<bool>("batches");
    QTest::newRow("2.9") << "2.9.10" << false << false;
    QTest::newRow("2.11") << "2.11.0" << false << true;
    QTest::newRow("2.15") << "2.15.1" << false << true;
    QTest::newRow("says it can, but cannot") << "2.15.1" << true << false;
    QTest::newRow("no version") << "" << false << false;
}

void CatchUpTest::batches_areUsedWhereTheServerCan()
{
    QFETCH(QString, version);
    QFETCH(bool, leavesOutEnd);
    QFETCH(bool, batches);
    World world(2);
    world.loseLine();
    world.info.version = version;
    world.archive.m_batches = true;
    world.archive.m_leavesOutEnd = leavesOutEnd;
    world.restoreLine();
    world.pass(seconds{10});
    world.outage(seconds{60});
    world.pass(seconds{500});
    for (const Talker &talker : world.talkers_)
        QVERIFY2(world.flaw(talker).isEmpty(), qPrintable(world.flaw(talker)));
    QCOMPARE(world.stats().mode, ListeningMode::Live);
    // 2000 packets were missed.
    QVERIFY2(
        (world.archive.m_requests < 150) == batches, qPrintable(QString::number(world.archive.m_requests)));
}

void CatchUpTest::hostileAnswers_doNoHarm_data()
{
    using Spoil = std::function<NatsMessage(NatsMessage)>;
    QTest::addColumn<Spoil>("spoil");
    const auto header = [](const QByteArray &name, const QByteArray &value) {
        return Spoil([=](NatsMessage message) {
            for (auto &[key, text] : message.headers) {
                if (key == name)
                    text = value;
            }
            return message;
        });
    };
    QTest::newRow("no headers") << Spoil([](NatsMessage m) {
        m.headers.clear();
        return m;
    });
    QTest::newRow("sequence 0") << header("Nats-Sequence", "0");
    QTest::newRow("always the same sequence") << header("Nats-Sequence", "5");
    QTest::newRow("negative sequence") << header("Nats-Sequence", "-5");
    QTest::newRow("largest sequence") << header("Nats-Sequence", "4611686018427387904");
    QTest::newRow("too large sequence") << header("Nats-Sequence", "18446744073709551615");
    QTest::newRow("words for a sequence") << header("Nats-Sequence", "abc");
    QTest::newRow("no time") << header("Nats-Time-Stamp", "yesterday");
    QTest::newRow("first time") << header("Nats-Time-Stamp", "1970-01-01T00:00:00Z");
    QTest::newRow("last time") << header("Nats-Time-Stamp", "9999-12-31T23:59:59.999999999Z");
    QTest::newRow("other subject") << header("Nats-Subject", "ev.other.audio.x");
    QTest::newRow("long subject") << header("Nats-Subject", QByteArray(100'000, '.'));
    QTest::newRow("no packet") << Spoil([](NatsMessage m) {
        m.payload = "garbage";
        return m;
    });
    QTest::newRow("error status") << Spoil([](NatsMessage m) {
        m.status = 500;
        return m;
    });
    QTest::newRow("a stored \"not found\"") << Spoil([](NatsMessage m) {
        m.status = 404;
        m.payload.clear();
        return m;
    });
    QTest::newRow("a stored answer") << Spoil([](NatsMessage m) {
        m.headers.insert(m.headers.begin(),
            {{"Nats-Stream", "KV_earshot_events"}, {"Nats-Subject", "$KV.earshot_events.town-hall"},
                {"Nats-Sequence", "1"}});
        return m;
    });
    QTest::newRow("random times") << Spoil([n = 1u](NatsMessage m) mutable {
        n = n * 1'664'525 + 1'013'904'223;
        m.headers[3].second = "20" + QByteArray::number(10 + n / 65'536 % 80) + "-01-01T00:00:00Z";
        return m;
    });
    QTest::newRow("random sequences") << Spoil([n = 1u](NatsMessage m) mutable {
        n = n * 1'664'525 + 1'013'904'223;
        m.headers[2].second = QByteArray::number(n);
        return m;
    });
    QTest::newRow("fresh numbers each time") << Spoil([n = quint16(0)](NatsMessage m) mutable {
        RtpPacket packet;
        packet.ssrc = packet.sequence = ++n;
        packet.payload = "x";
        m.payload = writeRtp(packet);
        return m;
    });
}

void CatchUpTest::hostileAnswers_doNoHarm()
{
    QFETCH(std::function<NatsMessage(NatsMessage)>, spoil);
    for (const bool batches : {false, true}) {
        World world(2);
        world.loseLine();
        world.info.version = batches ? QStringLiteral("2.12.0") : QStringLiteral("2.9.10");
        world.archive.m_batches = batches;
        world.restoreLine();
        world.pass(seconds{10});
        world.archive.m_spoil = spoil;
        world.outage(seconds{3});
        world.pass(seconds{8});
        // Live audio goes on, whatever the archive says, and the questions end.
        const quint16 sent = world.talkers_[0].sequence;
        const bool heard = std::ranges::any_of(
            world.played, [&](const Played &p) { return p.ssrc == 1 && qint16(sent - p.sequence) < 20; });
        world.pass(seconds{20});
        const int requests = world.archive.m_requests;
        world.pass(seconds{5});
        QVERIFY(heard);
        QVERIFY2(world.archive.m_requests - requests <= 10,
            qPrintable(QString::number(world.archive.m_requests - requests)));
        world.listener->seek(seconds{5});
        world.pass(seconds{20});
        world.listener->seek(seconds{0});
        world.pass(seconds{1});
        QCOMPARE(world.stats().mode, ListeningMode::Live);
        QVERIFY(world.clock.now() - world.played.back().arrival < milliseconds{100});
    }
}

void CatchUpTest::arrival_isThatOfAListenerWhoWasLive()
{
    World world;
    world.archive.setClockAhead(milliseconds{-7'200'000});
    world.pass(seconds{10});
    const quint16 first = world.talkers_[0].sequence;
    const Instant lost = world.clock.now();
    world.outage(seconds{3});
    world.pass(seconds{30});
    for (const Played &packet : world.played) {
        const int number = qint16(packet.sequence - first);
        if (number < 0)
            continue;
        // The talker's first packet of the outage went out at its beginning.
        const auto off = packet.arrival - (lost + kPacket * number);
        QVERIFY2(std::chrono::abs(off) <= milliseconds{60}, qPrintable(QString::number(toMs(off))));
    }
}

QTEST_GUILESS_MAIN(CatchUpTest)
#include "catch_up_test.moc"
