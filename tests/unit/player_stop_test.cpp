#include "client/player_stop.h"

#include <QTest>

using namespace earshot;

class PlayerStopTest : public QObject
{
    Q_OBJECT
private slots:
    void left_isNothing_withoutATimer()
    {
        const PlayerStop stop;
        QVERIFY(!stop.left(m_now, milliseconds{5}, 1));
        QVERIFY(!stop.timeLeft(m_now));
    }
    void left_isToWhatWasSaidLast()
    {
        PlayerStop stop;
        stop.setTime(m_now + seconds{60});
        QCOMPARE(
            stop.left(m_now + seconds{20}, milliseconds{0}, 1), std::optional<microseconds>(seconds{40}));
        stop.setPlace(milliseconds{30'000});
        QCOMPARE(stop.left(m_now, milliseconds{10'000}, 1), std::optional<microseconds>(seconds{20}));
        QCOMPARE(stop.left(m_now + seconds{59}, milliseconds{10'000}, 2),
            std::optional<microseconds>(seconds{10}));
        QVERIFY(!stop.timeLeft(m_now));
        stop.setTime(m_now + seconds{60});
        QCOMPARE(stop.left(m_now, milliseconds{30'000}, 1), std::optional<microseconds>(seconds{60}));
        QVERIFY(!stop.isAtPlace());
    }
    void left_isNeverNegative()
    {
        PlayerStop stop;
        stop.setTime(m_now);
        QCOMPARE(stop.left(m_now + seconds{3}, milliseconds{0}, 1), std::optional<microseconds>(seconds{0}));
        stop.clear();
        stop.setPlace(milliseconds{1});
        QCOMPARE(stop.left(m_now, milliseconds{10}, 1), std::optional<microseconds>(seconds{0}));
    }
    void timeLeft_isRoundedUp()
    {
        PlayerStop stop;
        stop.setTime(m_now + seconds{60});
        QCOMPARE(stop.timeLeft(m_now + milliseconds{1}), std::optional(seconds{60}));
        QCOMPARE(stop.timeLeft(m_now + milliseconds{1000}), std::optional(seconds{59}));
        QCOMPARE(stop.timeLeft(m_now + seconds{61}), std::optional(seconds{0}));
    }

private:
    const Instant m_now{seconds{1000}};
};

QTEST_APPLESS_MAIN(PlayerStopTest)
#include "player_stop_test.moc"
