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
        TalkRemote remote(scene.talking, scene.clock, name);
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
        TalkRemote remote(scene.talking, scene.clock, name);
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
        TalkRemote remote(scene.talking, scene.clock, name);
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
        TalkRemote remote(first.talking, first.clock, name);
        QVERIFY(remote.isListening());
        TalkingScene second;
        TalkRemote other(second.talking, second.clock, name);
        QVERIFY(!other.isListening());
        QVERIFY(ask("on", name)->open);
        QVERIFY(first.isOnAir() && !second.isOnAir());
    }

    void takenSocket_isAskedForAgain_untilItIsFree()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene first;
        TalkRemote holder(first.talking, first.clock, name);
        TalkingScene second;
        TalkRemote other(second.talking, second.clock, name);
        QCOMPARE(other.state(), TalkRemote::State::Taken);
        second.wait(TalkRemote::kRetryRhythm * 2);
        QCOMPARE(other.state(), TalkRemote::State::Taken);
        QCOMPARE(holder.state(), TalkRemote::State::Listening);
        first.sit(SeatPhase::Audience);
        QCOMPARE(holder.state(), TalkRemote::State::Off);
        QSignalSpy changed(&other, &TalkRemote::stateChanged);
        second.wait(TalkRemote::kRetryRhythm * 2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(other.state(), TalkRemote::State::Listening);
        QVERIFY(ask("on", name)->open);
        QVERIFY(second.isOnAir());

        first.sit(SeatPhase::OnStage);
        QCOMPARE(holder.state(), TalkRemote::State::Taken);
        first.sit(SeatPhase::Audience);
        QCOMPARE(holder.state(), TalkRemote::State::Off);
    }

    void clientsOfAnEarlierStay_takeNoPlaceOfTheNext()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, scene.clock, name);
        std::vector<std::unique_ptr<QLocalSocket>> clients;
        const auto connectAll = [&](int count) {
            for (int i = 0; i < count; ++i) {
                clients.push_back(std::make_unique<QLocalSocket>());
                clients.back()->connectToServer(name);
            }
        };
        const auto connected = [&] {
            return std::ranges::count_if(
                clients, [](const auto &c) { return c->state() == QLocalSocket::ConnectedState; });
        };
        connectAll(TalkRemote::kMaxClients);
        QTRY_COMPARE(connected(), TalkRemote::kMaxClients);
        QCoreApplication::processEvents();
        scene.sit(SeatPhase::Audience);
        scene.sit(SeatPhase::OnStage);
        const auto earlier = std::exchange(clients, {});
        // One more than is let in; the end of the earlier ones comes meanwhile.
        connectAll(TalkRemote::kMaxClients + 1);
        for (const auto &client : earlier)
            QTRY_COMPARE(client->state(), QLocalSocket::UnconnectedState);
        QTRY_COMPARE(connected(), TalkRemote::kMaxClients);
        connectAll(1);
        QTRY_COMPARE(clients.back()->state(), QLocalSocket::UnconnectedState);
        QCOMPARE(connected(), TalkRemote::kMaxClients);
    }

    void nonsenseIsDropped()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("talk"));
        TalkingScene scene;
        TalkRemote remote(scene.talking, scene.clock, name);
        for (const QByteArray &word : {QByteArray("shout"), QByteArray(500, 'x'), QByteArray("on\0off", 6)}) {
            QVERIFY(!ask(word, name).ok());
            QVERIFY(!scene.isOnAir());
        }
        QVERIFY(ask("on", name)->open);
    }
};

QTEST_GUILESS_MAIN(TalkRemoteTest)
#include "talk_remote_test.moc"
