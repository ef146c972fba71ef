#include "session/stage_seat.h"
#include "session_stage.h"
#include "wire/jwt.h"
#include "wire/subjects.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A person in the audience of an event, with the test as server and desk.
struct Seat : test::Stage {
    Seat()
    {
        Session::Config config;
        config.servers = {server(0)};
        config.credentials = listener;
        session.start(config);
        live();
        beLiveFor(seconds{3});
        QObject::connect(&seat, &StageSeat::statsChanged, &seat, [this](const SeatStats &) { ++changes; });
    }

    /// What was asked since the last time, as `raise accept(secret) presence(muted) …`.
    QByteArray asked()
    {
        QByteArrayList words;
        for (const QPointer<FakeConnection> &line : dialled) {
            if (!line)
                continue;
            for (const auto &message : std::exchange(line->m_published, {})) {
                if (message.subject != subjects::ask(event, key.userKey()))
                    return "subject";
                const Result<Ask> ask
                    = readAsk(message.payload, event, key.userKey(), clock.wall() + deskAhead);
                if (!ask || ask->at <= lastAsk)
                    return "refused";
                lastAsk = ask->at;
                constexpr const char *kWords[]
                    = {"raise", "lower", "accept", "decline", "presence", "down", "control"};
                QByteArray word = kWords[int(ask->kind)];
                if (!ask->invitation.isEmpty())
                    word += "(" + ask->invitation + ")";
                if (ask->kind == AskKind::Presence && ask->muted)
                    word += "(muted)";
                words += word;
            }
        }
        return words.join(' ');
    }
    void order(DeskOrder order)
    {
        order.at = clock.wall();
        now().deliver(subjects::to(event, key.userKey()), writeOrder(order), clock.now());
    }
    void invite(Role role = Role::Speaker)
    {
        DeskOrder invitation{event, {}, {}, {}, {}, "Zoë"};
        invitation.invitation = role;
        order(invitation);
    }
    void place(int number)
    {
        DeskOrder order{event, {}, {}, {}, {}};
        order.place = number;
        this->order(order);
    }
    void remove(const QString &reason)
    {
        DeskOrder removal{event, {}, {}, reason, {}, "Zoë"};
        removal.removed = true;
        order(removal);
    }
    QByteArray ticket(const NKey &whose, std::chrono::hours lifetime = std::chrono::hours{12}) const
    {
        return makeUserTicket(whose.publicKey(), "Ann", account.publicKey(), signer, clock.wall(),
            clock.wall() + lifetime, {"event:town-hall"});
    }
    void giveTicket(const QByteArray &ticket) { order({event, ticket, {}, {}, {}}); }
    /// The line that is being made is let in, and answers the ping after its subscriptions.
    void letMove()
    {
        now().accept();
        now().answerPing(milliseconds{1}, clock.now());
    }
    void pass(milliseconds duration)
    {
        for (milliseconds t{0}; t < duration; t += milliseconds{250}) {
            clock.advance(milliseconds{250});
            if (session.isLive())
                now().answerPing(milliseconds{1}, clock.now());
        }
    }
    void comeUp()
    {
        seat.accept("Ann", "abcdefghijklmnopqrstuv");
        giveTicket(ticket(key));
        letMove();
        beLiveFor(seconds{3});
        (void)asked();
    }
    EventState beacon(bool onStage) const
    {
        EventState state{.id = event};
        state.deskClock = clock.wall() + deskAhead;
        if (onStage)
            state.stage.push_back({key.userKey(), "Ann", Role::Speaker});
        return state;
    }
    SeatPhase phase() const { return seat.stats().phase; }
    const Credentials &used() { return now().m_options.credentials; }

    const NKey key = NKey::generate(NKeyKind::User);
    const NKey account = NKey::generate(NKeyKind::Account);
    const NKey signer = NKey::generate(NKeyKind::Account);
    const EventId event = *EventId::parse(u"town-hall");
    const Credentials listener{"listener's ticket", {}};
    milliseconds deskAhead{0};
    WallTime lastAsk{};
    int changes = 0;
    StageSeat seat{clock, session, event, key, listener};
};

} // namespace

class StageSeatTest : public QObject
{
    Q_OBJECT
private slots:
    void hand_isAskedAgain_andKnowsItsPlace();
    void hand_saysThatNobodyAnswers();
    void hand_isLowered_byEitherSide();
    void invitation_isAccepted_andTheLineMovesToTheTicket();
    void invitation_isDeclined_alsoWhereItComesOnceMore();
    void invitation_isTakenBack();
    void linksInvitation_asksThePerson();
    void linksInvitation_thatIsUsedUp_isToldSo();
    void linksInvitation_isShownUntilTheTicketIsThere();
    void comingUp_endsWithoutAnAnswer_butNotWithoutALine();
    void refusal_endsComingUp_unlessTheTicketFollows();
    void foreignOrUnaskedTicket_isLeftAlone();
    void presence_isTold_withTheOwnSwitch();
    void removal_bringsBackTheListenersTicket();
    void removal_isSeenInTheBeacon_whereItsOrderWasLost();
    void stepDown_isSaidAgain_whileTheBeaconShowsOneOnStage();
    void renewedTicket_isUsed_theSameOnceMoreIsNot();
    void refusedTicket_leavesTheListenersLine();
    void expiredTicket_endsInTheAudience();
    void muteByTheHost_isTold_withReason();
    void eventThatIsOver_silences_untilItGoesOn();
    void coHost_seesHands_andControls();
    void clockThatIsWrong_isMadeUpFor();
    void hostileOrders_doNothing();
};

void StageSeatTest::hand_isAskedAgain_andKnowsItsPlace()
{
    Seat s;
    s.seat.raiseHand("Ann");
    QCOMPARE(s.phase(), SeatPhase::HandRaised);
    QCOMPARE(s.asked(), QByteArray("raise"));
    s.place(3);
    QCOMPARE(s.seat.stats().place, 3);
    s.pass(milliseconds{9750});
    QCOMPARE(s.asked(), QByteArray());
    s.pass(milliseconds{250});
    QCOMPARE(s.asked(), QByteArray("raise"));
    s.place(1);
    QCOMPARE(s.seat.stats().place, 1);
    s.pass(seconds{60});
    QCOMPARE(s.asked(), QByteArray("raise raise raise raise raise raise"));
    QVERIFY(!s.seat.stats().noAnswer);
}

void StageSeatTest::hand_saysThatNobodyAnswers()
{
    Seat s;
    s.seat.raiseHand("Ann");
    s.pass(milliseconds{4750});
    QVERIFY(!s.seat.stats().noAnswer);
    s.pass(milliseconds{500});
    QVERIFY(s.seat.stats().noAnswer);
    QCOMPARE(s.asked(), QByteArray("raise raise"));
    s.place(1);
    QVERIFY(!s.seat.stats().noAnswer);
}

void StageSeatTest::hand_isLowered_byEitherSide()
{
    Seat s;
    s.seat.raiseHand("Ann");
    s.place(1);
    s.seat.lowerHand();
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QCOMPARE(s.asked(), QByteArray("raise lower"));
    QVERIFY(!s.seat.stats().declinedAt);
    s.pass(seconds{15});
    QCOMPARE(s.asked(), QByteArray());
    s.place(1); // it has not heard that
    QCOMPARE(s.asked(), QByteArray("lower"));
    s.pass(seconds{16});
    s.place(1); // the same person at another computer
    QCOMPARE(s.asked(), QByteArray());
    s.seat.raiseHand("Ann");
    s.place(0);
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().declinedAt);
}

void StageSeatTest::invitation_isAccepted_andTheLineMovesToTheTicket()
{
    Seat s;
    s.seat.raiseHand("Ann");
    s.invite(Role::CoHost);
    QCOMPARE(s.phase(), SeatPhase::Invited);
    QCOMPARE(s.seat.stats().role, Role::CoHost);
    QCOMPARE(s.seat.stats().by, QStringLiteral("Zoë"));
    (void)s.asked();
    s.seat.accept("Ann");
    QCOMPARE(s.phase(), SeatPhase::ComingUp);
    QCOMPARE(s.asked(), QByteArray("accept"));
    const QByteArray ticket = s.ticket(s.key);
    const qsizetype dialled = s.dialled.size();
    s.giveTicket(ticket);
    QCOMPARE(s.dialled.size(), dialled + 1);
    QVERIFY(s.session.isLive()); // the listener's line goes on meanwhile
    QCOMPARE(s.used().ticket, ticket);
    QCOMPARE(s.used().key->publicKey(), s.key.publicKey());
    QCOMPARE(s.phase(), SeatPhase::ComingUp);
    s.letMove();
    QCOMPARE(s.phase(), SeatPhase::OnStage);
    QVERIFY(s.session.isLive());
    QCOMPARE(s.session.stats().reconnects, 0);
    QVERIFY(s.seat.stats().ticketExpires);
    QCOMPARE(s.asked(), QByteArray("presence"));
}

void StageSeatTest::invitation_isDeclined_alsoWhereItComesOnceMore()
{
    Seat s;
    s.invite();
    s.invite();
    s.seat.decline();
    QCOMPARE(s.phase(), SeatPhase::Audience);
    s.invite(); // was on its way
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QCOMPARE(s.asked(), QByteArray("decline decline"));
    s.pass(seconds{6});
    s.invite();
    QCOMPARE(s.phase(), SeatPhase::Invited);
}

void StageSeatTest::invitation_isTakenBack()
{
    Seat s;
    s.invite();
    s.place(0);
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().declinedAt);
}

void StageSeatTest::linksInvitation_asksThePerson()
{
    Seat s;
    s.seat.inviteByLink("abcdefghijklmnopqrstuv");
    QCOMPARE(s.seat.stats().phase, SeatPhase::Invited);
    QCOMPARE(s.asked(), QByteArray());
    s.seat.accept("Ann");
    QCOMPARE(s.asked(), QByteArray("accept(abcdefghijklmnopqrstuv)"));

    Seat other;
    other.seat.inviteByLink("abcdefghijklmnopqrstuv");
    other.seat.decline();
    QCOMPARE(other.seat.stats().phase, SeatPhase::Audience);
    QCOMPARE(other.asked(), QByteArray()); // the desk had not asked
}

void StageSeatTest::linksInvitation_thatIsUsedUp_isToldSo()
{
    Seat s;
    s.seat.inviteByLink("abcdefghijklmnopqrstuv");
    s.seat.accept("Ann");
    s.place(0);
    s.pass(seconds{3});
    QCOMPARE(s.seat.stats().phase, SeatPhase::Audience);
    QVERIFY(s.seat.stats().linkRefused);
    s.seat.raiseHand("Ann");
    QVERIFY(!s.seat.stats().linkRefused);
}

void StageSeatTest::linksInvitation_isShownUntilTheTicketIsThere()
{
    Seat s;
    s.seat.accept("Ann", "abcdefghijklmnopqrstuv");
    s.pass(seconds{3});
    QCOMPARE(s.asked(),
        QByteArray("accept(abcdefghijklmnopqrstuv) accept(abcdefghijklmnopqrstuv) "
                   "accept(abcdefghijklmnopqrstuv) accept(abcdefghijklmnopqrstuv)"));
    s.giveTicket(s.ticket(s.key));
    s.letMove();
    QCOMPARE(s.phase(), SeatPhase::OnStage);
    s.pass(milliseconds{1750});
    QCOMPARE(s.asked(), QByteArray("presence"));
}

void StageSeatTest::comingUp_endsWithoutAnAnswer_butNotWithoutALine()
{
    Seat s;
    s.now().fail(Cause::ServerLost);
    s.seat.accept("Ann", "abcdefghijklmnopqrstuv");
    s.pass(seconds{2});
    QCOMPARE(s.phase(), SeatPhase::ComingUp);
    s.live();
    s.pass(seconds{14});
    QCOMPARE(s.phase(), SeatPhase::ComingUp);
    QVERIFY(s.seat.stats().noAnswer);
    s.pass(seconds{3});
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().noAnswer);
}

void StageSeatTest::refusal_endsComingUp_unlessTheTicketFollows()
{
    Seat s;
    s.seat.accept("Ann");
    s.place(0);
    s.giveTicket(s.ticket(s.key));
    s.letMove();
    QCOMPARE(s.phase(), SeatPhase::OnStage);

    Seat refused;
    refused.seat.accept("Ann");
    refused.place(0);
    refused.pass(seconds{2});
    QCOMPARE(refused.phase(), SeatPhase::Audience);
    QVERIFY(refused.seat.stats().declinedAt);
    QVERIFY(!refused.seat.stats().noAnswer);
}

void StageSeatTest::foreignOrUnaskedTicket_isLeftAlone()
{
    Seat s;
    const qsizetype dialled = s.dialled.size();
    s.giveTicket(s.ticket(s.key)); // nobody comes up unasked
    s.seat.accept("Ann");
    s.giveTicket(s.ticket(NKey::generate(NKeyKind::User)));
    s.giveTicket("a.b.c");
    QCOMPARE(s.dialled.size(), dialled);
    QCOMPARE(s.phase(), SeatPhase::ComingUp);
}

void StageSeatTest::presence_isTold_withTheOwnSwitch()
{
    Seat s;
    s.comeUp();
    s.pass(seconds{4});
    QCOMPARE(s.asked(), QByteArray("presence presence"));
    s.seat.setMuted(true);
    QCOMPARE(s.asked(), QByteArray("presence(muted)"));
    s.seat.setMuted(true);
    QCOMPARE(s.asked(), QByteArray());
    s.now().fail(Cause::ServerLost);
    s.pass(seconds{3});
    s.live();
    QCOMPARE(s.asked(), QByteArray("presence(muted)")); // at once where the line is back
    QCOMPARE(s.used().key->publicKey(), s.key.publicKey());
    QCOMPARE(s.phase(), SeatPhase::OnStage);
}

void StageSeatTest::removal_bringsBackTheListenersTicket()
{
    Seat s;
    s.comeUp();
    s.remove("Somebody else is speaking");
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QCOMPARE(s.seat.stats().reason, QStringLiteral("Somebody else is speaking"));
    QCOMPARE(s.seat.stats().by, QStringLiteral("Zoë"));
    QCOMPARE(*s.seat.stats().removedAt, s.clock.wall());
    QCOMPARE(s.used().ticket, s.listener.ticket);
    QVERIFY(!s.used().key);
    QVERIFY(s.session.isLive());
    s.letMove();
    s.pass(seconds{5});
    QCOMPARE(s.asked(), QByteArray());
    s.comeUp();
    QVERIFY(!s.seat.stats().removedAt);
    QVERIFY(s.seat.stats().reason.isEmpty());
}

void StageSeatTest::removal_isSeenInTheBeacon_whereItsOrderWasLost()
{
    Seat s;
    s.comeUp();
    s.seat.follow(s.beacon(true));
    for (int i = 0; i < 5; ++i) {
        s.seat.follow(s.beacon(false));
        QCOMPARE(s.phase(), SeatPhase::OnStage);
        s.pass(seconds{1});
    }
    s.seat.follow(s.beacon(false));
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().removedAt);
    QCOMPARE(s.used().ticket, s.listener.ticket);
}

void StageSeatTest::stepDown_isSaidAgain_whileTheBeaconShowsOneOnStage()
{
    Seat s;
    s.comeUp();
    s.seat.stepDown();
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QCOMPARE(s.asked(), QByteArray("down"));
    QCOMPARE(s.used().ticket, s.listener.ticket);
    s.letMove();
    s.seat.follow(s.beacon(true));
    QCOMPARE(s.asked(), QByteArray("down"));
    s.seat.follow(s.beacon(false));
    s.seat.follow(s.beacon(true));
    QCOMPARE(s.asked(), QByteArray());
    QVERIFY(!s.seat.stats().removedAt);
}

void StageSeatTest::renewedTicket_isUsed_theSameOnceMoreIsNot()
{
    Seat s;
    s.comeUp();
    const qsizetype dialled = s.dialled.size();
    s.giveTicket(s.ticket(s.key));
    QCOMPARE(s.dialled.size(), dialled); // a second answer to the same question
    s.clock.advance(std::chrono::hours{6});
    s.now().accept();
    const QByteArray renewed = s.ticket(s.key);
    s.giveTicket(renewed);
    QCOMPARE(s.used().ticket, renewed);
    s.letMove();
    QCOMPARE(s.phase(), SeatPhase::OnStage);
    QCOMPARE(
        *s.seat.stats().ticketExpires, std::chrono::floor<seconds>(s.clock.wall() + std::chrono::hours{12}));
}

void StageSeatTest::refusedTicket_leavesTheListenersLine()
{
    Seat s;
    s.seat.accept("Ann");
    s.giveTicket(s.ticket(s.key));
    s.now().fail(Cause::TicketRejected);
    QCOMPARE(s.phase(), SeatPhase::ComingUp); // the server may be reading its accounts anew
    s.clock.advance(seconds{2});
    s.now().fail(Cause::TicketRejected);
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().declinedAt);
    QVERIFY(s.session.isLive());
    s.line(0).fail(Cause::ServerLost);
    QCOMPARE(s.used().ticket, s.listener.ticket);
}

void StageSeatTest::expiredTicket_endsInTheAudience()
{
    Seat s;
    s.comeUp();
    s.now().fail(Cause::TicketExpired);
    QCOMPARE(s.phase(), SeatPhase::Audience);
    QVERIFY(s.seat.stats().removedAt);
    s.clock.advance(milliseconds{1});
    QCOMPARE(s.used().ticket, s.listener.ticket);
    s.live();
    QVERIFY(s.session.isLive());
}

void StageSeatTest::muteByTheHost_isTold_withReason()
{
    Seat s;
    s.order({s.event, {}, true, "Echo", {}, "Zoë"});
    QVERIFY(!s.seat.stats().mutedByHost); // in the audience there is nothing to mute
    s.comeUp();
    s.order({s.event, {}, true, "Echo", {}, "Zoë"});
    QVERIFY(s.seat.stats().mutedByHost);
    QCOMPARE(s.seat.stats().reason, QStringLiteral("Echo"));
    s.order({s.event, {}, false, {}, {}, "Zoë"});
    QVERIFY(!s.seat.stats().mutedByHost);
    QVERIFY(s.seat.stats().reason.isEmpty());
    EventState state = s.beacon(true);
    state.stage[0].muted = state.stage[0].mutedByHost = true;
    s.seat.follow(state);
    QVERIFY(s.seat.stats().mutedByHost);
}

void StageSeatTest::eventThatIsOver_silences_untilItGoesOn()
{
    Seat s;
    s.comeUp();
    for (const Phase phase : {Phase::Scheduled, Phase::Live, Phase::Paused, Phase::Ended, Phase::Cancelled,
             Phase::Moved, Phase::Live}) {
        EventState state = s.beacon(true);
        state.phase = phase;
        s.seat.follow(state);
        QCOMPARE(s.phase(), SeatPhase::OnStage);
        QCOMPARE(s.seat.stats().isOver,
            phase == Phase::Ended || phase == Phase::Cancelled || phase == Phase::Moved);
        QCOMPARE(s.seat.stats().isSilenced(), phase != Phase::Scheduled && phase != Phase::Live);
    }
}

void StageSeatTest::coHost_seesHands_andControls()
{
    Seat s;
    s.comeUp();
    EventState state = s.beacon(true);
    state.stage[0].role = Role::CoHost;
    s.seat.follow(state);
    QCOMPARE(s.seat.stats().role, Role::CoHost);
    DeskOrder hands{s.event, {}, {}, {}, {}};
    const UserKey ben = NKey::generate(NKeyKind::User).userKey();
    hands.hands = Hands{{ben, "Ben", s.clock.wall(), false}};
    s.order(hands);
    QCOMPARE(s.seat.stats().hands.size(), std::size_t(1));
    s.seat.control({StageControl::Kind::BringUp, ben, {}});
    QCOMPARE(s.asked(), QByteArray("control"));
    s.seat.follow(s.beacon(true)); // a speaker again
    QVERIFY(s.seat.stats().hands.empty());
}

void StageSeatTest::clockThatIsWrong_isMadeUpFor()
{
    Seat s;
    s.deskAhead = std::chrono::hours{3};
    s.seat.raiseHand("Ann");
    QCOMPARE(s.asked(), QByteArray("refused"));
    s.seat.follow(s.beacon(false));
    s.pass(seconds{5});
    QCOMPARE(s.asked(), QByteArray("raise"));
    s.deskAhead = milliseconds{0};
    s.lastAsk = {};
    s.seat.follow(s.beacon(false));
    s.pass(seconds{5});
    QCOMPARE(s.asked(), QByteArray("raise"));
}

void StageSeatTest::hostileOrders_doNothing()
{
    Seat s;
    s.comeUp();
    const SeatStats before = s.seat.stats();
    const QByteArray subject = subjects::to(s.event, s.key.userKey());
    DeskOrder foreign{*EventId::parse(u"other"), {}, {}, {}, {}};
    foreign.removed = true;
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{"), QByteArray(1'000'000, '{'),
             QByteArray(R"({"v":1,"event":"town-hall","removed":1})"), writeOrder(foreign)})
        s.now().deliver(subject, bytes, s.clock.now());
    QCOMPARE(s.seat.stats(), before);
}

QTEST_GUILESS_MAIN(StageSeatTest)
#include "stage_seat_test.moc"
