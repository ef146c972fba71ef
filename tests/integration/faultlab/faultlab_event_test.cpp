#include "support/live_event.h"
#include "support/opus_file.h"

using namespace earshot;
using namespace earshot::test;

/// Faults at the event and its stage, and tickets that do not let in: named to somebody who joined a real
/// one.
class FaultsEventTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }

    void expiredTicket();
    void ticketThatExpiresWhileJoined();
    void damagedTicket_data();
    void damagedTicket();
    void ticketOfAnotherServer();
    void unknownEvent();
    void scheduledEvent();
    void lateEvent();
    void endOfTheEvent();
    void emptyStage();
    void mutedByTheDesk();
    void mutedByThemselves();
    void silentMicrophone();
    void droppedSpeaker();
    void silentDesk();

    void cleanupTestCase() { printNamings(); }

private:
    LiveEvent m_event;
};

namespace {

constexpr milliseconds kNamedWithin{3000};
/// Digital silence for 3 s is a microphone that gives nothing; the packets in a pause come every 400 ms.
constexpr milliseconds kSilentMicrophoneWithin{4000};
/// The desk waits 3 s for a sign of life of either kind, and its beacon shows it.
constexpr milliseconds kDroppedWithin{4000};
/// Five missed beacons, the next look at the evidence, and the last beacon's way.
constexpr milliseconds kSilentDeskWithin{6000};

} // namespace

void FaultsEventTest::expiredTicket()
{
    Link link = m_event.link();
    link.ticket = m_event.demo().engine().listenerTicket(
        m_event.clock.wall() - std::chrono::hours{2}, std::chrono::hours{1});
    Listener listener;
    listener.join(link);
    VERIFY_NAMED(listener.log, "ticket.expired", inTime(kNamedWithin));
    QCOMPARE(listener.view().evidence.session.phase, LinePhase::Refused);
    QVERIFY(listener.view().verdict.at.has_value());
}

void FaultsEventTest::ticketThatExpiresWhileJoined()
{
    Link link = m_event.link();
    // Whole seconds: the server's, too.
    link.ticket = m_event.demo().engine().listenerTicket(m_event.clock.wall(), seconds{4});
    Listener listener;
    listener.join(link);
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    QTRY_COMPARE_WITH_TIMEOUT(listener.log.shown(), "ticket.expired", 6000);
}

void FaultsEventTest::damagedTicket_data()
{
    QTest::addColumn<QByteArray>("ticket");
    const QByteArray good = m_event.link().ticket;
    QByteArray flipped = good;
    flipped[flipped.size() - 10] = flipped[flipped.size() - 10] == 'A' ? 'B' : 'A';
    QTest::newRow("a changed letter") << flipped;
    QTest::newRow("cut off") << good.left(good.size() / 2);
    QTest::newRow("no ticket at all") << QByteArray("abc");
}

void FaultsEventTest::damagedTicket()
{
    QFETCH(QByteArray, ticket);
    Link link = m_event.link();
    link.ticket = ticket;
    Listener listener;
    listener.join(link);
    VERIFY_NAMED(listener.log, "ticket.rejected", inTime(kNamedWithin));
}

void FaultsEventTest::ticketOfAnotherServer()
{
    LiveEvent other(QStringList{});
    QVERIFY2(other.start(), qPrintable(other.failure()));
    Link link = m_event.link();
    link.ticket = other.link().ticket;
    Listener listener;
    listener.join(link);
    VERIFY_NAMED(listener.log, "ticket.rejected", inTime(kNamedWithin));
}

void FaultsEventTest::unknownEvent()
{
    Listener listener;
    listener.join(m_event.linkTo("nobody-knows-it"));
    VERIFY_NAMED(listener.log, "event.unknown", inTime(kNamedWithin));
}

void FaultsEventTest::scheduledEvent()
{
    Listener listener;
    listener.join(m_event.linkTo("office-hours"));
    VERIFY_NAMED(listener.log, "event.scheduled", inTime(kNamedWithin));
    QVERIFY(listener.view().verdict.nextStepIn.value_or(milliseconds{0}) > milliseconds{0});
}

void FaultsEventTest::lateEvent()
{
    Listener listener;
    listener.join(m_event.linkTo("interview"));
    VERIFY_NAMED(listener.log, "event.late", inTime(kNamedWithin));
    QVERIFY(listener.view().verdict.forHowLong >= std::optional<milliseconds>(minutes{4}));
    QVERIFY(!listener.view().verdict.quote.isEmpty());
}

void FaultsEventTest::endOfTheEvent()
{
    EventDesk &desk = m_event.addEvent("short");
    const auto voice = m_event.addSpeaker("short", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.linkTo("short"));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    desk.end();
    VERIFY_NAMED(listener.log, "event.ended", inTime(kNamedWithin));

    Listener tooLate;
    tooLate.join(m_event.linkTo("short"));
    VERIFY_NAMED(tooLate.log, "event.ended", inTime(kNamedWithin));
}

void FaultsEventTest::emptyStage()
{
    m_event.addEvent("empty");
    Listener listener;
    listener.join(m_event.linkTo("empty"));
    VERIFY_NAMED(listener.log, "stage.empty", inTime(kNamedWithin));
}

void FaultsEventTest::mutedByTheDesk()
{
    EventDesk &desk = m_event.addEvent("hushed");
    const auto voice = m_event.addSpeaker("hushed", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.linkTo("hushed"));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    QVERIFY(desk.setMuted(voice->key(), true, "An echo.").ok());
    VERIFY_NAMED(listener.log, "stage.muted", inTime(kNamedWithin));
    QCOMPARE(listener.view().verdict.who, "Mei");
    listener.log.mark();
    QVERIFY(desk.setMuted(voice->key(), false).ok());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
}

void FaultsEventTest::mutedByThemselves()
{
    m_event.addEvent("quiet");
    const auto voice = m_event.addSpeaker("quiet", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.linkTo("quiet"));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    voice->setMuted(true);
    VERIFY_NAMED(listener.log, "stage.muted", inTime(kNamedWithin));
}

void FaultsEventTest::silentMicrophone()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("silence.opus"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(oggOpusFile(encodedFrames(250, [](qint64) { return 0.0F; }), 312));
    file.close();

    m_event.addEvent("dead-mic");
    const auto voice = m_event.addSpeaker("dead-mic", "Mei Okafor", file.fileName());
    Listener listener;
    listener.join(m_event.linkTo("dead-mic"));
    VERIFY_NAMED(listener.log, "stage.silent_mic", inTime(kSilentMicrophoneWithin));
    QCOMPARE(listener.view().verdict.who, "Mei");
}

void FaultsEventTest::droppedSpeaker()
{
    m_event.addEvent("dropping");
    auto voice = m_event.addSpeaker("dropping", "Mei Okafor", LiveEvent::demoVoices()[0]);
    Listener listener;
    listener.join(m_event.linkTo("dropping"));
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    voice.reset();
    VERIFY_NAMED(listener.log, "stage.dropped", inTime(kDroppedWithin));
    QCOMPARE(listener.view().verdict.who, "Mei");
}

/// The last test: this desk does not come back.
void FaultsEventTest::silentDesk()
{
    Listener listener;
    listener.join(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    listener.log.mark();
    m_event.demo().deskLine().stop();
    VERIFY_NAMED(listener.log, "desk.silent", inTime(kSilentDeskWithin));
    QVERIFY(listener.view().countsFrozen);
    QVERIFY2(listener.hearsMore(), "the sound does not depend on the desk");
    QVERIFY(listener.view().verdict.hearing);
}

QTEST_GUILESS_MAIN(FaultsEventTest)
#include "faults_event_test.moc"
