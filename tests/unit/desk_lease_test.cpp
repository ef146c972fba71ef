#include "support/desk_world.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// One event, several desks: who speaks for it, and what the next one knows.
class DeskLeaseTest : public QObject
{
    Q_OBJECT
private slots:
    void onlyDesk_holdsTheEvent_andRenews();
    void twoDesksAtOnce_exactlyOneWins_data();
    void twoDesksAtOnce_exactlyOneWins();
    void killedDesk_isReplacedWithin6Seconds_data();
    void killedDesk_isReplacedWithin6Seconds();
    void takeover_goesOnWithEverything();
    void takeover_isAheadOfAFormerWithAnotherClock();
    void takeover_saysCountsWithTheirAge_untilThereAreNewOnes();
    void haltedDesk_saysNothing_beforeItHasRenewed_data();
    void haltedDesk_saysNothing_beforeItHasRenewed();
    void sleepingDesk_saysNothing_althoughItsMonotonicClockStoodStill();
    void cutOffDesk_fallsSilentBeforeAnotherSpeaks();
    void lostAnswer_isNoConflict();
    void endedDesk_givesBackAtOnce();
    void restartedDesk_goesOnAtOnce_whereItIsTheSame();
    void restartedDesk_goesOnWithin6Seconds_whereItIsAnother();
    void copiedIdentity_doesNotTakeTurns();
    void standby_doesNotBeginAnEvent_butGoesOnWithOne();
    void standby_refusesOperations();
    void leaderless_nobodyTakesOver_andTheHolderGoesOn();
    void withoutJetStream_deskWorks_andSaysSo();
    void backAtAServerWithoutJetStream_holderGoesOnUnguarded();
    void withoutRoom_deskGoesOn_andSaysSo();
    void oldTicket_worksWithoutLease();
    void hostileRecord_isTakenOver_data();
    void hostileRecord_isTakenOver();
    void forgedRecord_takesTheEventFromNobody_data();
    void forgedRecord_takesTheEventFromNobody();
    void forgedRecords_doNotKeepAStandbyWaiting();
    void threeDesks_thousandFaults_neverSpeakTogether();

    void init() { world = std::make_unique<DeskWorld>(); }
    void cleanup() { world.reset(); }

private:
    std::unique_ptr<DeskWorld> world;
    std::size_t beaconsFrom(int who) const
    {
        return std::size_t(std::ranges::count(world->beacons, who, &DeskWorld::Beacon::from));
    }
};

void DeskLeaseTest::onlyDesk_holdsTheEvent_andRenews()
{
    auto &desk = world->add();
    desk.event->start();
    world->pass(seconds{20});
    QCOMPARE(desk.said, QStringList{"holding"});
    QVERIFY(world->stored.size() >= 10);
    for (std::size_t i = 1; i < world->stored.size(); ++i)
        QVERIFY(world->stored[i] - world->stored[i - 1] <= seconds{2});
    QCOMPARE(world->lease()->term, quint64(1));
    QCOMPARE(world->lease()->state.phase, Phase::Live);
    QVERIFY(beaconsFrom(0) >= 19);
}

void DeskLeaseTest::twoDesksAtOnce_exactlyOneWins_data()
{
    QTest::addColumn<int>("later");
    for (const int later : {0, 1, 2, 5, 10})
        QTest::addRow("%d ms later", later) << later;
}
void DeskLeaseTest::twoDesksAtOnce_exactlyOneWins()
{
    QFETCH(const int, later);
    world->add("a");
    world->pass(milliseconds{later}, milliseconds{1});
    world->add("b");
    for (int i = 0; i < 400; ++i) {
        world->pass(milliseconds{5}, milliseconds{1});
        QVERIFY(world->inCharge() != -2);
    }
    const int who = world->inCharge();
    QVERIFY(who >= 0);
    QCOMPARE(beaconsFrom(1 - who), std::size_t(0));
    QCOMPARE(world->computers[std::size_t(1 - who)]->said.last(), QString("standby"));
    QCOMPARE(world->computers[std::size_t(1 - who)]->event->lease().holder, QString(who == 0 ? "a" : "b"));
}

void DeskLeaseTest::killedDesk_isReplacedWithin6Seconds_data()
{
    QTest::addColumn<int>("at");
    for (int at = 10'000; at < 12'000; at += 150)
        QTest::addRow("killed at %d ms", at) << at;
}
void DeskLeaseTest::killedDesk_isReplacedWithin6Seconds()
{
    QFETCH(const int, at);
    world->add("a").event->start();
    world->pass(milliseconds{100});
    auto &second = world->add("b");
    world->pass(milliseconds{at});
    QVERIFY(beaconsFrom(0) > 5);
    world->kill(*world->computers[0]);
    const Instant killed = world->now();
    const std::size_t before = world->beacons.size();
    world->pass(seconds{6});
    QVERIFY(world->beacons.size() > before);
    QVERIFY(world->beacons[before].at - killed < seconds{6});
    QVERIFY(world->beacons[before].at - killed > DeskLease::kFence - DeskLease::kRenewal);
    QCOMPARE(second.said, (QStringList{"standby", "seeking", "holding"}));
    QCOMPARE(world->lease()->term, quint64(2));
}

void DeskLeaseTest::takeover_goesOnWithEverything()
{
    auto &first = world->add("a");
    world->add("b");
    world->pass(milliseconds{500});
    first.event->start();
    const NKey host = NKey::generate(NKeyKind::User), guest = NKey::generate(NKeyKind::User);
    QVERIFY(first.event->admit(host.userKey(), "Ann", Role::Host).ok());
    QVERIFY(first.event->admit(guest.userKey(), "Bo", Role::Speaker).ok());
    QVERIFY(first.event->setMuted(guest.userKey(), true, "Echo").ok());
    first.event->setMessage("Back in five");
    first.event->setCatchUpShare(0.25);
    for (int i = 0; i < 20; ++i) {
        world->deliver(subjects::audio(world->id(), host.userKey()), QByteArray(40, 'x'));
        world->pass(milliseconds{100});
    }
    const EventState before = first.event->state();
    QCOMPARE(before.stage[0].presence, Presence::Present);
    world->kill(first);
    for (int i = 0; i < 60; ++i) {
        world->deliver(subjects::audio(world->id(), host.userKey()), QByteArray(40, 'x'));
        world->pass(milliseconds{100});
    }
    QCOMPARE(world->beacons.back().from, 1);
    const EventState &after = world->beacons.back().state;
    QCOMPARE(after.stage, before.stage);
    QCOMPARE(after.phase, Phase::Live);
    QCOMPARE(after.started, before.started);
    QCOMPARE(after.message, before.message);
    QCOMPARE(after.catchUpShare, 0.25);
    QCOMPARE(after.title, before.title);
    QVERIFY(after.revision > before.revision);
    for (const auto &beacon : world->beacons) { // never anything else in between
        if (beacon.from == 1)
            QCOMPARE(beacon.state.stage, before.stage);
    }
    // Who muted whom is known, too: the guest's own switch does not undo the desk's.
    auto &second = *world->computers[1];
    const Ask ask{AskKind::Presence, "Bo", second.clock.wall(), false};
    world->deliver(subjects::ask(world->id(), guest.userKey()), writeAsk(ask, world->id(), guest));
    QVERIFY(second.event->state().member(guest.userKey())->muted);
    QVERIFY(second.event->setMuted(guest.userKey(), false).ok());
    QVERIFY(!second.event->state().member(guest.userKey())->muted);
}

void DeskLeaseTest::takeover_isAheadOfAFormerWithAnotherClock()
{
    auto &first = world->add("a");
    first.clock.advance(seconds{0});
    world->pass(milliseconds{100});
    world->add("b");
    world->pass(seconds{2});
    // The former desk's clock is ten minutes ahead: so are its revisions.
    LeaseRecord record = *world->lease();
    record.state.revision += 600'000;
    record.state.deskClock += minutes{10};
    world->kill(first);
    world->putLease(writeLease(record));
    world->pass(seconds{7});
    QCOMPARE(world->inCharge(), 1);
    QVERIFY(world->beacons.back().state.revision > record.state.revision + 10'000);
}

void DeskLeaseTest::takeover_saysCountsWithTheirAge_untilThereAreNewOnes()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(seconds{3});
    LeaseRecord record = *world->lease();
    const WallTime counted = first.clock.wall() - seconds{1};
    record.state.counts = {40, HearingEstimate{38, 1}, counted};
    world->kill(first);
    world->putLease(writeLease(record));
    auto &second = world->add("a"); // restarted: at once
    world->pass(milliseconds{200});
    QCOMPARE(second.event->state().counts, (Counts{40, HearingEstimate{38, 1}, counted}));
    QCOMPARE(world->beacons.back().state.counts.at, counted);
    // Nobody answers for so long that saying it on would no longer be true.
    world->pass(seconds{20});
    QVERIFY(!second.event->state().counts.connected);
}

void DeskLeaseTest::haltedDesk_saysNothing_beforeItHasRenewed_data()
{
    QTest::addColumn<int>("ms");
    QTest::addColumn<bool>("isTakenOver");
    QTest::newRow("a moment") << 1000 << false;
    QTest::newRow("at the fence") << 3500 << false;
    QTest::newRow("before the takeover") << 4000 << false;
    QTest::newRow("after it") << 7000 << true;
    QTest::newRow("an hour") << 3'600'000 << true;
}
void DeskLeaseTest::haltedDesk_saysNothing_beforeItHasRenewed()
{
    QFETCH(const int, ms);
    QFETCH(const bool, isTakenOver);
    auto &first = world->add("a");
    first.event->start();
    world->pass(milliseconds{100});
    auto &second = world->add("b");
    world->pass(seconds{5});
    for (const auto stored = world->stored.size(); world->stored.size() == stored;)
        world->pass(milliseconds{5});
    first.isHalted = true;
    world->pass(milliseconds{ms}, milliseconds{20});
    QVERIFY(world->inCharge() == (isTakenOver ? 1 : -1));
    const std::size_t before = world->beacons.size();
    const auto storedBefore = world->stored.size();
    world->wake(first);
    const bool spokeAtOnce = world->beacons.size() > before && world->beacons.back().from == 0;
    QVERIFY(!spokeAtOnce || (ms < 3500 && world->stored.size() >= storedBefore));
    world->pass(seconds{10});
    QCOMPARE(world->inCharge(), isTakenOver ? 1 : 0);
    for (std::size_t i = before; i < world->beacons.size(); ++i)
        QCOMPARE(world->beacons[i].from, isTakenOver ? 1 : 0);
    if (isTakenOver) {
        QCOMPARE(first.said.last(), QString("lost"));
        QCOMPARE(first.event->lease().failure->cause, Cause::WrongRevision);
        QCOMPARE(first.event->lease().holder, QString("b"));
        QVERIFY(second.event->isInCharge());
    }
}

/// While a computer sleeps its monotonic clock stands still: what it held it holds as freshly as before by that
/// clock alone.
void DeskLeaseTest::sleepingDesk_saysNothing_althoughItsMonotonicClockStoodStill()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(milliseconds{100});
    world->add("b");
    world->pass(milliseconds{5100});
    first.isHalted = true;
    world->pass(seconds{10});
    QCOMPARE(world->inCharge(), 1);
    const std::size_t before = world->beacons.size();
    world->wakeAsleep(first);
    QVERIFY(!first.event->isInCharge());
    world->pass(seconds{5});
    for (std::size_t i = before; i < world->beacons.size(); ++i)
        QCOMPARE(world->beacons[i].from, 1);
    QCOMPARE(first.said.last(), QString("lost"));
}

void DeskLeaseTest::cutOffDesk_fallsSilentBeforeAnotherSpeaks()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(milliseconds{100});
    auto &second = world->add("b");
    world->pass(milliseconds{5300});
    first.isCutOff = true;
    for (int i = 0; i < 800; ++i) {
        world->pass(milliseconds{10});
        QVERIFY(world->inCharge() != -2);
        if (second.event->isInCharge())
            break;
    }
    QVERIFY(second.event->isInCharge());
    QVERIFY(first.said.contains("unconfirmed"));
    first.isCutOff = false;
    world->connect(first);
    world->pass(seconds{2});
    QCOMPARE(world->inCharge(), 1);
    QCOMPARE(first.event->state().stage, second.event->state().stage);
    QCOMPARE(first.said.last(), QString("lost"));
}

void DeskLeaseTest::lostAnswer_isNoConflict()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(milliseconds{100});
    world->add("b");
    world->pass(seconds{3});
    world->losesAnswers = true;
    world->pass(milliseconds{1200});
    world->losesAnswers = false;
    world->pass(seconds{20});
    QCOMPARE(world->inCharge(), 0);
    QCOMPARE(first.said, QStringList{"holding"});
}

void DeskLeaseTest::endedDesk_givesBackAtOnce()
{
    world->add("a").event->start();
    world->pass(milliseconds{100});
    auto &second = world->add("b");
    world->pass(seconds{3});
    world->end(*world->computers[0]);
    world->pass(milliseconds{150});
    QVERIFY(second.event->isInCharge());
    QCOMPARE(second.event->state().phase, Phase::Live);
    QCOMPARE(world->beacons.back().from, 1);
}

void DeskLeaseTest::restartedDesk_goesOnAtOnce_whereItIsTheSame()
{
    auto &first = world->add("a");
    first.event->start();
    const NKey guest = NKey::generate(NKeyKind::User);
    world->pass(seconds{1});
    QVERIFY(first.event->admit(guest.userKey(), "Bo", Role::Speaker).ok());
    world->pass(seconds{1});
    const EventState before = first.event->state();
    world->kill(first);
    auto &again = world->add("a");
    world->pass(milliseconds{50});
    QVERIFY(again.event->isInCharge());
    QCOMPARE(again.event->state().stage, before.stage);
    QCOMPARE(again.event->state().started, before.started);
    QVERIFY(again.event->state().revision > before.revision);
    QVERIFY(again.event->setMuted(guest.userKey(), true).ok());
}

void DeskLeaseTest::restartedDesk_goesOnWithin6Seconds_whereItIsAnother()
{
    auto &first = world->add();
    first.event->start();
    world->pass(seconds{2});
    const EventState before = first.event->state();
    world->kill(first);
    auto &again = world->add();
    world->pass(seconds{6});
    QVERIFY(again.event->isInCharge());
    QCOMPARE(again.event->state().started, before.started);
}

void DeskLeaseTest::copiedIdentity_doesNotTakeTurns()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(seconds{2});
    auto &copy = world->add("a");
    world->pass(seconds{60});
    QCOMPARE(world->inCharge(), 1);
    QCOMPARE(first.said.last(), QString("lost"));
    QCOMPARE(copy.said.size(), 1);
    QCOMPARE(world->lease()->term, quint64(2));
}

void DeskLeaseTest::standby_doesNotBeginAnEvent_butGoesOnWithOne()
{
    auto &standby = world->add("b", false);
    world->pass(seconds{20});
    QCOMPARE(world->inCharge(), -1);
    QCOMPARE(world->beacons.size(), std::size_t(0));
    QCOMPARE(standby.said.last(), QString("standby"));
    auto &first = world->add("a");
    first.event->start();
    world->pass(seconds{3});
    QCOMPARE(world->inCharge(), 1);
    world->kill(first);
    world->pass(seconds{6});
    QCOMPARE(world->inCharge(), 0);
    QCOMPARE(standby.event->state().phase, Phase::Live);
}

void DeskLeaseTest::standby_refusesOperations()
{
    world->add("a").event->start();
    world->pass(milliseconds{100});
    auto &second = world->add("b");
    world->pass(seconds{3});
    const EventState before = second.event->state();
    const UserKey key = NKey::generate(NKeyKind::User).userKey();
    QCOMPARE(second.event->admit(key, "Bo", Role::Speaker).failure().cause, Cause::DeskRefused);
    QCOMPARE(second.event->setMuted(key, true).failure().cause, Cause::DeskRefused);
    QCOMPARE(second.event->announceDelay({}, {}).failure().cause, Cause::DeskRefused);
    second.event->end();
    second.event->setMessage("x");
    QCOMPARE(second.event->state(), before);
    for (const auto &message : second.connection->m_published)
        QVERIFY2(!message.subject.startsWith("ev."), message.subject.constData());
}

/// While the leases' stream has no leader nobody can write: the one who holds it is not to be replaced for that.
void DeskLeaseTest::leaderless_nobodyTakesOver_andTheHolderGoesOn()
{
    auto &first = world->add("a");
    first.event->start();
    world->pass(milliseconds{100});
    world->add("b");
    world->pass(seconds{3});
    world->hasLeader = false;
    world->pass(seconds{9});
    QCOMPARE(world->inCharge(), -1);
    const std::size_t before = world->beacons.size();
    world->hasLeader = true;
    world->pass(milliseconds{500});
    QCOMPARE(world->inCharge(), 0);
    QVERIFY(world->beacons.size() > before);
    world->pass(seconds{10});
    QCOMPARE(world->inCharge(), 0);
    QCOMPARE(world->lease()->term, quint64(1));
    QCOMPARE(first.said, (QStringList{"holding", "unconfirmed", "holding"}));
}

void DeskLeaseTest::withoutJetStream_deskWorks_andSaysSo()
{
    world->hasJetStream = false;
    auto &desk = world->add("a");
    desk.event->start();
    world->pass(seconds{60});
    QCOMPARE(desk.said, QStringList{"unguarded"});
    QCOMPARE(desk.event->lease().failure->cause, Cause::NoResponders);
    QVERIFY(beaconsFrom(0) >= 55);
    QVERIFY(desk.event->admit(NKey::generate(NKeyKind::User).userKey(), "Bo", Role::Speaker).ok());
    world->hasJetStream = true;
    world->pass(seconds{7});
    QCOMPARE(desk.said.last(), QString("holding"));
    QCOMPARE(world->lease()->state.stage.size(), std::size_t(1));
}

void DeskLeaseTest::backAtAServerWithoutJetStream_holderGoesOnUnguarded()
{
    auto &desk = world->add("a");
    desk.event->start();
    world->pass(seconds{5});
    QCOMPARE(desk.said, QStringList{"holding"});
    desk.isCutOff = true;
    world->pass(2 * DeskLease::kFence);
    QVERIFY(!desk.event->isInCharge());
    world->hasJetStream = false;
    desk.isCutOff = false;
    world->connect(desk);
    const std::size_t before = beaconsFrom(0);
    world->pass(seconds{20});
    QCOMPARE(desk.said, (QStringList{"holding", "unconfirmed", "unguarded"}));
    QVERIFY(desk.event->isInCharge());
    QVERIFY(beaconsFrom(0) >= before + 10);
}

void DeskLeaseTest::withoutRoom_deskGoesOn_andSaysSo()
{
    auto &desk = world->add("a");
    desk.event->start();
    world->pass(seconds{3});
    world->hasRoom = false;
    world->pass(seconds{6});
    QCOMPARE(desk.said.last(), QString("unguarded"));
    const std::size_t before = world->beacons.size();
    world->pass(seconds{25});
    QVERIFY(world->beacons.size() >= before + 24);
    world->hasRoom = true;
    world->pass(seconds{32});
    QCOMPARE(desk.said.last(), QString("holding"));
}

void DeskLeaseTest::oldTicket_worksWithoutLease()
{
    world->deniesLeases = true;
    auto &desk = world->add("a");
    desk.event->start();
    world->pass(seconds{5});
    QCOMPARE(desk.said, QStringList{"unguarded"});
    QCOMPARE(desk.event->lease().failure->cause, Cause::NotPermitted);
    QVERIFY(beaconsFrom(0) >= 4);
}

void DeskLeaseTest::hostileRecord_isTakenOver_data()
{
    const DeskWorld other;
    QTest::addColumn<QByteArray>("value");
    const QByteArray state = R"("state":{"v":1,"event":"town-hall","stage":[],"desk_clock":0})";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{{{");
    QTest::newRow("zero bytes") << QByteArray(1000, '\0');
    QTest::newRow("a later version") << QByteArray(R"({"v":2})");
    QTest::newRow("another event") << QByteArray(
        R"({"v":1,"holder":"x","run":"y","term":1,"state":{"v":1,"event":"other","stage":[],"desk_clock":0}})");
    QTest::newRow("no state") << QByteArray(R"({"v":1,"holder":"x","run":"y","term":1})");
    QTest::newRow("negative term") << R"({"v":1,"holder":"x","run":"y","term":-1,)" + state + "}";
    QTest::newRow("a term without end") << R"({"v":1,"holder":"x","run":"y","term":1e300,)" + state + "}";
    QTest::newRow("the largest term")
        << R"({"v":1,"holder":"x","run":"y","term":9007199254740992,)" + state + "}";
    QTest::newRow("a long holder") << R"({"v":1,"run":"y","term":1,"holder":")" + QByteArray(70'000, 'h')
            + "\"," + state + "}";
    QTest::newRow("mutes that are no keys")
        << R"({"v":1,"holder":"x","run":"y","term":1,"muted_by_desk":[1,"x"],)" + state + "}";
    QTest::newRow("oversize") << QByteArray(200'000, ' ');
    QTest::newRow("the largest revision") << QByteArray(
        R"({"v":1,"holder":"x","run":"y","term":3,)"
        R"("state":{"v":1,"event":"town-hall","rev":9007199254740992,"stage":[],"desk_clock":253402300799999}})");
}
void DeskLeaseTest::hostileRecord_isTakenOver()
{
    QFETCH(const QByteArray, value);
    world->putLease(value);
    auto &desk = world->add("a");
    desk.event->start();
    world->pass(seconds{6});
    QVERIFY(desk.event->isInCharge());
    QVERIFY(world->lease());
    QCOMPARE(world->lease()->holder, QString("a"));
    QVERIFY(!world->beacons.empty());
    // And where it comes while this desk holds the event: it was taken away, and is taken back.
    world->putLease(value);
    world->pass(seconds{8});
    QVERIFY(desk.event->isInCharge());
    QVERIFY(world->lease());
}

void DeskLeaseTest::forgedRecord_takesTheEventFromNobody_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("headers");
    const QByteArray answer = "NATS/1.0\r\nNats-Stream: KV_earshot_events\r\nNats-Sequence: 7\r\n\r\n";
    QTest::newRow("a card") << QByteArray(R"({"v":1,"event":"town-hall","title":"x"})") << answer;
    QTest::newRow("not found") << QByteArray() << QByteArray("NATS/1.0 404 Message Not Found\r\n\r\n");
    QTest::newRow("an acknowledgement")
        << QByteArray(R"({"stream":"EARSHOT_AUDIO","seq":7})") << QByteArray();
    QTest::newRow("another's record") << QByteArray() << answer;
}

void DeskLeaseTest::forgedRecord_takesTheEventFromNobody()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, headers);
    auto &desk = world->add("a");
    desk.event->start();
    auto &standby = world->add("b");
    world->pass(seconds{3});
    if (value.isEmpty() && headers.contains("Nats-Stream")) {
        LeaseRecord record = *world->lease();
        record.holder = record.run = QStringLiteral("x");
        value = writeLease(record);
    }
    for (int i = 0; i < 5; ++i) {
        world->putLease(value, headers);
        world->pass(milliseconds{1700});
        QVERIFY(world->lease());
        QCOMPARE(world->lease()->holder, QStringLiteral("a"));
    }
    QCOMPARE(desk.said, QStringList{"holding"});
    QVERIFY(standby.event->lease().phase == LeasePhase::Standby);
    QCOMPARE(beaconsFrom(1), std::size_t(0));
}

void DeskLeaseTest::forgedRecords_doNotKeepAStandbyWaiting()
{
    auto &desk = world->add("a");
    desk.event->start();
    world->add("b");
    world->pass(seconds{3});
    world->kill(desk);
    for (int i = 0; i < 12; ++i) {
        world->putLease(R"({"stream":"EARSHOT_AUDIO","seq":7})");
        world->pass(milliseconds{500});
    }
    world->pass(seconds{1});
    QCOMPARE(world->inCharge(), 1);
    QCOMPARE(world->beacons.back().state.phase, Phase::Live);
}

/// Halts, cuts and ends at random: two beacons of one moment never come from two desks, revisions only grow.
void DeskLeaseTest::threeDesks_thousandFaults_neverSpeakTogether()
{
    SeededRandom random(7);
    world->add("a").event->start();
    world->add("b");
    world->add("c");
    for (int i = 0; i < 1000; ++i) {
        auto &one = *world->computers[random.next() % 3];
        switch (random.next() % 4) {
        case 0:
            if (!one.isHalted && !one.isCutOff)
                one.isHalted = true;
            break;
        case 1:
            one.isCutOff = !one.isHalted && !one.isCutOff;
            if (!one.isCutOff && !one.isHalted)
                world->connect(one);
            break;
        case 2:
            world->hasLeader = random.next() % 4 != 0;
            break;
        default:
            if (one.isHalted)
                world->wake(one);
            break;
        }
        const int steps = int(random.next() % 60);
        for (int s = 0; s < steps; ++s) {
            world->pass(milliseconds{100}, milliseconds{20});
            QVERIFY2(world->inCharge() != -2, qPrintable(QString::number(i)));
        }
    }
    quint64 revision = 0;
    int handovers = 0;
    for (std::size_t i = 0; i < world->beacons.size(); ++i) {
        const auto &beacon = world->beacons[i];
        QVERIFY2(beacon.state.revision >= revision, qPrintable(QString::number(i)));
        revision = beacon.state.revision;
        handovers += i > 0 && world->beacons[i - 1].from != beacon.from;
    }
    QVERIFY2(handovers > 50, qPrintable(QString::number(handovers)));
}

QTEST_GUILESS_MAIN(DeskLeaseTest)
#include "desk_lease_test.moc"
