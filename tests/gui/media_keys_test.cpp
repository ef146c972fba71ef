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
        player.shown.state = PlayerView::State::Paused;
        QTest::keyClick(&window, Qt::Key_MediaTogglePlayPause);
        player.shown.state = PlayerView::State::Playing;
        QTest::keyClick(&window, Qt::Key_MediaPlay);
        QTest::keyClick(&window, Qt::Key_MediaNext);
        QTest::keyClick(&window, Qt::Key_MediaPrevious);
        QTest::keyClick(&window, Qt::Key_MediaStop);
        QCOMPARE(player.calls, (QStringList{"play", "pause", "next", "previous", "pause"}));
    }
};

QTEST_MAIN(MediaKeysTest)
#include "media_keys_test.moc"
