// The client's sound without a sound server: what is watched, when the output is open, how choices act.

#include "client/client.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QtEndian>

#include <mutex>

using namespace earshot;

namespace {

/// The devices of a computer that a test plugs things into, from its own thread.
class Computer
{
public:
    std::function<std::unique_ptr<OutputDevices>(Clock &)> maker()
    {
        return [this](Clock &) {
            auto devices = std::make_unique<Devices>(*this);
            const std::lock_guard lock(m_mutex);
            m_open = devices.get();
            return devices;
        };
    }

    void plugIn(std::vector<OutputDevice> all)
    {
        const std::lock_guard lock(m_mutex);
        m_all = std::move(all);
        if (m_open)
            QMetaObject::invokeMethod(m_open, &OutputDevices::changed, Qt::QueuedConnection);
    }

    bool isWatched() const
    {
        const std::lock_guard lock(m_mutex);
        return m_open;
    }

private:
    class Devices final : public OutputDevices
    {
    public:
        explicit Devices(Computer &computer)
            : m_computer(computer)
        { }
        ~Devices() override
        {
            const std::lock_guard lock(m_computer.m_mutex);
            m_computer.m_open = nullptr;
        }
        std::vector<OutputDevice> list() const override
        {
            const std::lock_guard lock(m_computer.m_mutex);
            return m_computer.m_all;
        }

    private:
        Computer &m_computer;
    };

    mutable std::mutex m_mutex;
    std::vector<OutputDevice> m_all;
    OutputDevices *m_open = nullptr;
};

const OutputDevice kHeadphones{QStringLiteral("usb-1"), QStringLiteral("Headphones"), true};
const OutputDevice kSpeakers{QStringLiteral("pci-1"), QStringLiteral("Speakers"), false};

SoundChoice intoNothing()
{
    return {.output = {.kind = OutputChoice::Kind::Null}};
}

} // namespace

class ClientSoundTest : public QObject
{
    Q_OBJECT

private slots:
    void watching_tellsTenTimesASecond_untilItEnds();
    void devices_areListed_andFollowed_whileWatched();
    void listOfAFormerWatch_isNotShown();
    void noDevice_isKnownOnlyAfterTheServerHadTimeToAnswer();
    void heardFile_hasOneWriter_whenTheOutputChanges();
    void testSound_opensTheOutput_andClosesItAfterwards();
    void testSound_keepsTheOutputOpen_whileSomebodyWatches();
    void choice_actsWithoutLeavingTheEvent();
    void lowDelay_shrinksTheDevicesBuffer();
    void anotherOutput_opensTheDeviceAnew_otherChoicesDoNot();
    void client_endsWhileWatchedAndPlaying();

private:
    SystemClock m_clock;
    SystemRandom m_random;
};

void ClientSoundTest::watching_tellsTenTimesASecond_untilItEnds()
{
    Client client(m_clock, m_random, {.sound = intoNothing()});
    QSignalSpy views(&client, &Client::soundChanged);
    client.watchSound(true);
    QTRY_VERIFY_WITH_TIMEOUT(views.count() >= 8, 3000);
    QCOMPARE(client.sound().output.phase, OutputPhase::Stopped); // watching opens no device
    client.watchSound(false);
    views.clear();
    QTest::qWait(250);
    QCOMPARE(views.count(), 0);
}

void ClientSoundTest::devices_areListed_andFollowed_whileWatched()
{
    Computer computer;
    computer.plugIn({kHeadphones});
    Client client(m_clock, m_random, {.sound = intoNothing(), .makeDevices = computer.maker()});
    QVERIFY(!computer.isWatched());
    client.watchSound(true);
    QTRY_VERIFY(client.sound().devicesKnown);
    QCOMPARE(client.sound().devices, std::vector{kHeadphones});
    computer.plugIn({kHeadphones, kSpeakers});
    QTRY_COMPARE(client.sound().devices.size(), size_t(2));
    client.watchSound(false);
    QTRY_VERIFY(!computer.isWatched());
    QVERIFY(!client.sound().devicesKnown);
    client.watchSound(true);
    QTRY_COMPARE(client.sound().devices.size(), size_t(2));
}

void ClientSoundTest::listOfAFormerWatch_isNotShown()
{
    Computer computer;
    computer.plugIn({kHeadphones});
    Client client(m_clock, m_random, {.sound = intoNothing(), .makeDevices = computer.maker()});
    client.watchSound(true);
    QThread::msleep(100); // its list is on the way
    client.watchSound(false);
    computer.plugIn({});
    client.watchSound(true);
    QCoreApplication::processEvents();
    QVERIFY(client.sound().devices.empty());
    QVERIFY(!client.sound().devicesKnown);
}

void ClientSoundTest::noDevice_isKnownOnlyAfterTheServerHadTimeToAnswer()
{
    Computer computer;
    Client client(m_clock, m_random, {.sound = intoNothing(), .makeDevices = computer.maker()});
    const Instant began = m_clock.now();
    client.watchSound(true);
    QTRY_VERIFY(client.sound().devicesKnown);
    QVERIFY(client.sound().devices.empty());
    QVERIFY(m_clock.now() - began >= milliseconds{900});
}

void ClientSoundTest::heardFile_hasOneWriter_whenTheOutputChanges()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("heard.wav")));
    {
        Client client(m_clock, m_random, {.sound = intoNothing(), .heardFile = file.fileName()});
        client.openLink(QStringLiteral("earshot://127.0.0.1:1/nobody-listens-there?t=x"));
        QTRY_VERIFY(client.sound().output.framesConsumed > 48000);
        SoundChoice choice = intoNothing();
        choice.output.name = QStringLiteral("another");
        client.setSound(choice);
        QTRY_VERIFY(client.sound().output.framesConsumed < 24000);
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray header = file.read(44);
    QCOMPARE(file.size(), qint64(44 + qFromLittleEndian<quint32>(header.constData() + 40)));
}

void ClientSoundTest::testSound_opensTheOutput_andClosesItAfterwards()
{
    Client client(m_clock, m_random, {.sound = intoNothing()});
    client.playTestSound();
    QTRY_COMPARE(client.sound().output.phase, OutputPhase::Playing);
    QVERIFY(!client.nowPlaying().open);
    QTRY_COMPARE_WITH_TIMEOUT(client.sound().output.phase, OutputPhase::Stopped, 8000);
}

void ClientSoundTest::testSound_keepsTheOutputOpen_whileSomebodyWatches()
{
    Client client(m_clock, m_random, {.sound = intoNothing()});
    client.watchSound(true);
    client.playTestSound();
    QTRY_COMPARE(client.sound().output.phase, OutputPhase::Playing);
    const quint64 consumed = client.sound().output.framesConsumed;
    QTRY_VERIFY_WITH_TIMEOUT(client.sound().output.framesConsumed > consumed + 5 * 48000, 9000);
    client.watchSound(false);
    QTRY_COMPARE(client.sound().output.phase, OutputPhase::Stopped);
}

void ClientSoundTest::choice_actsWithoutLeavingTheEvent()
{
    Client client(m_clock, m_random, {.sound = intoNothing()});
    client.openLink(QStringLiteral("earshot://127.0.0.1:1/nobody-listens-there?t=x"));
    QTRY_COMPARE(client.sound().output.phase, OutputPhase::Playing);
    QTRY_VERIFY(client.sound().output.framesConsumed > 4800);
    const quint64 before = client.sound().output.framesConsumed;

    SoundChoice choice = intoNothing();
    choice.delay.kind = DelayChoice::Kind::LowDelay;
    choice.levelling = false;
    client.setSound(choice);
    QTRY_VERIFY(client.sound().output.framesConsumed > before); // the same output goes on

    choice.output = {.kind = OutputChoice::Kind::Named, .name = QStringLiteral("not there")};
    client.setSound(choice);
    QTRY_VERIFY(client.sound().output.failure || !client.sound().output.lostDevice.isEmpty());
    QVERIFY(client.nowPlaying().open);
    choice.output = intoNothing().output;
    client.setSound(choice);
    QTRY_VERIFY(!client.sound().output.failure && client.sound().output.phase == OutputPhase::Playing);

    client.leave();
    QCOMPARE(client.nowPlaying().evidence.output.phase, OutputPhase::Stopped);
    QTRY_COMPARE(client.sound().output.phase, OutputPhase::Stopped);
    client.setSound({}); // opens nothing
    QTest::qWait(150);
    QCOMPARE(client.sound().output.phase, OutputPhase::Stopped);
}

void ClientSoundTest::lowDelay_shrinksTheDevicesBuffer()
{
    SoundChoice choice;
    QCOMPARE(outputOf(choice).delayMode, DelayMode::Audience);
    choice.delay.kind = DelayChoice::Kind::Fixed;
    QCOMPARE(outputOf(choice), choice.output);
    choice.delay.kind = DelayChoice::Kind::LowDelay;
    QCOMPARE(outputOf(choice).delayMode, DelayMode::OnStage);
    choice.output.kind = OutputChoice::Kind::Null; // buffers nothing
    QCOMPARE(outputOf(choice), choice.output);
    choice.delay.kind = DelayChoice::Kind::Smooth;
    choice.output.delayMode = DelayMode::OnStage; // who made the client decides
    QCOMPARE(outputOf(choice).delayMode, DelayMode::OnStage);
}

/// Another output counts what it consumed from the beginning.
void ClientSoundTest::anotherOutput_opensTheDeviceAnew_otherChoicesDoNot()
{
    SoundChoice choice{.output = {.kind = OutputChoice::Kind::Named, .name = QStringLiteral("not there")}};
    Client client(m_clock, m_random, {.sound = choice});
    client.playTestSound();
    client.watchSound(true); // keeps it open
    const auto hasConsumed = [&](quint64 frames) { return client.sound().output.framesConsumed > frames; };
    QTRY_VERIFY(hasConsumed(24'000));
    quint64 before = client.sound().output.framesConsumed;
    choice.levelling = false;
    choice.delay = {.kind = DelayChoice::Kind::Fixed, .fixed = milliseconds{300}};
    client.setSound(choice);
    QTRY_VERIFY(hasConsumed(before + 24'000));
    QVERIFY(client.sound().output.framesConsumed < before + 96'000);

    choice.delay.kind = DelayChoice::Kind::LowDelay;
    before = client.sound().output.framesConsumed;
    client.setSound(choice);
    const quint64 wanted = before + 24'000;
    quint64 least = before;
    QTRY_VERIFY((least = std::min(least, client.sound().output.framesConsumed), hasConsumed(wanted)));
    QCOMPARE(least, before);

    before = client.sound().output.framesConsumed;
    choice.output.name = QStringLiteral("nor is that");
    client.setSound(choice);
    QTRY_VERIFY(!hasConsumed(before - 1));
    QTRY_VERIFY(hasConsumed(24'000));
    before = client.sound().output.framesConsumed;
    client.setSound(choice);
    QTRY_VERIFY(hasConsumed(before + 24'000));
}

void ClientSoundTest::client_endsWhileWatchedAndPlaying()
{
    Computer computer;
    {
        Client client(m_clock, m_random, {.sound = intoNothing(), .makeDevices = computer.maker()});
        client.watchSound(true);
        client.playTestSound();
        QTRY_VERIFY(computer.isWatched());
    }
    QVERIFY(!computer.isWatched());
}

QTEST_GUILESS_MAIN(ClientSoundTest)
#include "client_sound_test.moc"
