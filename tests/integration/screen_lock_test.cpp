// A logind made for this test, on a bus of its own.

#include "client/screen_lock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace earshot;

namespace {

const QString kService = QStringLiteral("org.freedesktop.login1");
const QString kOwnSession = QStringLiteral("/org/freedesktop/login1/session/_32");
const QString kOtherSession = QStringLiteral("/org/freedesktop/login1/session/_35");

class FakeLogind : public QDBusVirtualObject
{
public:
    explicit FakeLogind(QDBusConnection bus)
        : m_bus(std::move(bus))
    { }
    bool appear()
    {
        return m_bus.registerVirtualObject(
                   QStringLiteral("/org/freedesktop/login1"), this, QDBusConnection::SubPath)
            && m_bus.registerService(kService);
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        if (message.member() != QLatin1String("GetSession"))
            return false;
        asked = message.arguments().value(0).toString();
        m_bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(kOwnSession))));
        return true;
    }
    void lock(const QString &session)
    {
        m_bus.send(QDBusMessage::createSignal(session, kService + ".Session", QStringLiteral("Lock")));
    }
    void hint(const QString &session, bool locked)
    {
        QDBusMessage changed = QDBusMessage::createSignal(
            session, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
        changed << kService + ".Session" << QVariantMap{{QStringLiteral("LockedHint"), locked}}
                << QStringList();
        m_bus.send(changed);
    }

    QString asked;

private:
    QDBusConnection m_bus;
};

} // namespace

class ScreenLockTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            QSKIP("no dbus-daemon here");
        m_daemon.start(program,
            {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
                QStringLiteral("--address=unix:dir=") + m_folder.path()});
        while (!m_daemon.canReadLine())
            QVERIFY(m_daemon.waitForReadyRead(10'000));
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        qputenv("XDG_SESSION_ID", "2");
        const auto bus
            = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("logind"));
        QVERIFY(bus.isConnected());
        m_logind = std::make_unique<FakeLogind>(bus);
        QVERIFY(m_logind->appear());
    }
    void cleanupTestCase()
    {
        m_logind.reset();
        QDBusConnection::disconnectFromBus(QStringLiteral("logind"));
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void theOwnSessionsLockIsTold_andNoOthers()
    {
        ScreenLock lock;
        QSignalSpy spy(&lock, &ScreenLock::locked);
        QTRY_COMPARE(m_logind->asked, QStringLiteral("2"));
        const auto tell = [&] { // until it listens
            m_logind->lock(kOwnSession);
            return spy.wait(50);
        };
        QTRY_VERIFY(tell());
        QTest::qWait(100); // the last of them
        spy.clear();
        m_logind->lock(kOtherSession);
        m_logind->hint(kOtherSession, true);
        m_logind->hint(kOwnSession, false);
        m_logind->hint(kOwnSession, true); // the order is kept
        QTRY_COMPARE(spy.count(), 1);
        m_logind->lock(kOwnSession);
        QTRY_COMPARE(spy.count(), 2);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    std::unique_ptr<FakeLogind> m_logind;
};

QTEST_GUILESS_MAIN(ScreenLockTest)
#include "screen_lock_test.moc"
