#include "session/event_listener.h"
#include "session_stage.h"
#include "wire/subjects.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A listener who speaks at the same event, with the test as the server.
struct Hall : test::Stage {
    Hall()
    {
        start(1);
        live();
        beLiveFor(seconds{3});
    }
    void say(const NKey &who, int number)
    {
        RtpPacket packet;
        packet.sequence = quint16(number);
        packet.timestamp = quint32(number) * 960;
        packet.payload = "opus";
        now().deliver(subjects::audio(event, who.userKey()), writeRtp(packet), clock.now());
    }

    const EventId event = *EventId::parse(u"town-hall");
    const NKey own = NKey::generate(NKeyKind::User);
    const NKey other = NKey::generate(NKeyKind::User);
    QList<int> heard;
    QList<int> gone;
    EventListener listener{clock, session, event, 1,
        {[this](int slot, const RtpPacket &, Instant) { heard.append(slot); },
            [this](int slot) { gone.append(slot); }}};
};

} // namespace

class OwnKeyTest : public QObject
{
    Q_OBJECT
private slots:
    void ownVoice_isNotHeard_norCountedAsAGap();
    void ownVoice_isSilentAgain_afterGoingBack();
    void keyThatIsKnownLater_freesTheSlot();
};

void OwnKeyTest::ownVoice_isNotHeard_norCountedAsAGap()
{
    Hall hall;
    hall.listener.setOwnKey(hall.own.userKey());
    hall.say(hall.own, 1);
    hall.say(hall.other, 1);
    hall.say(hall.own, 9);
    QCOMPARE(hall.heard, QList<int>{0});
    QVERIFY(!hall.listener.gaps().contains(hall.own.userKey()));
    QVERIFY(hall.listener.gaps().contains(hall.other.userKey()));
}

void OwnKeyTest::ownVoice_isSilentAgain_afterGoingBack()
{
    Hall hall;
    hall.listener.setOwnKey(hall.own.userKey());
    hall.listener.seek(milliseconds{1});
    hall.listener.seek(milliseconds{0});
    hall.say(hall.own, 1);
    QVERIFY(hall.heard.isEmpty());
    QVERIFY(hall.gone.isEmpty());
}

void OwnKeyTest::keyThatIsKnownLater_freesTheSlot()
{
    Hall hall;
    hall.say(hall.own, 1);
    QCOMPARE(hall.heard, QList<int>{0});
    hall.listener.setOwnKey(hall.own.userKey());
    QCOMPARE(hall.gone, QList<int>{0});
    hall.say(hall.own, 2);
    QCOMPARE(hall.heard.size(), 1);
    hall.say(hall.other, 1);
    QCOMPARE(hall.heard, (QList<int>{0, 0}));
}

QTEST_GUILESS_MAIN(OwnKeyTest)
#include "own_key_test.moc"
