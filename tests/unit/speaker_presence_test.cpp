#include "desk/speaker_presence.h"

#include <QTest>

using namespace earshot;

class SpeakerPresenceTest : public QObject
{
    Q_OBJECT
private slots:
    void update_keepsAwayWhoWasNeverSeen();
    void update_followsPackets_fromPresentToDroppedAndBack();
    void update_leavesAMutedSpeakerTheirSilence();
};

namespace {

constexpr Instant kStart{seconds{1000}};
constexpr WallTime kWall{milliseconds{1'795'000'000'000}};

Stage stageOfOne(bool muted = false)
{
    const UserKey key = *UserKey::parse(QString(u'U') + QString(55, u'A'));
    return {{key, QStringLiteral("Ann"), Role::Speaker, muted, Presence::Away, kWall}};
}

} // namespace

void SpeakerPresenceTest::update_keepsAwayWhoWasNeverSeen()
{
    Stage stage = stageOfOne();
    QVERIFY(!SpeakerPresence().update(stage, kStart + std::chrono::hours(1)));
    QCOMPARE(stage[0].presence, Presence::Away);
}

void SpeakerPresenceTest::update_followsPackets_fromPresentToDroppedAndBack()
{
    Stage stage = stageOfOne();
    SpeakerPresence presence;
    presence.seen(stage[0].key, kStart, kWall + seconds{1});
    QVERIFY(presence.update(stage, kStart));
    QCOMPARE(stage[0].presence, Presence::Present);
    QCOMPARE(stage[0].since, kWall + seconds{1});

    presence.seen(stage[0].key, kStart + seconds{10}, kWall + seconds{11});
    QVERIFY(!presence.update(stage, kStart + seconds{13} - microseconds{1}));
    QVERIFY(presence.update(stage, kStart + seconds{13}));
    QCOMPARE(stage[0].presence, Presence::Dropped);
    QCOMPARE(stage[0].since, kWall + seconds{11}); // the last sign of life

    presence.seen(stage[0].key, kStart + seconds{60}, kWall + seconds{61});
    QVERIFY(presence.update(stage, kStart + seconds{60}));
    QCOMPARE(stage[0].presence, Presence::Present);
    QCOMPARE(stage[0].since, kWall + seconds{61});
}

void SpeakerPresenceTest::update_leavesAMutedSpeakerTheirSilence()
{
    Stage stage = stageOfOne(true);
    SpeakerPresence presence;
    presence.seen(stage[0].key, kStart, kWall);
    presence.update(stage, kStart);
    QVERIFY(!presence.update(stage, kStart + seconds{5}));
    QVERIFY(presence.update(stage, kStart + seconds{10}));
    QCOMPARE(stage[0].presence, Presence::Dropped);
}

QTEST_APPLESS_MAIN(SpeakerPresenceTest)
#include "speaker_presence_test.moc"
