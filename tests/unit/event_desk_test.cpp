#include "event/when_ready.h"
#include "support/desk_bench.h"
#include "wire/rtp_packet.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

ScheduleCard bareCard(const QString &id)
{
    return *readCard(R"({"v":1,"event":")" + id.toLatin1() + "\"}");
}

} // namespace

class EventDeskTest : public QObject
{
    Q_OBJECT
private slots:
    void beacon_comesEverySecondWhileLive_andEvery5Otherwise();
    void beacon_comesEverySecond_onceTheEventIsLate();
    void beacon_comesAtOnce_atEveryChange();
    void beacon_comesEverySecond_alsoAfterAChange();
    void beacon_gathersChangesThatComeTogether();
    void beacon_isCompleteAndReadable();
    void beacon_waitsUntilTheFormerCardIsRead();
    void revision_growsWithEveryChange_butNotWithTime();
    void start_continuesWhatAFormerDeskBegan();
    void addEvent_replacesAFormerCard_whenTold();
    void start_goesOn_withoutJetStream();
    void card_isRefreshedEvery10SecondsWhileLive();
    void card_isPutAgain_untilTheServerConfirms();
    void connected_isTheSmallerOfTheServersTwoNumbers();
    void connected_isUnknown_whenNobodyAnswers();
    void connected_isComparedWithTheSumOfAllServers_inACluster();
    void connected_isAskedLessOften_inALargeCrowd();
    void hearing_isGatheredFromReports();
    void copies_areCountedWhileTheyAreAllowed();
    void reports_areReadAtABoundedRate();
    void probabilityAndSpread_followTheCrowd();
    void announceDelay_keepsTheOldTimes_andIsRefusedAfterTheStart();
    void start_isThePlannedStart_whenNobodyWasToldOne();
    void admit_handsOutATicket_publishedToItsOwner();
    void admit_fails_onAFullStageOrWithoutAKey();
    void admit_renewsTheTicket_longBeforeItEnds();
    void setMuted_tellsTheSpeaker_andEverybody();
    void presence_comesFromPacketsAndSignedAsks();
    void presence_isNotFakedByStrangersOrReplays();
    void packets_areCountedByTheirNumbers_forListenersToCompare();
    void desk_holdsSeveralEvents();

private:
    ScheduleCard card(const QString &id = QStringLiteral("town-hall")) const
    {
        ScheduleCard card = bareCard(id);
        card.title = QStringLiteral("Town hall");
        card.hostName = QStringLiteral("Ann");
        card.planned = m_bench->clock.wall() + minutes{10};
        return card;
    }
    EventDesk::Config config() const
    {
        return {800, SpeakerTickets::Issuer{m_account.publicKey(), m_speakerKey, std::chrono::hours(12)}};
    }
    EventId id() const { return *EventId::parse(u"town-hall"); }
    EventDesk &start()
    {
        m_bench = std::make_unique<DeskBench>();
        m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
        EventDesk &event = m_desk->addEvent(card());
        m_bench->answer();
        event.start();
        m_bench->pass(seconds{1});
        m_bench->forgetPublished();
        return event;
    }
    void deliverAudio(const UserKey &key)
    {
        m_bench->deliver(subjects::audio(id(), key), QByteArray(40, 'x'));
    }

    const NKey m_account = NKey::generate(NKeyKind::Account);
    const NKey m_speakerKey = NKey::generate(NKeyKind::Account);
    std::unique_ptr<DeskBench> m_bench;
    std::unique_ptr<Desk> m_desk;

private slots:
    void cleanup()
    {
        m_desk.reset();
        m_bench.reset();
    }
};

void EventDeskTest::beacon_comesEverySecondWhileLive_andEvery5Otherwise()
{
    EventDesk &event = start();
    m_bench->pass(seconds{60});
    QCOMPARE(m_bench->beacons(id()).size(), std::size_t(60));
    event.end();
    m_bench->forgetPublished();
    m_bench->pass(seconds{60});
    QCOMPARE(m_bench->beacons(id()).size(), std::size_t(12));
}

void EventDeskTest::beacon_comesEverySecond_onceTheEventIsLate()
{
    m_bench = std::make_unique<DeskBench>();
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    m_desk->addEvent(card());
    m_bench->pass(minutes{10} - seconds{5});
    m_bench->forgetPublished();
    m_bench->pass(seconds{65});
    const std::size_t beacons = m_bench->beacons(id()).size();
    QVERIFY2(beacons >= 60 && beacons <= 62, qPrintable(QString::number(beacons)));
}

void EventDeskTest::beacon_comesAtOnce_atEveryChange()
{
    EventDesk &event = start();
    m_bench->pass(milliseconds{300});
    m_bench->forgetPublished();
    event.setMessage(QStringLiteral("Back in five"));
    QCOMPARE(m_bench->beacons(id()).size(), std::size_t(1));
    QCOMPARE(m_bench->beacons(id())[0].message->text, QStringLiteral("Back in five"));
}

/// Somebody who joins right after a change waits no longer for the whole state than anybody else.
void EventDeskTest::beacon_comesEverySecond_alsoAfterAChange()
{
    EventDesk &event = start();
    m_bench->pass(milliseconds{310});
    event.setMessage(QStringLiteral("Back in five"));
    m_bench->pass(milliseconds{10});
    m_bench->forgetPublished();
    m_bench->pass(milliseconds{1000});
    QCOMPARE(m_bench->beacons(id()).size(), std::size_t(1));
}

void EventDeskTest::beacon_gathersChangesThatComeTogether()
{
    EventDesk &event = start();
    m_bench->pass(milliseconds{300});
    m_bench->forgetPublished();
    for (int i = 0; i < 100; ++i)
        event.setMessage(QString::number(i));
    m_bench->pass(milliseconds{100});
    QCOMPARE(m_bench->beacons(id()).size(), std::size_t(2));
    QCOMPARE(m_bench->beacons(id())[1].message->text, QStringLiteral("99"));
}

void EventDeskTest::beacon_isCompleteAndReadable()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    QVERIFY(event.admit(key.userKey(), QStringLiteral("Bo"), Role::Host).ok());
    m_bench->subscribers = 7;
    m_bench->pass(seconds{5});
    const EventState state = m_bench->beacons(id()).back();
    QCOMPARE(state, event.state());
    QCOMPARE(state.phase, Phase::Live);
    QCOMPARE(state.title, QStringLiteral("Town hall"));
    QCOMPARE(state.stage.size(), std::size_t(1));
    QCOMPARE(state.stage[0].name, QStringLiteral("Bo"));
    QCOMPARE(state.stage[0].role, Role::Host);
    QCOMPARE(state.counts.connected, std::optional<qint64>(7));
    QVERIFY(m_bench->clock.wall() - state.deskClock <= seconds{1});
}

void EventDeskTest::beacon_waitsUntilTheFormerCardIsRead()
{
    m_bench = std::make_unique<DeskBench>();
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    m_desk->addEvent(card());
    m_bench->clock.advance(milliseconds{1500});
    QVERIFY(m_bench->beacons(id()).empty());
    m_bench->answer();
    QVERIFY(!m_bench->beacons(id()).empty());
}

void EventDeskTest::revision_growsWithEveryChange_butNotWithTime()
{
    EventDesk &event = start();
    const quint64 before = event.state().revision;
    m_bench->pass(seconds{30});
    QCOMPARE(event.state().revision, before);
    event.setMessage(QStringLiteral("a"));
    const quint64 after = event.state().revision;
    QVERIFY(after > before);
    event.setMessage(QStringLiteral("b"));
    QVERIFY(event.state().revision > after);
}

void EventDeskTest::start_continuesWhatAFormerDeskBegan()
{
    EventDesk &former = start();
    const EventState before = former.state();
    m_bench->pass(seconds{5});
    m_desk.reset();
    m_bench->pass(seconds{30});
    m_bench->forgetPublished();

    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    EventDesk &restarted = m_desk->addEvent(card());
    restarted.start(); // told again, before it could read what was
    m_bench->answer();
    QCOMPARE(restarted.state().phase, Phase::Live);
    QCOMPARE(restarted.state().started, before.started);
    QVERIFY(restarted.state().revision > before.revision);

    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    EventDesk &unasked = m_desk->addEvent(card());
    m_bench->answer();
    QCOMPARE(unasked.state().phase, Phase::Live);
    QCOMPARE(unasked.state().started, before.started);
    for (const EventState &state : m_bench->beacons(id()))
        QCOMPARE(state.started, before.started);
}

void EventDeskTest::addEvent_replacesAFormerCard_whenTold()
{
    start();
    m_bench->pass(seconds{5});
    const quint64 revision = readCard(m_bench->cards.begin()->second)->revision;
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    EventDesk &event = m_desk->addEvent(card(), EventDesk::FormerCard::Replace);
    m_bench->answer();
    QCOMPARE(event.state().phase, Phase::Scheduled);
    QVERIFY(event.state().revision > revision);
}

void EventDeskTest::start_goesOn_withoutJetStream()
{
    m_bench = std::make_unique<DeskBench>();
    m_bench->hasJetStream = false;
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    m_desk->addEvent(card()).start();
    m_bench->pass(seconds{4});
    QCOMPARE(m_bench->beacons(id()).back().phase, Phase::Live);
}

void EventDeskTest::card_isRefreshedEvery10SecondsWhileLive()
{
    EventDesk &event = start();
    m_bench->subscribers = 12;
    m_bench->puts = 0;
    m_bench->pass(seconds{60});
    QVERIFY2(m_bench->puts == 6, qPrintable(QString::number(m_bench->puts)));
    const ScheduleCard stored = *readCard(m_bench->cards.at(subjects::card(id())));
    QCOMPARE(stored.phase, Phase::Live);
    QCOMPARE(stored.counts->connected, std::optional<qint64>(12));
    QCOMPARE(stored.revision, event.state().revision);
    event.end();
    m_bench->answer();
    QCOMPARE(readCard(m_bench->cards.at(subjects::card(id())))->phase, Phase::Ended);
}

void EventDeskTest::card_isPutAgain_untilTheServerConfirms()
{
    EventDesk &event = start();
    m_bench->hasJetStream = false;
    event.end();
    m_bench->pass(seconds{20});
    QCOMPARE(readCard(m_bench->cards.at(subjects::card(id())))->phase, Phase::Live);
    m_bench->hasJetStream = true;
    m_bench->pass(seconds{4});
    QCOMPARE(readCard(m_bench->cards.at(subjects::card(id())))->phase, Phase::Ended);
    m_bench->puts = 0;
    m_bench->pass(seconds{20});
    QCOMPARE(m_bench->puts, 0);
}

void EventDeskTest::connected_isTheSmallerOfTheServersTwoNumbers()
{
    EventDesk &event = start();
    m_bench->subscribers = 30;
    m_bench->accountConnections = 24;
    m_bench->pass(seconds{4});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(24));
    m_bench->accountConnections = 500;
    m_bench->pass(seconds{4});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(30));
}

void EventDeskTest::connected_isUnknown_whenNobodyAnswers()
{
    EventDesk &event = start();
    m_bench->subscribers = 30;
    m_bench->pass(seconds{4});
    m_bench->subscribers.reset();
    m_bench->accountConnections = 5;
    m_bench->pass(seconds{12});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>());
    QVERIFY(!m_bench->beacons(id()).back().counts.connected);
}

void EventDeskTest::connected_isComparedWithTheSumOfAllServers_inACluster()
{
    EventDesk &event = start();
    NatsInfo info;
    info.cluster = QStringLiteral("world");
    info.connectUrls = {QStringLiteral("a.example:443"), QStringLiteral("b.example:443")};
    m_bench->connect(info);
    m_bench->subscribers = 30;
    m_bench->pass(seconds{4});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(30)); // no server says its connections
    m_bench->connectionsOfServers = {10, 0, 14};
    m_bench->pass(seconds{4});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(24));
    m_bench->connectionsOfServers = {10}; // the others are late
    m_bench->pass(milliseconds{2000});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(30));
    m_bench->connectionsOfServers = {10, 40};
    m_bench->pass(seconds{4});
    QCOMPARE(event.state().counts.connected, std::optional<qint64>(30));
}

void EventDeskTest::connected_isAskedLessOften_inALargeCrowd()
{
    start();
    m_bench->subscribers = 1000;
    m_bench->pass(seconds{10});
    int before = m_bench->asked("$SYS.DEBUG.SUBSCRIBERS");
    m_bench->pass(seconds{60});
    QCOMPARE(m_bench->asked("$SYS.DEBUG.SUBSCRIBERS") - before, 30);
    m_bench->subscribers = 1001;
    m_bench->pass(seconds{10});
    before = m_bench->asked("$SYS.DEBUG.SUBSCRIBERS");
    m_bench->pass(seconds{60});
    QCOMPARE(m_bench->asked("$SYS.DEBUG.SUBSCRIBERS") - before, 12);
}

void EventDeskTest::copies_areCountedWhileTheyAreAllowed()
{
    EventDesk &event = start();
    m_bench->subscribers = 20;
    m_bench->pass(seconds{8});
    const auto report = [&] {
        for (int listener = 0; listener < 20; ++listener) {
            ReceiverReport one;
            one.listener = quint64(listener) + 1;
            one.copy = listener >= 13;
            m_bench->deliver(subjects::report(id()), writeReport(one));
        }
        m_bench->pass(seconds{2});
        return m_bench->beacons(id()).back();
    };
    QVERIFY(!report().copiesAllowed);
    QCOMPARE(report().counts.copying, std::nullopt);
    event.setCopiesAllowed(true);
    QVERIFY(report().copiesAllowed);
    QCOMPARE(report().counts.copying, std::optional(HearingEstimate{7, 0}));
    event.setCopiesAllowed(false);
    QCOMPARE(report().counts.copying, std::nullopt);
}

void EventDeskTest::hearing_isGatheredFromReports()
{
    EventDesk &event = start();
    m_bench->subscribers = 20;
    for (int round = 0; round < 3; ++round) {
        for (quint64 listener = 0; listener < 20; ++listener) {
            ReceiverReport report;
            report.listener = listener;
            report.hearing = listener >= 3;
            m_bench->deliver(subjects::report(id()), writeReport(report));
            m_bench->pass(milliseconds{250});
        }
        m_bench->deliver(subjects::report(id()), "nonsense");
    }
    QCOMPARE(event.state().counts.hearing, std::optional(HearingEstimate{17, 0}));
}

void EventDeskTest::reports_areReadAtABoundedRate()
{
    EventDesk &event = start();
    m_bench->subscribers = 1'000'000;
    m_bench->pass(seconds{8});
    for (quint64 listener = 0; listener < 50'000; ++listener) {
        ReceiverReport report;
        report.listener = listener;
        report.hearing = true;
        m_bench->deliver(subjects::report(id()), writeReport(report));
    }
    m_bench->pass(seconds{1});
    // A thousand of them at p = 1/1000.
    QCOMPARE(event.state().counts.hearing->value, 1'000'000);
}

void EventDeskTest::probabilityAndSpread_followTheCrowd()
{
    EventDesk &event = start();
    m_bench->subscribers = 500;
    m_bench->pass(seconds{5});
    QCOMPARE(event.state().reportProbability, 1.0);
    // 800 of them can join within a second: nobody has to wait.
    QCOMPARE(event.state().reconnectSpread, milliseconds{0});
    m_bench->subscribers = 1'000'000;
    m_bench->pass(seconds{10});
    QCOMPARE(event.state().reportProbability, 0.001);
    QCOMPARE(event.state().reconnectSpread, milliseconds{1'437'500});
    // While nobody answers, the crowd is still there.
    m_bench->subscribers.reset();
    m_bench->pass(seconds{20});
    QCOMPARE(event.state().reportProbability, 0.001);
}

void EventDeskTest::announceDelay_keepsTheOldTimes_andIsRefusedAfterTheStart()
{
    m_bench = std::make_unique<DeskBench>();
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    EventDesk &event = m_desk->addEvent(card());
    m_bench->answer();
    const WallTime first = event.state().planned;
    QVERIFY(event.announceDelay(first + minutes{30}, QStringLiteral("The train is late")).ok());
    QCOMPARE(event.state().planned, first + minutes{30});
    QCOMPARE(event.state().postponedFrom, std::vector{first});
    QCOMPARE(event.state().message->text, QStringLiteral("The train is late"));
    m_bench->pass(milliseconds{200});
    QCOMPARE(m_bench->beacons(id()).back().postponedFrom, std::vector{first});
    event.start();
    QCOMPARE(event.announceDelay(first, {}).failure().cause, Cause::DeskRefused);
}

void EventDeskTest::start_isThePlannedStart_whenNobodyWasToldOne()
{
    m_bench = std::make_unique<DeskBench>();
    m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config());
    ScheduleCard whenReady = card();
    whenReady.planned = kWhenReady;
    EventDesk &event = m_desk->addEvent(whenReady);
    m_bench->answer();
    m_bench->pass(minutes{2});
    QCOMPARE(event.state().planned, kWhenReady);
    event.start();
    QVERIFY(event.state().started);
    QCOMPARE(event.state().planned, *event.state().started);
    QVERIFY(event.state().postponedFrom.empty());
}

void EventDeskTest::admit_handsOutATicket_publishedToItsOwner()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    const Result<QByteArray> ticket = event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker);
    QVERIFY(ticket.ok());
    const Result<JwtClaims> claims = readJwt(*ticket);
    QVERIFY(claims.ok());
    QCOMPARE(claims->subject, key.publicKey());
    QCOMPARE(claims->issuer, m_speakerKey.publicKey());
    QCOMPARE(claims->nats["tags"].toArray(), QJsonArray{"event:town-hall"});
    QCOMPARE(*claims->expires - *claims->issuedAt, milliseconds{std::chrono::hours(12)});
    const auto orders = m_bench->published(subjects::to(id(), key.userKey()));
    QCOMPARE(readOrder(orders.at(0))->ticket, *ticket);
}

void EventDeskTest::admit_fails_onAFullStageOrWithoutAKey()
{
    EventDesk &event = start();
    for (int i = 0; i < kMaxStage; ++i)
        QVERIFY(
            event.admit(NKey::generate(NKeyKind::User).userKey(), QStringLiteral("x"), Role::Speaker).ok());
    const UserKey known = event.state().stage[0].key;
    QVERIFY(!event.admit(NKey::generate(NKeyKind::User).userKey(), QStringLiteral("x"), Role::Speaker));
    QVERIFY(event.admit(known, QStringLiteral("renamed"), Role::Host).ok());
    QCOMPARE(event.state().stage.size(), std::size_t(kMaxStage));
    QCOMPARE(event.state().stage[0].name, QStringLiteral("renamed"));

    Desk keyless(m_bench->clock, m_bench->session, {});
    EventDesk &other = keyless.addEvent(card(QStringLiteral("other")));
    QCOMPARE(other.admit(known, QStringLiteral("x"), Role::Speaker).failure().cause, Cause::DeskRefused);
    QVERIFY(other.state().stage.empty());
}

void EventDeskTest::admit_renewsTheTicket_longBeforeItEnds()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    const QByteArray first = *event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker);
    m_bench->forgetPublished();
    m_bench->pass(std::chrono::hours(6), seconds{1});
    const auto orders = m_bench->published(subjects::to(id(), key.userKey()));
    QVERIFY(!orders.empty());
    const QByteArray second = readOrder(orders.back())->ticket;
    QVERIFY(*readJwt(second)->expires > *readJwt(first)->expires);
}

void EventDeskTest::setMuted_tellsTheSpeaker_andEverybody()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    QVERIFY(event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker).ok());
    m_bench->pass(milliseconds{300});
    m_bench->forgetPublished();
    QVERIFY(event.setMuted(key.userKey(), true, QStringLiteral("Echo")).ok());
    const DeskOrder order = *readOrder(m_bench->published(subjects::to(id(), key.userKey())).at(0));
    QCOMPARE(order.muted, std::optional(true));
    QCOMPARE(order.reason, QStringLiteral("Echo"));
    QVERIFY(m_bench->beacons(id()).back().stage[0].muted);
    QVERIFY(!event.setMuted(NKey::generate(NKeyKind::User).userKey(), true));
}

void EventDeskTest::presence_comesFromPacketsAndSignedAsks()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    QVERIFY(event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker).ok());
    QCOMPARE(event.state().stage[0].presence, Presence::Away);

    deliverAudio(key.userKey());
    QCOMPARE(event.state().stage[0].presence, Presence::Present);
    const WallTime lastSign = m_bench->clock.wall();
    m_bench->pass(milliseconds{2900});
    QCOMPARE(event.state().stage[0].presence, Presence::Present);
    m_bench->pass(milliseconds{700});
    QCOMPARE(event.state().stage[0].presence, Presence::Dropped);
    QCOMPARE(event.state().stage[0].since, lastSign);
    QCOMPARE(m_bench->beacons(id()).back().stage[0].presence, Presence::Dropped);

    for (int i = 0; i < 5; ++i) {
        const Ask ask{AskKind::Presence, QStringLiteral("Bo"), m_bench->clock.wall(), true};
        m_bench->deliver(subjects::ask(id(), key.userKey()), writeAsk(ask, id(), key));
        QCOMPARE(event.state().stage[0].presence, Presence::Present);
        QVERIFY(event.state().stage[0].muted); // by their own switch
        m_bench->pass(seconds{2});
    }
}

void EventDeskTest::packets_areCountedByTheirNumbers_forListenersToCompare()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    QVERIFY(event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker).ok());
    const auto say = [&](std::initializer_list<int> numbers, quint32 ssrc = 7) {
        for (const int number : numbers) {
            const RtpPacket packet{.sequence = quint16(number), .ssrc = ssrc, .payload = "x"};
            m_bench->deliver(subjects::audio(id(), key.userKey()), writeRtp(packet));
        }
        m_bench->pass(seconds{1});
        return m_bench->beacons(id()).back().stage[0].count;
    };
    QCOMPARE(say({}), std::nullopt);
    QCOMPARE(say({65'530, 65'531}), (DeskCount{65'530, 65'531, 0}));
    QCOMPARE(say({65'534, 65'534, 1, 0}), (DeskCount{65'530, 65'537, 4})); // what comes late was skipped too
    QCOMPARE(say({}), (DeskCount{65'530, 65'537, 4}));
    QCOMPARE(say({3}, 8), (DeskCount{3, 3, 0})); // the speaker began anew
    QCOMPARE(say({5, 20'000}, 8), (DeskCount{20'000, 20'000, 0}));
    // What the desk's own line lost is not the speaker's.
    m_bench->lose();
    m_bench->pass(seconds{1});
    m_bench->connect();
    QCOMPARE(say({}, 8), std::nullopt);
    QCOMPARE(say({20'100, 20'102}, 8), (DeskCount{20'100, 20'102, 1}));
}

void EventDeskTest::presence_isNotFakedByStrangersOrReplays()
{
    EventDesk &event = start();
    const NKey key = NKey::generate(NKeyKind::User);
    const NKey stranger = NKey::generate(NKeyKind::User);
    QVERIFY(event.admit(key.userKey(), QStringLiteral("Bo"), Role::Speaker).ok());
    const Ask ask{AskKind::Presence, QStringLiteral("Bo"), m_bench->clock.wall()};
    m_bench->deliver(subjects::ask(id(), key.userKey()), writeAsk(ask, id(), stranger));
    m_bench->deliver(subjects::ask(id(), stranger.userKey()), writeAsk(ask, id(), stranger));
    deliverAudio(stranger.userKey());
    QCOMPARE(event.state().stage[0].presence, Presence::Away);
    QCOMPARE(event.state().stage.size(), std::size_t(1));

    const QByteArray real = writeAsk(ask, id(), key);
    m_bench->pass(seconds{1}); // the stranger's tries are forgotten
    m_bench->deliver(subjects::ask(id(), key.userKey()), real);
    QCOMPARE(event.state().stage[0].presence, Presence::Present);
    for (int i = 0; i < 8; ++i) {
        m_bench->pass(milliseconds{500});
        m_bench->deliver(subjects::ask(id(), key.userKey()), real);
    }
    QCOMPARE(event.state().stage[0].presence, Presence::Dropped);
}

void EventDeskTest::desk_holdsSeveralEvents()
{
    start();
    EventDesk &other = m_desk->addEvent(card(QStringLiteral("office-hours")));
    m_bench->pass(seconds{10});
    QCOMPARE(m_desk->find(other.state().id), &other);
    QCOMPARE(m_desk->find(*EventId::parse(u"nothing")), nullptr);
    QCOMPARE(m_bench->beacons(other.state().id).back().phase, Phase::Scheduled);
    QCOMPARE(m_bench->beacons(id()).back().phase, Phase::Live);
    QCOMPARE(m_bench->cards.size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(EventDeskTest)
#include "event_desk_test.moc"
