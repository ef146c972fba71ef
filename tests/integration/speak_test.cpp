#include "support/live_event.h"
#include "support/program.h"

#include <QStandardPaths>

using namespace earshot;
using namespace earshot::test;

/// earshotctl speaks at a real event, and a listener hears it.
class SpeakTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<LiveEvent> m_event;

    QString speakerLink()
    {
        Link link = m_event->link();
        link.invitation = m_event->desk().makeInvitation(Role::Speaker).value();
        return link.toString();
    }
    bool isOnStage(const char *name)
    {
        return std::ranges::any_of(m_event->desk().state().stage,
            [&](const StageMember &m) { return m.name == QLatin1String(name); });
    }

    /// What `earshotctl talk` prints; empty where it fails.
    QJsonObject talk(const char *word)
    {
        Program program(m_folder.path());
        program.run({QStringLiteral("talk"), QString::fromLatin1(word)});
        const std::optional<int> code = program.ended();
        return code == std::optional(0) ? program.last("talk") : QJsonObject();
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_event = std::make_unique<LiveEvent>(QStringList{});
        QVERIFY2(m_event->start(), qPrintable(m_event->failure()));
    }
    void cleanupTestCase() { m_event.reset(); }

    void aFileIsSaidHeardAndProven()
    {
        Listener listener;
        listener.join(m_event->link());
        Program speaker(m_folder.path());
        speaker.run(
            {QStringLiteral("speak"), speakerLink(), QStringLiteral("--file"), LiveEvent::demoVoices().at(0),
                QStringLiteral("--repeat"), QStringLiteral("--name"), QStringLiteral("Ana")});
        QTRY_VERIFY_WITH_TIMEOUT(listener.played() > seconds{2}, 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(speaker.isProven(), 15'000);
        QVERIFY(isOnStage("Ana"));
        const QJsonObject proof = speaker.last("proof");
        qInfo("own voice back after %.1f ms", proof[QLatin1String("own_voice_ms")].toDouble());
        QVERIFY(proof[QLatin1String("own_voice_ms")].toDouble() < 500);
        QVERIFY(proof[QLatin1String("talking")].toBool());

        const UserKey ana = m_event->desk().state().stage.back().key;
        QVERIFY(m_event->desk().setMuted(ana, true, QStringLiteral("One moment")).ok());
        QTRY_COMPARE(speaker.last("talk")[QLatin1String("end")].toString(), QStringLiteral("muted"));
        QTRY_COMPARE(speaker.last("seat")[QLatin1String("reason")].toString(), QStringLiteral("One moment"));
        QVERIFY(m_event->desk().setMuted(ana, false).ok());
        QTRY_VERIFY(speaker.last("talk")[QLatin1String("open")].toBool());
        QVERIFY(m_event->desk().remove(ana, QStringLiteral("Thank you")).ok());
        const std::optional<int> code = speaker.ended();
        QVERIFY2(code == std::optional(3), qPrintable(speaker.describe(code)));
        QVERIFY(!isOnStage("Ana"));
    }

    void aFootSwitchOpensAndCloses()
    {
        Listener listener;
        listener.join(m_event->link());
        Program speaker(m_folder.path());
        speaker.run({QStringLiteral("speak"), speakerLink(), QStringLiteral("--file"),
            LiveEvent::demoVoices().at(1), QStringLiteral("--repeat"), QStringLiteral("--push-to-talk"),
            QStringLiteral("--name"), QStringLiteral("Jonas")});
        QTRY_COMPARE_WITH_TIMEOUT(
            speaker.last("seat")[QLatin1String("phase")].toString(), QStringLiteral("on-stage"), 15'000);
        QCOMPARE(talk("status")[QLatin1String("open")].toBool(true), false);
        QVERIFY(!listener.hearsMore(milliseconds{500}));
        QTRY_COMPARE(talk("on")[QLatin1String("open")].toBool(), true);
        QVERIFY(listener.hearsMore(seconds{5}));
        const QJsonObject off = talk("off");
        QCOMPARE(off[QLatin1String("open")].toBool(true), false);
        QCOMPARE(off[QLatin1String("end")].toString(), QStringLiteral("released"));
        const std::optional<int> code = speaker.end();
        QVERIFY2(code == std::optional(0), qPrintable(speaker.describe(code)));
    }

    /// Also what presses by itself is switched off by it, for as long as it is not switched on again.
    void talkOff_holds_untilTalkOn()
    {
        Listener listener;
        listener.join(m_event->link());
        Program speaker(m_folder.path());
        speaker.run(
            {QStringLiteral("speak"), speakerLink(), QStringLiteral("--file"), LiveEvent::demoVoices().at(1),
                QStringLiteral("--repeat"), QStringLiteral("--name"), QStringLiteral("Kim")});
        QTRY_VERIFY_WITH_TIMEOUT(speaker.last("talk")[QLatin1String("open")].toBool(), 15'000);
        QVERIFY(listener.hearsMore(seconds{5}));
        QCOMPARE(talk("off")[QLatin1String("end")].toString(), QStringLiteral("released"));
        const auto proofs = [&] {
            return std::ranges::count_if(speaker.printed, [](const QJsonObject &line) {
                return line[QLatin1String("kind")] == QLatin1String("proof");
            });
        };
        const auto before = proofs();
        QTRY_VERIFY(proofs() >= before + 2);
        QCOMPARE(talk("status")[QLatin1String("open")].toBool(true), false);
        QCOMPARE(speaker.last("proof")[QLatin1String("talking")].toBool(true), false);
        QCOMPARE(talk("on")[QLatin1String("open")].toBool(), true);
        QVERIFY(listener.hearsMore(seconds{5}));
        QCOMPARE(speaker.end(), std::optional(0));
    }

    void ffmpegFeedsTheEvent()
    {
        const QString ffmpeg = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
        if (ffmpeg.isEmpty() && !qEnvironmentVariableIsSet("CI"))
            QSKIP("ffmpeg is not installed");
        Listener listener;
        listener.join(m_event->link());
        Program speaker(m_folder.path());
        speaker.run({QStringLiteral("speak"), speakerLink(), QStringLiteral("--rtp-port"),
            QStringLiteral("0"), QStringLiteral("--name"), QStringLiteral("Studio")});
        QTRY_VERIFY_WITH_TIMEOUT(!speaker.last("rtp").isEmpty(), 10'000);
        const int port = speaker.last("rtp")[QLatin1String("port")].toInt();
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(ffmpeg,
            {QStringLiteral("-nostdin"), QStringLiteral("-loglevel"), QStringLiteral("error"),
                QStringLiteral("-re"), QStringLiteral("-i"), LiveEvent::demoVoices().at(0),
                QStringLiteral("-c:a"), QStringLiteral("copy"), QStringLiteral("-f"), QStringLiteral("rtp"),
                QStringLiteral("rtp://127.0.0.1:%1").arg(port)});
        QTRY_VERIFY_WITH_TIMEOUT(listener.played() > seconds{2}, 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(speaker.isProven(), 15'000);
        program.kill();
        program.waitForFinished();
        QTRY_COMPARE_WITH_TIMEOUT(
            speaker.last("talk")[QLatin1String("end")].toString(), QStringLiteral("device"), 5'000);
        const std::optional<int> code = speaker.end();
        QVERIFY2(code == std::optional(0), qPrintable(speaker.describe(code)));
    }
};

QTEST_GUILESS_MAIN(SpeakTest)
#include "speak_test.moc"
