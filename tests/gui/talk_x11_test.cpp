// The talk key for all programs on a real X server: pressed, held, let go, taken by somebody else, lost.

#include "global_key_x11.h"
#include "x_display.h"

#include <QSignalSpy>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr uint32_t kF9 = 0xffc6;
constexpr uint32_t kF10 = 0xffc7;
constexpr uint32_t kCapsLock = 0xffe5;
constexpr uint32_t kNumLock = 0xff7f;
constexpr uint32_t kControl = 0xffe3;
constexpr uint32_t kSmallT = 't';

struct Key {
    explicit Key(const XDisplay &display)
        : key(clock, display.name())
        , presses(&key, &GlobalKey::pressed)
        , releases(&key, &GlobalKey::released)
        , losses(&key, &GlobalKey::lost)
    { }

    SystemClock clock;
    GlobalKeyX11 key;
    QSignalSpy presses, releases, losses;
};

} // namespace

class TalkX11Test : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_display = std::make_unique<XDisplay>();
        if (m_display->start())
            return;
        if (qEnvironmentVariable("CI") == QLatin1String("true"))
            QFAIL("no Xvfb here");
        QSKIP("no Xvfb here");
    }
    void cleanup() { m_display.reset(); }

    void key_isHeardWithoutFocus_onlyWhileWanted();
    void heldKey_repeatsAndStaysDown();
    void locks_changeNothing();
    void keyWithControl_isHeardWithControlOnly();
    void keyOfAnotherProgram_isSaidToBeTaken_andTakenWhenFree();
    void keyThatNoKeyboardHas_isSaid();
    void heldKey_isLost_whenItIsWantedNoMore();
    void heldKey_isLost_whenTheDisplayEnds();
    void releaseThatSomebodyElseGets_isNoticed();
    void hundredPresses_areHundredReleases();

private:
    std::unique_ptr<XDisplay> m_display;
};

void TalkX11Test::key_isHeardWithoutFocus_onlyWhileWanted()
{
    Key k(*m_display);
    QCOMPARE(k.key.state().phase, KeyPhase::Off);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    QCOMPARE(k.key.state().phase, KeyPhase::Ready);
    QVERIFY(m_display->grabElsewhere(kF9)); // it is everybody's
    m_display->ungrabElsewhere(kF9);
    k.key.setWanted(true);
    QCOMPARE(k.key.state(), (GlobalKeyState{.way = GlobalKeyState::Way::X11, .phase = KeyPhase::Active}));
    m_display->key(kF9, true);
    QTRY_COMPARE(k.presses.count(), 1);
    QVERIFY(k.key.isDown());
    m_display->key(kF9, false);
    QTRY_COMPARE(k.releases.count(), 1);
    m_display->key(kF10, true);
    m_display->key(kF10, false);
    k.key.setWanted(false);
    QCOMPARE(k.key.state().phase, KeyPhase::Ready);
    QVERIFY(m_display->grabElsewhere(kF9));
    QCOMPARE(k.presses.count(), 1);
    QCOMPARE(k.losses.count(), 0);
}

void TalkX11Test::heldKey_repeatsAndStaysDown()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    m_display->key(kF9, true);
    QTRY_COMPARE(k.presses.count(), 1);
    // A server repeats after 660 ms, each 40 ms; the release is asked after each 200 ms.
    QVERIFY(!QTest::qWaitFor([&k] { return k.releases.count() + k.losses.count() > 0; }, 1000));
    QCOMPARE(k.presses.count(), 1);
    m_display->key(kF9, false);
    QTRY_COMPARE(k.releases.count(), 1);
    QCOMPARE(k.losses.count(), 0);
}

void TalkX11Test::locks_changeNothing()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    for (const uint32_t lock : {kCapsLock, kNumLock}) {
        m_display->key(lock, true);
        m_display->key(lock, false);
        const int before = int(k.releases.count());
        m_display->key(kF9, true);
        m_display->key(kF9, false);
        QTRY_COMPARE(k.releases.count(), before + 1);
    }
}

void TalkX11Test::keyWithControl_isHeardWithControlOnly()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::CTRL | Qt::Key_T));
    k.key.setWanted(true);
    QCOMPARE(k.key.state().phase, KeyPhase::Active);
    m_display->key(kSmallT, true);
    m_display->key(kSmallT, false);
    m_display->key(kControl, true);
    m_display->key(kSmallT, true);
    QTRY_COMPARE(k.presses.count(), 1);
    m_display->key(kControl, false); // the letter holds on
    m_display->key(kSmallT, false);
    QTRY_COMPARE(k.releases.count(), 1);
}

void TalkX11Test::keyOfAnotherProgram_isSaidToBeTaken_andTakenWhenFree()
{
    QVERIFY(m_display->grabElsewhere(kF9));
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    QCOMPARE(k.key.state().phase, KeyPhase::Taken);
    m_display->ungrabElsewhere(kF9);
    k.key.tryAgain();
    QCOMPARE(k.key.state().phase, KeyPhase::Active);
    k.key.setKey(QKeySequence(Qt::Key_F10));
    QVERIFY(m_display->grabElsewhere(kF9)); // given back
    QVERIFY(!m_display->grabElsewhere(kF10));
}

void TalkX11Test::keyThatNoKeyboardHas_isSaid()
{
    Key k(*m_display);
    k.key.setWanted(true);
    k.key.setKey(QKeySequence(Qt::Key_F35));
    QCOMPARE(k.key.state().phase, KeyPhase::NotThere);
    k.key.setKey({});
    QCOMPARE(k.key.state().phase, KeyPhase::Off);
}

void TalkX11Test::heldKey_isLost_whenItIsWantedNoMore()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    m_display->key(kF9, true);
    QTRY_COMPARE(k.presses.count(), 1);
    k.key.setWanted(false);
    QCOMPARE(k.losses.count(), 1);
    QVERIFY(!k.key.isDown());
    m_display->key(kF9, false);
}

void TalkX11Test::heldKey_isLost_whenTheDisplayEnds()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    m_display->key(kF9, true);
    QTRY_COMPARE(k.presses.count(), 1);
    m_display->end();
    QTRY_COMPARE(k.losses.count(), 1);
    QTRY_COMPARE(k.key.state().phase, KeyPhase::Refused);
}

void TalkX11Test::releaseThatSomebodyElseGets_isNoticed()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    m_display->key(kF9, true);
    QTRY_COMPARE(k.presses.count(), 1);
    m_display->takeKeyboard();
    m_display->key(kF9, false);
    QTRY_COMPARE(k.releases.count() + k.losses.count(), 1);
    QVERIFY(!k.key.isDown());
}

void TalkX11Test::hundredPresses_areHundredReleases()
{
    Key k(*m_display);
    k.key.setKey(QKeySequence(Qt::Key_F9));
    k.key.setWanted(true);
    for (int i = 1; i <= 100; ++i) {
        m_display->key(kF9, true);
        QTRY_COMPARE(k.presses.count(), i);
        m_display->key(kF9, false);
        QTRY_COMPARE(k.releases.count(), i);
    }
    QCOMPARE(k.losses.count(), 0);
}

EARSHOT_GUI_MAIN(TalkX11Test)
#include "talk_x11_test.moc"
