#include "client/talk_remote.h"
#include "talking_scene.h"

#include <QFile>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Asks from another thread, as another program would.
Result<TalkAnswer> ask(const QByteArray &word, const QString &name)
{
    auto answer = std::async(std::launch::async, [=] { return askTalkRemote(word, name); });
    while (answer.wait_for(milliseconds{0}) != std::future_status::ready)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
    return answer.get();
}

} // namespace

class TalkRemoteTest : public QObject
{
    Q_OBJECT

private slots:
    void anotherProgramSwitchesTheMicrophone()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, name);
        QVERIFY(remote.isListening());
        QCOMPARE(ask("status", name)->open, false);
        QCOMPARE(ask("on", name)->open, true);
        QVERIFY(scene.isOnAir());
        QCOMPARE(ask("on", name)->open, true);
        QCOMPARE(ask("toggle", name)->open, false);
        scene.wait(scene.choice.capture.releaseTail);
        QVERIFY(!scene.isOnAir());
        QCOMPARE(ask("toggle", name)->open, true);
        QCOMPARE(ask("off", name)->end, QStringLiteral("released"));
        scene.sit(SeatPhase::OnStage, true);
        const Result<TalkAnswer> muted = ask("on", name);
        QVERIFY(!muted->open && muted->blocked);
    }

    void onlyOnStageAnybodyAnswers()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, name);
        scene.sit(SeatPhase::Audience);
        QVERIFY(!remote.isListening());
        QCOMPARE(ask("on", name).failure().cause, Cause::NoResponders);
        scene.sit(SeatPhase::OnStage);
        QVERIFY(ask("on", name)->open);
    }

    void onlyThisUserMay()
    {
#ifdef Q_OS_UNIX
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, name);
        const QFile::Permissions others
            = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(name) & others, QFile::Permissions());
#else
        QSKIP("the system's own rules");
#endif
    }

    void aSocketLeftByACrashIsTakenOver_butNotALivingOne()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        QFile left(name);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        TalkingScene first;
        TalkRemote remote(first.talking, name);
        QVERIFY(remote.isListening());
        TalkingScene second;
        TalkRemote other(second.talking, name);
        QVERIFY(!other.isListening());
        QVERIFY(ask("on", name)->open);
        QVERIFY(first.isOnAir() && !second.isOnAir());
    }

    void nonsenseIsDropped()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, name);
        for (const QByteArray &word : {QByteArray("shout"), QByteArray(500, 'x'), QByteArray("on\0off", 6)}) {
            QVERIFY(!ask(word, name).ok());
            QVERIFY(!scene.isOnAir());
        }
        QVERIFY(ask("on", name)->open);
    }
};

QTEST_GUILESS_MAIN(TalkRemoteTest)
#include "talk_remote_test.moc"
