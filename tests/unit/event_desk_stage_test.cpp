#include "support/desk_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace earshot;
using namespace earshot::test;
using namespace Qt::Literals::StringLiterals;

/// Raised hands, invitations, removals and co-hosts at an event's desk.
class EventDeskStageTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void hand_isQueued_andItsOwnerToldTheirPlace();
    void hand_isForgotten_whenItsOwnerIsGone_andKeptWhileTheyAskAgain();
    void hand_isLowered_byItsOwnerAndByTheDesk();
    void hands_areBounded();
    void invite_tellsThemUntilTheyAnswer_andAdmitsWhoAccepts();
    void invite_fixesTheNameUnderWhichTheyComeUp();
    void invite_isTakenBack_whenNobodyAnswers();
    void accept_withoutInvitation_isRefused();
    void accept_givesTheTicketAgain_whereItWasLost();
    void link_admitsWhoShowsItFirst_andNobodyElse();
    void link_isKeptAsAHashOnly_andBounded();
    void link_ofAHost_replacesTheLastOne_andAnyCanBeWithdrawn();
    void link_doesNotUndoARemoval();
    void remove_leavesThemOutOfTheNextBeacon_andStopsTheirTicket();
    void remove_isToldAgain_toWhoStillThinksToBeOnStage();
    void removedSpeaker_canBeBroughtUpAgain();
    void stepDown_leavesTheStage();
    void mute_isTheHosts_orTheirOwn_andKeepsItsReason();
    void ownSwitch_isToldAtOnce_butFloodsNeitherListenersNorDisks();
    void coHost_mayDoWhatAHostDoes_butNotToAHost();
    void coHost_seesTheQueue_aSpeakerDoesNot();
    void speakers_mayControlNothing();
    void floodOfStrangers_doesNotStarveMembers();
    void forgedAsks_doNotSilenceWhoseNameTheyBear();
    void forgedAsksOfEverybody_leaveEachAShare();
    void floodOfStrangers_doesNotShutOutWhoHasALink();
    void floodOfStrangers_leavesANewHandItsChance();
    void floodWithOneLink_isBounded_andShutsOutNoOtherLink();
    void floodOfOneStranger_doesNotShutOutAnother();
    void floodOfAsks_costsLittle();
    void phases_areChangedAsTheyMayBe();
    void pauseNotice_goesWithThePause();
    void describe_changesTitleAndDescription_andOutlivesTheDesk();
    void unlistedEvent_staysUnlisted();
    void removalsInvitationsAndMutes_outliveTheDesk();

private:
    struct Person {
        NKey key = NKey::generate(NKeyKind::User);
        QString name;
        UserKey user() const { return key.userKey(); }
    };

    ScheduleCard card(bool listed = true) const
    {
        ScheduleCard card = *readCard(R"({"v":1,"event":"town-hall","title":"Town hall","host":"Ann"})");
        card.planned = m_bench->clock.wall() + minutes{10};
        card.listed = listed;
        return card;
    }
    void openDesk(bool listed = true)
    {
        EventDesk::Config config{
            800, SpeakerTickets::Issuer{m_account.publicKey(), m_speakerKey, std::chrono::hours(12)}};
        config.identity.holder = u"desk-1"_s;
        m_desk = std::make_unique<Desk>(m_bench->clock, m_bench->session, config);
        m_event = &m_desk->addEvent(card(listed));
        m_bench->answer();
        m_bench->pass(milliseconds{500});
    }
    /// As kill -9 and a new start: what it gives back as it ends is taken out of the server's hands again.
    void killAndReopenDesk()
    {
        m_bench->pass(seconds{3});
        const auto leases = m_bench->leases;
        m_desk.reset();
        m_bench->forgetPublished();
        m_bench->leases = leases;
        m_bench->pass(seconds{6});
        openDesk();
        m_bench->pass(seconds{6});
    }
    void ask(const Person &person, Ask ask)
    {
        m_bench->clock.advance(milliseconds{1});
        ask.name = person.name;
        ask.at = m_bench->clock.wall();
        m_bench->deliver(subjects::ask(m_id, person.user()), writeAsk(ask, m_id, person.key));
    }
    void control(
        const Person &from, StageControl::Kind kind, std::optional<UserKey> whom, const QString &text = {})
    {
        ask(from, {.kind = AskKind::Control, .control = StageControl{kind, whom, text}});
    }
    std::vector<DeskOrder> ordersTo(const Person &person)
    {
        m_bench->pass(milliseconds{200});
        std::vector<DeskOrder> orders;
        for (const QByteArray &json : m_bench->published(subjects::to(m_id, person.user())))
            orders.push_back(*readOrder(json));
        return orders;
    }
    DeskOrder lastOrderTo(const Person &person)
    {
        const auto orders = ordersTo(person);
        return orders.empty() ? DeskOrder{m_id} : orders.back();
    }
    bool hasTicket(const Person &person)
    {
        return std::ranges::any_of(
            ordersTo(person), [](const DeskOrder &order) { return !order.ticket.isEmpty(); });
    }
    /// In that person's name, with all but their signature.
    void forge(const UserKey &key, const QByteArray &invitation = {})
    {
        static const NKey forger = NKey::generate(NKeyKind::User);
        Ask ask{.kind = AskKind::RaiseHand, .name = u"x"_s, .at = m_bench->clock.wall()};
        ask.invitation = invitation;
        static QByteArray cached;
        static Ask cachedAsk;
        if (cached.isEmpty() || !(cachedAsk == ask)) {
            cachedAsk = ask;
            cached = writeAsk(ask, m_id, forger);
        }
        QByteArray json = cached;
        m_bench->deliver(subjects::ask(m_id, key), json.replace(forger.publicKey(), key.utf8()));
    }
    bool isOnStage(const Person &person) const { return m_event->state().member(person.user()) != nullptr; }
    void admit(const Person &person, Role role = Role::Speaker)
    {
        QVERIFY(m_event->admit(person.user(), person.name, role).ok());
    }

    const EventId m_id = *EventId::parse(u"town-hall");
    const NKey m_account = NKey::generate(NKeyKind::Account);
    const NKey m_speakerKey = NKey::generate(NKeyKind::Account);
    std::unique_ptr<DeskBench> m_bench;
    std::unique_ptr<Desk> m_desk;
    EventDesk *m_event = nullptr;
    Person m_ann{.name = u"Ann"_s};
    Person m_bo{.name = u"Bo"_s};
    Person m_cy{.name = u"Cy"_s};
};

void EventDeskStageTest::init()
{
    m_bench = std::make_unique<DeskBench>();
    openDesk();
    m_event->start();
    m_bench->pass(seconds{1});
    m_bench->forgetPublished();
}

void EventDeskStageTest::cleanup()
{
    m_desk.reset();
    m_bench.reset();
}

void EventDeskStageTest::hand_isQueued_andItsOwnerToldTheirPlace()
{
    QSignalSpy changed(m_event, &EventDesk::handsChanged);
    ask(m_bo, {.kind = AskKind::RaiseHand});
    ask(m_cy, {.kind = AskKind::RaiseHand});
    QCOMPARE(lastOrderTo(m_bo).place, std::optional(1));
    QCOMPARE(lastOrderTo(m_cy).place, std::optional(2));
    const Hands hands = m_event->hands();
    QCOMPARE(hands.size(), std::size_t(2));
    QCOMPARE(hands[0].name, u"Bo"_s);
    QCOMPARE(changed.back()[0].value<Hands>(), hands);

    ask(m_bo, {.kind = AskKind::LowerHand});
    QCOMPARE(lastOrderTo(m_bo).place, std::optional(0));
    QCOMPARE(lastOrderTo(m_cy).place, std::optional(1)); // moved up
    m_bench->forgetPublished();
    ask(m_cy, {.kind = AskKind::RaiseHand});
    QCOMPARE(lastOrderTo(m_cy).place, std::optional(1)); // each renewal is answered
}

void EventDeskStageTest::hand_isForgotten_whenItsOwnerIsGone_andKeptWhileTheyAskAgain()
{
    ask(m_bo, {.kind = AskKind::RaiseHand});
    for (int i = 0; i < 6; ++i) {
        ask(m_cy, {.kind = AskKind::RaiseHand});
        m_bench->pass(seconds{10});
    }
    QCOMPARE(m_event->hands().size(), std::size_t(1));
    QCOMPARE(m_event->hands()[0].key, m_cy.user());
    m_bench->pass(seconds{31});
    QVERIFY(m_event->hands().empty());
}

void EventDeskStageTest::hand_isLowered_byItsOwnerAndByTheDesk()
{
    ask(m_bo, {.kind = AskKind::RaiseHand});
    m_event->dismiss(m_bo.user());
    QVERIFY(m_event->hands().empty());
    QCOMPARE(lastOrderTo(m_bo).place, std::optional(0));
    // Somebody on stage has no hand to raise.
    admit(m_bo);
    ask(m_bo, {.kind = AskKind::RaiseHand});
    QVERIFY(m_event->hands().empty());
}

void EventDeskStageTest::hands_areBounded()
{
    std::vector<Person> crowd(EventDesk::kMostHands + 5);
    for (const Person &person : crowd) {
        ask(person, {.kind = AskKind::RaiseHand});
        m_bench->pass(milliseconds{10});
    }
    QCOMPARE(m_event->hands().size(), EventDesk::kMostHands);
    QCOMPARE(lastOrderTo(crowd.back()).place, std::optional(0));
}

void EventDeskStageTest::invite_tellsThemUntilTheyAnswer_andAdmitsWhoAccepts()
{
    ask(m_bo, {.kind = AskKind::RaiseHand});
    QVERIFY(m_event->invite(m_bo.user(), {}, Role::Speaker, u"Ann"_s).ok());
    QVERIFY(m_event->hands()[0].isInvited);
    m_bench->pass(seconds{9});
    int told = 0;
    for (const DeskOrder &order : ordersTo(m_bo)) {
        if (order.invitation) {
            ++told;
            QCOMPARE(*order.invitation, Role::Speaker);
            QCOMPARE(order.by, u"Ann"_s);
        }
    }
    QCOMPARE(told, 5); // at once and every 2 s
    QVERIFY(!isOnStage(m_bo));
    QVERIFY(!hasTicket(m_bo));

    ask(m_bo, {.kind = AskKind::AcceptStage});
    QVERIFY(isOnStage(m_bo));
    QVERIFY(hasTicket(m_bo));
    QVERIFY(m_event->hands().empty());
    m_bench->forgetPublished();
    m_bench->pass(seconds{5});
    QVERIFY(!lastOrderTo(m_bo).invitation);
    QVERIFY(!m_event->invite(m_bo.user(), {}, Role::Speaker)); // on stage already
}

void EventDeskStageTest::invite_fixesTheNameUnderWhichTheyComeUp()
{
    Person bo = m_bo;
    ask(bo, {.kind = AskKind::RaiseHand});
    QVERIFY(m_event->invite(bo.user(), {}, Role::Speaker).ok());
    bo.name = u"Ann, the host"_s;
    ask(bo, {.kind = AskKind::RaiseHand});
    QCOMPARE(m_event->hands()[0].name, u"Bo"_s);
    ask(bo, {.kind = AskKind::AcceptStage});
    QCOMPARE(m_event->state().member(bo.user())->name, u"Bo"_s);
    // Who was invited without a name chooses one.
    QVERIFY(m_event->invite(m_cy.user(), {}, Role::Speaker).ok());
    ask(m_cy, {.kind = AskKind::AcceptStage});
    QCOMPARE(m_event->state().member(m_cy.user())->name, u"Cy"_s);
}

void EventDeskStageTest::invite_isTakenBack_whenNobodyAnswers()
{
    QVERIFY(m_event->invite(m_bo.user(), u"Bo"_s, Role::CoHost).ok());
    m_bench->pass(minutes{2} + seconds{1}, milliseconds{100});
    QVERIFY(m_event->hands().empty());
    QCOMPARE(lastOrderTo(m_bo).place, std::optional(0));
    ask(m_bo, {.kind = AskKind::AcceptStage});
    QVERIFY(!isOnStage(m_bo));

    QVERIFY(m_event->invite(m_cy.user(), u"Cy"_s, Role::Speaker).ok());
    ask(m_cy, {.kind = AskKind::DeclineStage});
    QVERIFY(m_event->hands().empty());
    ask(m_cy, {.kind = AskKind::AcceptStage});
    QVERIFY(!isOnStage(m_cy));
}

void EventDeskStageTest::accept_withoutInvitation_isRefused()
{
    ask(m_bo, {.kind = AskKind::AcceptStage});
    QCOMPARE(lastOrderTo(m_bo).place, std::optional(0));
    ask(m_cy, {.kind = AskKind::RaiseHand});
    ask(m_cy, {.kind = AskKind::AcceptStage, .invitation = QByteArray(22, 'A')});
    QVERIFY(m_event->state().stage.empty());
    QVERIFY(!hasTicket(m_bo) && !hasTicket(m_cy));
}

void EventDeskStageTest::accept_givesTheTicketAgain_whereItWasLost()
{
    QVERIFY(m_event->invite(m_bo.user(), u"Bo"_s, Role::Speaker).ok());
    ask(m_bo, {.kind = AskKind::AcceptStage});
    const QByteArray ticket = lastOrderTo(m_bo).ticket;
    QVERIFY(!ticket.isEmpty());
    m_bench->forgetPublished();
    ask(m_bo, {.kind = AskKind::AcceptStage});
    QCOMPARE(lastOrderTo(m_bo).ticket, ticket);
}

void EventDeskStageTest::link_admitsWhoShowsItFirst_andNobodyElse()
{
    const QByteArray secret = *m_event->makeInvitation(Role::Host);
    QVERIFY(isInvitation(secret));
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(isOnStage(m_bo));
    QCOMPARE(m_event->state().stage[0].role, Role::Host);
    QCOMPARE(m_event->state().stage[0].name, u"Bo"_s);
    QVERIFY(hasTicket(m_bo));
    ask(m_cy, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(!isOnStage(m_cy));
    QCOMPARE(lastOrderTo(m_cy).place, std::optional(0));
}

void EventDeskStageTest::link_isKeptAsAHashOnly_andBounded()
{
    QByteArrayList secrets;
    for (std::size_t i = 0; i < EventDesk::kMostInvitations; ++i)
        secrets << *m_event->makeInvitation(Role::Speaker);
    QCOMPARE(m_event->makeInvitation(Role::Speaker).failure().cause, Cause::DeskRefused);
    m_bench->pass(seconds{3});
    const QByteArray lease = m_bench->leases.begin()->second.second;
    QVERIFY(lease.contains("sha256"));
    for (const QByteArray &secret : secrets)
        QVERIFY(!lease.contains(secret));
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secrets[7]});
    QVERIFY(isOnStage(m_bo));
    QVERIFY(m_event->makeInvitation(Role::Speaker).ok()); // one was used
}

/// Each opening and take-back makes one.
void EventDeskStageTest::link_ofAHost_replacesTheLastOne_andAnyCanBeWithdrawn()
{
    const QByteArray speakers = *m_event->makeInvitation(Role::Speaker);
    QByteArray first, last;
    for (std::size_t i = 0; i < 3 * EventDesk::kMostInvitations; ++i) {
        const auto made = m_event->makeInvitation(Role::Host);
        QVERIFY(made);
        (first.isEmpty() ? first : last) = *made;
    }
    QCOMPARE(m_event->record().invitations.size(), std::size_t(2));
    ask(m_cy, {.kind = AskKind::AcceptStage, .invitation = first});
    QVERIFY(!isOnStage(m_cy));
    ask(m_ann, {.kind = AskKind::AcceptStage, .invitation = last});
    QVERIFY(isOnStage(m_ann));

    QVERIFY(m_event->withdrawInvitation(speakers).ok());
    QCOMPARE(m_event->withdrawInvitation(speakers).failure().cause, Cause::DeskRefused);
    m_bench->pass(seconds{1});
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = speakers});
    QVERIFY(!isOnStage(m_bo));
    QVERIFY(m_event->record().invitations.empty());
}

void EventDeskStageTest::link_doesNotUndoARemoval()
{
    const QByteArray secret = *m_event->makeInvitation(Role::Speaker);
    admit(m_bo);
    QVERIFY(m_event->remove(m_bo.user(), u"Enough"_s).ok());
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(!isOnStage(m_bo));
    QVERIFY(lastOrderTo(m_bo).removed);
    ask(m_cy, {.kind = AskKind::AcceptStage, .invitation = secret}); // is not used up by it
    QVERIFY(isOnStage(m_cy));
}

void EventDeskStageTest::remove_leavesThemOutOfTheNextBeacon_andStopsTheirTicket()
{
    admit(m_bo);
    m_bench->pass(seconds{2});
    m_bench->forgetPublished();
    QVERIFY(m_event->remove(m_bo.user(), u"Insults"_s, u"Ann"_s).ok());
    m_bench->pass(milliseconds{110});
    QVERIFY(m_bench->beacons(m_id).back().stage.empty());
    const DeskOrder order = lastOrderTo(m_bo);
    QVERIFY(order.removed);
    QCOMPARE(order.reason, u"Insults"_s);
    QCOMPARE(order.by, u"Ann"_s);
    QVERIFY(!m_event->remove(m_bo.user(), {}));

    // Their packets do not bring them back, and their ticket is not renewed.
    m_bench->deliver(subjects::audio(m_id, m_bo.user()), QByteArray(40, 'x'));
    QVERIFY(!isOnStage(m_bo));
    m_bench->forgetPublished();
    m_bench->pass(std::chrono::hours(7), seconds{5});
    QVERIFY(!hasTicket(m_bo));
}

void EventDeskStageTest::remove_isToldAgain_toWhoStillThinksToBeOnStage()
{
    admit(m_bo);
    QVERIFY(m_event->remove(m_bo.user(), u"Insults"_s).ok());
    m_bench->forgetPublished();
    ask(m_bo, {.kind = AskKind::Presence});
    QVERIFY(lastOrderTo(m_bo).removed);
    QCOMPARE(lastOrderTo(m_bo).reason, u"Insults"_s);
    ask(m_cy, {.kind = AskKind::Presence}); // never was there
    QVERIFY(ordersTo(m_cy).empty());
}

void EventDeskStageTest::removedSpeaker_canBeBroughtUpAgain()
{
    admit(m_bo);
    QVERIFY(m_event->setMuted(m_bo.user(), true, u"Echo"_s).ok());
    QVERIFY(m_event->remove(m_bo.user(), {}).ok());
    ask(m_bo, {.kind = AskKind::RaiseHand});
    QVERIFY(m_event->invite(m_bo.user(), {}, Role::Speaker).ok());
    ask(m_bo, {.kind = AskKind::AcceptStage});
    QVERIFY(isOnStage(m_bo));
    QVERIFY(!m_event->state().stage[0].muted);
    QCOMPARE(m_event->state().stage[0].presence, Presence::Away);
}

void EventDeskStageTest::stepDown_leavesTheStage()
{
    admit(m_bo);
    ask(m_bo, {.kind = AskKind::StepDown});
    QVERIFY(!isOnStage(m_bo));
    const QByteArray secret = *m_event->makeInvitation(Role::Speaker);
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret}); // went by themselves: may come again
    QVERIFY(isOnStage(m_bo));
}

void EventDeskStageTest::mute_isTheHosts_orTheirOwn_andKeepsItsReason()
{
    admit(m_bo);
    ask(m_bo, {.kind = AskKind::Presence, .muted = true});
    QVERIFY(m_event->state().stage[0].muted);
    QVERIFY(!m_event->state().stage[0].mutedByHost);
    QVERIFY(m_event->setMuted(m_bo.user(), true, u"Echo"_s, u"Ann"_s).ok());
    ask(m_bo, {.kind = AskKind::Presence, .muted = false});
    m_bench->pass(milliseconds{200});
    QVERIFY(m_event->state().stage[0].muted);
    QVERIFY(m_bench->beacons(m_id).back().stage[0].mutedByHost);
    const DeskOrder order = lastOrderTo(m_bo);
    QCOMPARE(order.muted, std::optional(true));
    QCOMPARE(order.reason, u"Echo"_s);
    QCOMPARE(order.by, u"Ann"_s);
    QVERIFY(m_event->setMuted(m_bo.user(), false).ok());
    QVERIFY(!m_event->state().stage[0].muted && !m_event->state().stage[0].mutedByHost);
}

void EventDeskStageTest::ownSwitch_isToldAtOnce_butFloodsNeitherListenersNorDisks()
{
    std::vector<Person> crowd(20);
    for (const Person &person : crowd)
        admit(person);
    m_bench->pass(seconds{5});
    m_bench->forgetPublished();
    const int puts = m_bench->puts;
    const Person &one = crowd.front();
    bool muted = false;
    for (int i = 0; i < 25; ++i) { // 5 a second
        muted = !muted;
        ask(one, {.kind = AskKind::Presence, .muted = muted});
        m_bench->pass(milliseconds{110});
        QCOMPARE(m_bench->beacons(m_id).back().member(one.user())->muted, muted);
        m_bench->pass(milliseconds{90});
    }
    QVERIFY(m_bench->puts - puts <= 1); // the counts, every 10 s
    // All of them, as often as they are listened to.
    m_bench->pass(seconds{2});
    m_bench->forgetPublished();
    const auto before = m_bench->asked(subjects::lease(m_id));
    for (int i = 0; i < 50; ++i) {
        muted = !muted;
        for (const Person &person : crowd)
            ask(person, {.kind = AskKind::Presence, .muted = muted});
        m_bench->pass(milliseconds{180});
    }
    const int beacons = int(m_bench->beacons(m_id).size());
    QVERIFY2(beacons <= 80, qPrintable(QString::number(beacons))); // 10 s: 5 a second, 10 at once, 1 a second
    QVERIFY(m_bench->asked(subjects::lease(m_id)) - before <= 8); // renewals
    m_bench->pass(seconds{2});
    QCOMPARE(m_bench->beacons(m_id).back().stage, m_event->state().stage);
}

void EventDeskStageTest::coHost_mayDoWhatAHostDoes_butNotToAHost()
{
    const Person host{.name = u"Host"_s};
    const Person speaker{.name = u"Speaker"_s};
    admit(host, Role::Host);
    admit(m_ann);
    admit(speaker);
    QVERIFY(m_event->setRole(m_ann.user(), Role::CoHost).ok());
    QCOMPARE(m_event->state().member(m_ann.user())->role, Role::CoHost);
    using Kind = StageControl::Kind;

    ask(m_bo, {.kind = AskKind::RaiseHand});
    control(m_ann, Kind::BringUp, m_bo.user());
    QVERIFY(m_event->hands()[0].isInvited);
    control(m_ann, Kind::LowerHand, m_bo.user());
    QVERIFY(m_event->hands().empty());
    control(m_ann, Kind::BringUp, m_cy.user()); // did not ask to speak
    QVERIFY(m_event->hands().empty());
    m_bench->pass(seconds{1});
    control(m_ann, Kind::Mute, speaker.user(), u"Echo"_s);
    QVERIFY(m_event->state().member(speaker.user())->mutedByHost);
    QCOMPARE(lastOrderTo(speaker).by, u"Ann"_s);
    control(m_ann, Kind::Unmute, speaker.user());
    QVERIFY(!m_event->state().member(speaker.user())->mutedByHost);
    control(m_ann, Kind::Message, {}, u"Soon"_s);
    QCOMPARE(m_event->state().message->text, u"Soon"_s);
    control(m_ann, Kind::Remove, speaker.user(), u"Enough"_s);
    QVERIFY(!isOnStage(speaker));
    m_bench->pass(seconds{1});
    control(m_ann, Kind::Remove, host.user(), {});
    control(m_ann, Kind::Mute, host.user(), {});
    QVERIFY(isOnStage(host));
    QVERIFY(!m_event->state().member(host.user())->muted);
}

void EventDeskStageTest::coHost_seesTheQueue_aSpeakerDoesNot()
{
    admit(m_ann, Role::CoHost);
    admit(m_cy);
    ask(m_bo, {.kind = AskKind::RaiseHand});
    QCOMPARE(lastOrderTo(m_ann).hands, std::optional(m_event->hands()));
    m_bench->forgetPublished();
    m_bench->pass(seconds{6}); // again, where it was lost
    QCOMPARE(lastOrderTo(m_ann).hands, std::optional(m_event->hands()));
    for (const DeskOrder &order : ordersTo(m_cy))
        QVERIFY(!order.hands);
}

void EventDeskStageTest::speakers_mayControlNothing()
{
    admit(m_bo);
    admit(m_cy);
    using Kind = StageControl::Kind;
    control(m_bo, Kind::Mute, m_cy.user());
    control(m_bo, Kind::Remove, m_cy.user());
    control(m_bo, Kind::Message, {}, u"Me"_s);
    control(m_ann, Kind::Remove, m_cy.user()); // is not even there
    QVERIFY(isOnStage(m_cy));
    QVERIFY(!m_event->state().member(m_cy.user())->muted);
    QVERIFY(!m_event->state().message);
}

void EventDeskStageTest::floodOfStrangers_doesNotStarveMembers()
{
    admit(m_bo);
    ask(m_cy, {.kind = AskKind::RaiseHand}); // a hand in the queue is no stranger's
    for (int i = 0; i < 2000; ++i)
        forge(Person{}.user());
    ask(m_bo, {.kind = AskKind::Presence, .muted = true});
    ask(m_cy, {.kind = AskKind::LowerHand});
    QVERIFY(m_event->state().stage[0].muted); // at once
    QVERIFY(m_event->hands().empty());
}

/// 300 a second with a speaker's key in the subject, in every second; theirs are one in two seconds.
void EventDeskStageTest::forgedAsks_doNotSilenceWhoseNameTheyBear()
{
    admit(m_bo);
    admit(m_cy);
    int through = 0;
    for (int round = 0; round < 10; ++round) {
        for (int slice = 0; slice < 100; ++slice) {
            for (int i = 0; i < 6; ++i)
                forge(m_bo.user());
            if (slice == 50)
                ask(m_bo, {.kind = AskKind::Presence, .muted = round % 2 == 0});
            m_bench->pass(milliseconds{20});
        }
        through += m_event->state().member(m_bo.user())->muted == (round % 2 == 0) ? 1 : 0;
        // Nobody else notices.
        ask(m_cy, {.kind = AskKind::Presence, .muted = round % 2 == 0});
        QCOMPARE(m_event->state().member(m_cy.user())->muted, round % 2 == 0);
    }
    QCOMPARE(through, 10); // 8 checks in each 20 ms are enough for 7 asks
    // Ten times as many: each has its share, and is asked again.
    bool isMuted = false;
    for (int round = 0; round < 200 && !isMuted; ++round) {
        for (int i = 0; i < 60; ++i) {
            forge(m_bo.user());
            if (i == 30)
                ask(m_bo, {.kind = AskKind::Presence, .muted = true});
        }
        m_bench->pass(milliseconds{500});
        isMuted = m_event->state().member(m_bo.user())->muted;
    }
    QVERIFY(isMuted);
}

void EventDeskStageTest::forgedAsksOfEverybody_leaveEachAShare()
{
    std::vector<Person> crowd(40);
    for (const Person &person : crowd)
        admit(person);
    // Those after the first two of each second are drawn: 8 of 240 in a slice, which all would have to themselves.
    std::size_t through = 0;
    for (int round = 0; round < 40; ++round) {
        for (const Person &person : crowd) {
            for (int i = 0; i < 6; ++i)
                forge(person.user());
        }
        for (const Person &person : crowd)
            ask(person, {.kind = AskKind::Presence, .muted = true});
        m_bench->pass(milliseconds{200});
    }
    for (const StageMember &member : m_event->state().stage)
        through += member.muted ? 1 : 0;
    QVERIFY2(through >= 15, qPrintable(QString::number(through)));
}

void EventDeskStageTest::floodOfStrangers_doesNotShutOutWhoHasALink()
{
    const QByteArray secret = *m_event->makeInvitation(Role::Speaker);
    const Person late;
    for (int i = 0; i < 2000; ++i)
        forge(Person{}.user());
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(isOnStage(m_bo));
    m_bench->pass(seconds{1});
    ask(late, {.kind = AskKind::RaiseHand});
    QCOMPARE(m_event->hands().size(), std::size_t(1));
}

/// 1,000 a second of as many keys, before and after the one that is true.
void EventDeskStageTest::floodOfStrangers_leavesANewHandItsChance()
{
    std::vector<UserKey> forged;
    for (int i = 0; i < 500; ++i)
        forged.push_back(Person{}.user());
    std::size_t next = 0;
    const auto flood = [&](int count) {
        for (int i = 0; i < count; ++i)
            forge(forged[next++ % forged.size()]);
    };
    int rounds = 0;
    for (; rounds < 200 && m_event->hands().empty(); ++rounds) {
        flood(200); // the second's share is gone
        for (int slice = 0; slice < 5; ++slice) {
            flood(10);
            if (slice == 2)
                ask(m_bo, {.kind = AskKind::RaiseHand});
            flood(10);
            m_bench->pass(milliseconds{20});
        }
        m_bench->pass(milliseconds{900});
    }
    QCOMPARE(m_event->hands().size(), std::size_t(1));
    // Bytes that have not even the form of an ask cost nobody a place.
    for (int i = 0; i < 2000; ++i)
        m_bench->deliver(subjects::ask(m_id, forged[std::size_t(i) % forged.size()]), QByteArray(300, 'x'));
    m_bench->pass(seconds{1});
    for (int i = 0; i < 2000; ++i)
        m_bench->deliver(subjects::ask(m_id, forged[std::size_t(i) % forged.size()]), QByteArray(300, 'x'));
    ask(m_cy, {.kind = AskKind::RaiseHand});
    QCOMPARE(m_event->hands().size(), std::size_t(2));
}

void EventDeskStageTest::floodWithOneLink_isBounded_andShutsOutNoOtherLink()
{
    const QByteArray leaked = *m_event->makeInvitation(Role::Speaker);
    const QByteArray secret = *m_event->makeInvitation(Role::Speaker);
    // True signatures of any number of keys, which ask for nothing that would use the link up.
    const auto flood = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const Person person;
            ask(person, {.kind = AskKind::RaiseHand, .invitation = leaked});
        }
    };
    flood(250); // in a quarter of a second
    const std::size_t most
        = StageAsks::kStrangersAtOnce + StageAsks::kChecksOfInvitation + 13 * StageAsks::kStrangersInSlice;
    QVERIFY2(m_event->hands().size() <= most, qPrintable(QString::number(m_event->hands().size())));
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(isOnStage(m_bo));
}

void EventDeskStageTest::floodOfOneStranger_doesNotShutOutAnother()
{
    for (int i = 0; i < 5000; ++i)
        forge(m_cy.user());
    ask(m_bo, {.kind = AskKind::RaiseHand});
    QCOMPARE(m_event->hands().size(), std::size_t(1));
}

/// 100,000 asks with true signatures of 500 keys, of which 200 a second are looked at.
void EventDeskStageTest::floodOfAsks_costsLittle()
{
    std::vector<std::pair<QByteArray, QByteArray>> asks;
    for (int i = 0; i < 500; ++i) {
        const Person person;
        asks.emplace_back(subjects::ask(m_id, person.user()),
            writeAsk({AskKind::RaiseHand, u"x"_s, m_bench->clock.wall()}, m_id, person.key));
    }
    const SystemClock real;
    const Instant begun = real.now();
    for (int i = 0; i < 100'000; ++i)
        m_bench->deliver(asks[std::size_t(i) % asks.size()].first, asks[std::size_t(i) % asks.size()].second);
    m_bench->pass(seconds{3});
    const auto took = duration_cast<milliseconds>(real.now() - begun);
    qInfo("100,000 asks within a second cost the desk %d ms", int(took.count()));
    QVERIFY(took < seconds{3});
    QCOMPARE(
        m_event->hands().size(), std::size_t(StageAsks::kStrangersAtOnce + StageAsks::kStrangersInSlice));
}

void EventDeskStageTest::phases_areChangedAsTheyMayBe()
{
    const WallTime later = m_bench->clock.wall() + minutes{30};
    QVERIFY(!m_event->cancel(u"No"_s));
    QVERIFY(!m_event->announceDelay(later, {})); // live
    const auto started = m_event->state().started;
    QVERIFY(m_event->pause(u"Back in five"_s).ok());
    QVERIFY(!m_event->pause({}));
    QCOMPARE(m_event->state().phase, Phase::Paused);
    // That a desk is there is known of a pause, too.
    const auto counts = [this] { return readCard(m_bench->cards.at(subjects::card(m_id)))->counts; };
    m_bench->pass(seconds{1});
    const std::optional<Counts> before = counts();
    QVERIFY(before);
    m_bench->pass(seconds{61});
    QVERIFY(counts()->at > before->at);
    QVERIFY(m_event->announceDelay(later, u"Ten"_s).ok());
    QCOMPARE(m_event->state().planned, later);
    m_event->start();
    QCOMPARE(m_event->state().phase, Phase::Live);
    QCOMPARE(m_event->state().started, started);

    QCOMPARE(m_event->moveTo(u"https://x"_s).failure().cause, Cause::LinkMalformed);
    QCOMPARE(m_event->moveTo(u"earshot://radio.example"_s).failure().cause, Cause::LinkMalformed);
    QVERIFY(m_event->moveTo(u"earshot://radio.example/hall?i="_s + QString(22, u'A')).ok());
    QCOMPARE(m_event->state().phase, Phase::Moved);
    QCOMPARE(m_event->state().movedTo, u"earshot://radio.example/hall"_s); // without the invitation
    m_bench->pass(milliseconds{200});
    QCOMPARE(m_bench->beacons(m_id).back().movedTo, u"earshot://radio.example/hall"_s);
    m_event->end();
    QVERIFY(!m_event->moveTo(u"earshot://radio.example/hall"_s));

    cleanup();
    m_bench = std::make_unique<DeskBench>();
    openDesk();
    QVERIFY(!m_event->pause({}));
    QVERIFY(m_event->cancel(u"Nobody came"_s).ok());
    m_bench->pass(milliseconds{200});
    QCOMPARE(m_bench->beacons(m_id).back().phase, Phase::Cancelled);
    QCOMPARE(m_bench->beacons(m_id).back().message->text, u"Nobody came"_s);
}

void EventDeskStageTest::pauseNotice_goesWithThePause()
{
    QVERIFY(m_event->pause(u"Back in five"_s).ok());
    m_event->start();
    QVERIFY(!m_event->state().message);
    QVERIFY(m_event->pause(u"Back in five"_s).ok());
    m_event->setMessage(u"Bring a chair"_s);
    m_event->start();
    QCOMPARE(m_event->state().message->text, u"Bring a chair"_s);

    // Also where another desk, or this one started anew, goes on.
    QVERIFY(m_event->pause(u"Back in five"_s).ok());
    killAndReopenDesk();
    QCOMPARE(m_event->state().message->text, u"Back in five"_s);
    m_event->start();
    QCOMPARE(m_event->state().phase, Phase::Live);
    QVERIFY(!m_event->state().message);
    m_event->setMessage(u"Bring a chair"_s);
    QVERIFY(m_event->pause({}).ok());
    killAndReopenDesk();
    m_event->start();
    QCOMPARE(m_event->state().message->text, u"Bring a chair"_s);
}

void EventDeskStageTest::describe_changesTitleAndDescription_andOutlivesTheDesk()
{
    QCOMPARE(m_event->describe(u"  "_s, {}).failure().cause, Cause::PlanUnusable);
    QVERIFY(m_event->describe(u" Our town "_s, u"All of us"_s).ok());
    m_bench->pass(milliseconds{300});
    QCOMPARE(m_bench->beacons(m_id).back().title, u"Our town"_s);
    killAndReopenDesk(); // it is told the old title once more
    QVERIFY(m_event->isInCharge());
    QCOMPARE(m_event->state().title, u"Our town"_s);
    QCOMPARE(m_event->card().description, u"All of us"_s);
    m_event->end();
    QCOMPARE(m_event->describe(u"x"_s, {}).failure().cause, Cause::DeskRefused);
}

void EventDeskStageTest::unlistedEvent_staysUnlisted()
{
    cleanup();
    m_bench = std::make_unique<DeskBench>();
    openDesk(false);
    m_bench->pass(seconds{3});
    QVERIFY(!readCard(m_bench->cards.at(subjects::card(m_id)))->listed);
    killAndReopenDesk();
    QVERIFY(m_event->isInCharge());
    QVERIFY(!m_event->card().listed);
}

void EventDeskStageTest::removalsInvitationsAndMutes_outliveTheDesk()
{
    const QByteArray secret = *m_event->makeInvitation(Role::CoHost);
    admit(m_ann);
    admit(m_bo);
    QVERIFY(m_event->setRole(m_ann.user(), Role::CoHost).ok());
    QVERIFY(m_event->setMuted(m_ann.user(), true, u"Echo"_s, u"Cy"_s).ok());
    QVERIFY(m_event->remove(m_bo.user(), u"Enough"_s, u"Ann"_s).ok());
    QVERIFY(m_event->pause(u"Back in five"_s).ok());
    killAndReopenDesk();
    QVERIFY(m_event->isInCharge());
    QCOMPARE(m_event->state().phase, Phase::Paused);
    QCOMPARE(m_event->state().stage.size(), std::size_t(1));
    QCOMPARE(m_event->state().stage[0].role, Role::CoHost);
    QVERIFY(m_event->state().stage[0].mutedByHost);
    // In whose words, too.
    m_bench->forgetPublished();
    ask(m_ann, {.kind = AskKind::Presence});
    QCOMPARE(lastOrderTo(m_ann).reason, u"Echo"_s);
    QCOMPARE(lastOrderTo(m_ann).by, u"Cy"_s);
    ask(m_bo, {.kind = AskKind::AcceptStage, .invitation = secret});
    QVERIFY(!isOnStage(m_bo));
    QVERIFY(lastOrderTo(m_bo).removed);
    QCOMPARE(lastOrderTo(m_bo).reason, u"Enough"_s);
    QCOMPARE(lastOrderTo(m_bo).by, u"Ann"_s);
    ask(m_cy, {.kind = AskKind::AcceptStage, .invitation = secret});
    QCOMPARE(m_event->state().member(m_cy.user())->role, Role::CoHost);
}

QTEST_GUILESS_MAIN(EventDeskStageTest)
#include "event_desk_stage_test.moc"
