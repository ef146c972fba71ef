#include "fake_player.h"
#include "media_keys.h"

#include <QWidget>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

class MediaKeysTest : public QObject
{
    Q_OBJECT
private slots:
    void keys_actOnThePlayer()
    {
        FakePlayer player;
        QWidget window;
        MediaKeys keys(player, window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto press = [&](Qt::Key key) {
            QTest::sendKeyEvent(QTest::Click, &window, key, QString(), Qt::NoModifier);
        };
        player.shown.state = PlayerView::State::Paused;
        press(Qt::Key_MediaTogglePlayPause);
        player.shown.state = PlayerView::State::Playing;
        press(Qt::Key_MediaPlay);
        press(Qt::Key_MediaNext);
        press(Qt::Key_MediaPrevious);
        press(Qt::Key_MediaStop);
        player.shown.state = PlayerView::State::Opening;
        press(Qt::Key_MediaPlay);
        player.shown.state = PlayerView::State::Closed;
        press(Qt::Key_MediaNext);
        QCOMPARE(player.calls, (QStringList{"play", "pause", "next", "previous", "pause", "pause"}));
    }
};

QTEST_MAIN(MediaKeysTest)
#include "media_keys_test.moc"
