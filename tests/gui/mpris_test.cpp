// Earshot as the desktop sees it, on a bus of this test's own.

#include "fake_player.h"
#include "mpris.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kService = QStringLiteral("org.mpris.MediaPlayer2.earshot");
const QString kPath = QStringLiteral("/org/mpris/MediaPlayer2");
const QString kPlayer = QStringLiteral("org.mpris.MediaPlayer2.Player");
const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");

PlayerView playing()
{
    PlayerView view;
    view.state = PlayerView::State::Playing;
    view.source = {.id = QStringLiteral("r1"),
        .path = QStringLiteral("/x.opus"),
        .title = QStringLiteral("An evening"),
        .hostName = QStringLiteral("Ada"),
        .started = wallFromUnixMs(1'795'000'000'000)};
    view.position = seconds{10};
    view.duration = view.available = seconds{7200};
    view.chapters = {{milliseconds{0}, QStringLiteral("Ada")}, {seconds{60}, QStringLiteral("Grace")}};
    return view;
}

} // namespace

/// What the desktop is told.
class Desktop : public QObject
{
    Q_OBJECT
public slots:
    void onChanged(const QString &interface, const QVariantMap &changed, const QStringList &)
    {
        if (interface == kPlayer)
            changes << changed;
    }
    void onSeeked(qlonglong position) { seeks << position; }

public:
    QList<QVariantMap> changes;
    QList<qlonglong> seeks;
};

class MprisTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void name_isThere_onlyWhileARecordingIsOpen();
    void keys_actOnThePlayer();
    void metadata_saysWhatPlays();
    void position_canBeSet_onlyOfThePresentTrack();
    void changes_areTold_andPositionsAreNot();
    void jump_isTold();
    void rate_canBeSet();
    void raise_asksForTheWindow();

private:
    QVariant property(const QString &name, const QString &interface = kPlayer);
    bool call(const QString &method, const QVariantList &arguments = {}, const QString &interface = kPlayer);
    bool isOnBus() { return m_desktop->interface()->isServiceRegistered(kService).value(); }

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    std::optional<QDBusConnection> m_bus;
    std::optional<QDBusConnection> m_desktop;
    FakePlayer m_player;
    std::unique_ptr<Mpris> m_mpris;
};

void MprisTest::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty())
        QSKIP("no dbus-daemon here");
    m_daemon.start(program,
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
            QStringLiteral("--address=unix:dir=") + m_folder.path()});
    while (!m_daemon.canReadLine())
        QVERIFY(m_daemon.waitForReadyRead(10'000));
    m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    m_bus = QDBusConnection::connectToBus(m_address, QStringLiteral("earshot"));
    m_desktop = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
    QVERIFY(m_bus->isConnected() && m_desktop->isConnected());
}

void MprisTest::init()
{
    m_player.calls.clear();
    m_player.shown = {};
    m_mpris = std::make_unique<Mpris>(m_player, *m_bus);
    m_player.show(playing());
    QTRY_VERIFY(isOnBus());
}

void MprisTest::cleanup()
{
    m_mpris.reset();
}

void MprisTest::cleanupTestCase()
{
    m_bus.reset();
    m_desktop.reset();
    QDBusConnection::disconnectFromBus(QStringLiteral("earshot"));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    m_daemon.kill();
    m_daemon.waitForFinished();
}

/// The answer needs this thread's event loop, as Earshot lives on it.
QVariant MprisTest::property(const QString &name, const QString &interface)
{
    QDBusMessage message
        = QDBusMessage::createMethodCall(kService, kPath, kProperties, QStringLiteral("Get"));
    message << interface << name;
    QDBusPendingCall pending = m_desktop->asyncCall(message);
    if (!QTest::qWaitFor([&] { return pending.isFinished(); }) || pending.isError())
        return {};
    return pending.reply().arguments().value(0).value<QDBusVariant>().variant();
}

bool MprisTest::call(const QString &method, const QVariantList &arguments, const QString &interface)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, kPath, interface, method);
    message.setArguments(arguments);
    QDBusPendingCall pending = m_desktop->asyncCall(message);
    return QTest::qWaitFor([&] { return pending.isFinished(); }) && !pending.isError();
}

void MprisTest::name_isThere_onlyWhileARecordingIsOpen()
{
    m_player.show(PlayerView::State::Paused);
    QVERIFY(isOnBus());
    m_player.show(PlayerView{});
    QTRY_VERIFY(!isOnBus());
    m_player.show(playing());
    QTRY_VERIFY(isOnBus());
    m_mpris.reset();
    QTRY_VERIFY(!isOnBus());
}

void MprisTest::keys_actOnThePlayer()
{
    QVERIFY(call(QStringLiteral("PlayPause")));
    m_player.show(PlayerView::State::Paused);
    QVERIFY(call(QStringLiteral("PlayPause")));
    for (const char *method : {"Next", "Previous", "Play", "Pause", "Stop"})
        QVERIFY(call(QString::fromLatin1(method)));
    QVERIFY(call(QStringLiteral("Seek"), {qlonglong(-15'000'000)}));
    QCOMPARE(m_player.calls,
        (QStringList{"pause", "play", "next", "previous", "play", "pause", "pause", "skip -15000"}));
}

void MprisTest::metadata_saysWhatPlays()
{
    QCOMPARE(property(QStringLiteral("PlaybackStatus")).toString(), QStringLiteral("Playing"));
    QCOMPARE(property(QStringLiteral("Position")).toLongLong(), 10'000'000);
    QVERIFY(property(QStringLiteral("CanGoNext")).toBool());
    const QVariantMap metadata
        = qdbus_cast<QVariantMap>(property(QStringLiteral("Metadata")).value<QDBusArgument>());
    QCOMPARE(metadata.value(QStringLiteral("xesam:title")).toString(), QStringLiteral("An evening"));
    QCOMPARE(metadata.value(QStringLiteral("xesam:artist")).toStringList(), QStringList("Ada"));
    QCOMPARE(metadata.value(QStringLiteral("mpris:length")).toLongLong(), 7'200'000'000);
    QCOMPARE(
        metadata.value(QStringLiteral("mpris:trackid")).value<QDBusObjectPath>().path(), m_mpris->track());
    QCOMPARE(property(QStringLiteral("Identity"), QStringLiteral("org.mpris.MediaPlayer2")).toString(),
        QStringLiteral("Earshot"));
    PlayerView last = playing();
    last.position = seconds{90};
    m_player.show(last);
    QVERIFY(!property(QStringLiteral("CanGoNext")).toBool());
}

void MprisTest::position_canBeSet_onlyOfThePresentTrack()
{
    const auto set = [this](const QString &track, qlonglong position) {
        return call(QStringLiteral("SetPosition"), {QVariant::fromValue(QDBusObjectPath(track)), position});
    };
    QVERIFY(set(m_mpris->track(), 65'000'000));
    QVERIFY(set(QStringLiteral("/another"), 1'000'000));
    QVERIFY(set(m_mpris->track(), -1));
    QVERIFY(set(m_mpris->track(), 7'200'000'001));
    QCOMPARE(m_player.calls, QStringList("seek 65000"));
}

void MprisTest::changes_areTold_andPositionsAreNot()
{
    Desktop desktop;
    QVERIFY(m_desktop->connect(kService, kPath, kProperties, QStringLiteral("PropertiesChanged"), &desktop,
        SLOT(onChanged(QString, QVariantMap, QStringList))));
    PlayerView view = playing();
    for (int i = 0; i < 5; ++i) {
        view.position += milliseconds{250};
        m_player.show(view);
    }
    view.state = PlayerView::State::Paused;
    m_player.show(view);
    QTRY_COMPARE(desktop.changes.size(), 1);
    QCOMPARE(desktop.changes[0].keys(), QStringList("PlaybackStatus"));
    QCOMPARE(desktop.changes[0].first().toString(), QStringLiteral("Paused"));
    view.source.title = QStringLiteral("Another");
    m_player.show(view);
    QTRY_COMPARE(desktop.changes.size(), 2);
    QCOMPARE(desktop.changes[1].keys(), QStringList("Metadata"));
}

void MprisTest::jump_isTold()
{
    Desktop desktop;
    QVERIFY(m_desktop->connect(
        kService, kPath, kPlayer, QStringLiteral("Seeked"), &desktop, SLOT(onSeeked(qlonglong))));
    PlayerView view = playing();
    view.position += milliseconds{250};
    m_player.show(view);
    view.position = seconds{120};
    m_player.show(view);
    view.position = seconds{30};
    m_player.show(view);
    QTRY_COMPARE(desktop.seeks, (QList<qlonglong>{120'000'000, 30'000'000}));
}

void MprisTest::rate_canBeSet()
{
    const auto set = [this](double rate) {
        return call(QStringLiteral("Set"),
            {kPlayer, QStringLiteral("Rate"), QVariant::fromValue(QDBusVariant(rate))}, kProperties);
    };
    QVERIFY(set(1.5));
    QVERIFY(set(0));
    QCOMPARE(m_player.calls, (QStringList{"speed 1.5", "pause"}));
}

void MprisTest::raise_asksForTheWindow()
{
    QSignalSpy raised(m_mpris.get(), &Mpris::raiseRequested);
    QVERIFY(call(QStringLiteral("Raise"), {}, QStringLiteral("org.mpris.MediaPlayer2")));
    QCOMPARE(raised.count(), 1);
}

QTEST_GUILESS_MAIN(MprisTest)
#include "mpris_test.moc"
