// Who joins before the start: the sound comes by itself when the event begins, after a soft chime.

#include "support/live_event.h"

#include <QTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kPatienceMs = 10'000;
constexpr double kAudibleDb = -45;
constexpr double kSilentDb = -100;

/// Somebody in the room of an event that has not begun.
class Waiting : public Listener
{
public:
    explicit Waiting(const Link &room)
        : Listener(OutputChoice::Kind::Null)
        , began(&client, &Client::eventBegan)
    {
        QObject::connect(&client, &Client::soundChanged, &client,
            [this](const SoundView &sound) { loudestDb = std::max(loudestDb, sound.levelDb); });
        client.watchSound(true);
        join(room);
    }
    bool isInRoom() const
    {
        return view().phase == Phase::Scheduled && view().evidence.session.phase == LinePhase::Live
            && (view().evidence.state || view().evidence.scheduleRead);
    }

    QSignalSpy began;
    double loudestDb = -127;
};

} // namespace

class WaitingRoomTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_event = std::make_unique<LiveEvent>();
        QVERIFY2(m_event->start(), qPrintable(m_event->failure()));
    }

    void event_isHeard_fromItsBeginning_withoutAClick()
    {
        Waiting waiting(m_event->linkTo("interview"));
        QTRY_VERIFY_WITH_TIMEOUT(waiting.isInRoom(), kPatienceMs);
        const auto speaker
            = m_event->addSpeaker("interview", QStringLiteral("Tom Sand"), LiveEvent::demoVoices().at(0));
        EventDesk &desk = *m_event->demo().desk().find(eventId("interview"));
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::any_of(desk.state().stage,
                [](const StageMember &member) { return member.presence == Presence::Present; }),
            kPatienceMs);
        QCOMPARE(waiting.played(), microseconds{0});
        QCOMPARE(waiting.began.count(), 0);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(waiting.view().verdict.id, QStringLiteral("ok.live"), kPatienceMs);
        QVERIFY(waiting.hearsMore());
        QTRY_VERIFY_WITH_TIMEOUT(waiting.loudestDb > kAudibleDb, kPatienceMs);
        QCOMPARE(waiting.began.count(), 1);
        QVERIFY(desk.pause({}));
        QTRY_COMPARE_WITH_TIMEOUT(waiting.view().phase, Phase::Paused, kPatienceMs);
        desk.start();
        QTRY_COMPARE_WITH_TIMEOUT(waiting.view().phase, Phase::Live, kPatienceMs);
        QCOMPARE(waiting.began.count(), 1);
    }

    void chime_isHeardAtTheStart_butNotMutedOrSwitchedOff()
    {
        EventDesk &desk = *m_event->demo().desk().find(eventId("office-hours"));
        const Link room = m_event->linkTo("office-hours");
        Waiting heard(room);
        heard.client.setChime(true);
        Waiting off(room);
        Waiting muted(room);
        muted.client.setChime(true);
        muted.client.setMuted(true);
        QTRY_VERIFY_WITH_TIMEOUT(heard.isInRoom() && off.isInRoom() && muted.isInRoom(), kPatienceMs);
        QVERIFY(heard.loudestDb < kSilentDb);
        desk.start();
        QTRY_VERIFY_WITH_TIMEOUT(heard.loudestDb > kAudibleDb, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            heard.began.count() == 1 && off.began.count() == 1 && muted.began.count() == 1, kPatienceMs);
        muted.client.setMuted(false); // nothing of it comes later
        // Nobody speaks: once the chime has died away it is as quiet as it is for the others.
        QTRY_VERIFY_WITH_TIMEOUT(heard.client.sound().levelDb < kSilentDb, kPatienceMs);
        QVERIFY2(off.loudestDb < kSilentDb, qPrintable(QString::number(off.loudestDb)));
        QVERIFY2(muted.loudestDb < kSilentDb, qPrintable(QString::number(muted.loudestDb)));
    }

    void whoComesLater_hearsNoChime()
    {
        Waiting late(m_event->linkTo("office-hours"));
        late.client.setChime(true);
        QTRY_COMPARE_WITH_TIMEOUT(late.view().phase, Phase::Live, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(late.view().evidence.state.has_value(), kPatienceMs);
        QCOMPARE(late.began.count(), 0);
        QVERIFY(late.loudestDb < kSilentDb);
    }

private:
    std::unique_ptr<LiveEvent> m_event;
};

QTEST_GUILESS_MAIN(WaitingRoomTest)
#include "waiting_room_test.moc"
