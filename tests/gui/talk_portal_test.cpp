// The talk key by the desktop's portal: a portal made for this test, on a bus of its own, as Wayland desktops have one.

#include "gui_fixture.h"

#include "global_key_portal.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kShortcuts = "org.freedesktop.portal.GlobalShortcuts";

/// One entry of `a(sa{sv})`.
struct Bound {
    QString id;
    QVariantMap properties;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Bound &bound)
{
    argument.beginStructure();
    argument << bound.id << bound.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Bound &bound)
{
    argument.beginStructure();
    argument >> bound.id >> bound.properties;
    argument.endStructure();
    return argument;
}

} // namespace

Q_DECLARE_METATYPE(Bound)

namespace {

/// What a desktop's portal does with shortcuts, and what the person before it decides.
class FakePortal : public QDBusVirtualObject
{
public:
    enum class Person { Agrees, TakesAnotherKey, Cancels };

    explicit FakePortal(QDBusConnection bus)
        : m_bus(std::move(bus))
    { }

    bool appear()
    {
        return m_bus.registerVirtualObject(QLatin1String(kPath), this, QDBusConnection::SubPath)
            && m_bus.registerService(QLatin1String(kService));
    }
    void vanish()
    {
        m_bus.unregisterService(QLatin1String(kService));
        m_bus.unregisterObject(QLatin1String(kPath), QDBusConnection::UnregisterTree);
        sessions.clear();
    }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        const QVariantList arguments = message.arguments();
        if (message.interface() == QLatin1String("org.freedesktop.portal.Session")
            && message.member() == QLatin1String("Close")) {
            sessions.removeAll(message.path());
            bus.send(message.createReply());
            return true;
        }
        if (message.interface() != QLatin1String(kShortcuts) || isOld)
            return false;
        if (message.member() == QLatin1String("CreateSession")) {
            const QVariantMap options = qdbus_cast<QVariantMap>(arguments.at(0));
            sessions << path("session", message, options[QStringLiteral("session_handle_token")].toString());
            answer(message, options, 0, {{QStringLiteral("session_handle"), sessions.last()}});
            return true;
        }
        if (message.member() != QLatin1String("BindShortcuts"))
            return false;
        boundIn = arguments.at(0).value<QDBusObjectPath>().path();
        read(arguments.at(1));
        const QVariantMap options = qdbus_cast<QVariantMap>(arguments.at(3));
        if (person == Person::Cancels)
            answer(message, options, 1, {});
        else
            answer(message, options, 0,
                {{QStringLiteral("shortcuts"),
                    bound(person == Person::Agrees ? QStringLiteral("Press F9")
                                                   : QStringLiteral("Meta+Space"))}});
        return true;
    }

    void activate(bool down, const QString &id = QStringLiteral("talk"), const QString &session = {})
    {
        signal(down ? "Activated" : "Deactivated",
            {QVariant::fromValue(QDBusObjectPath(session.isEmpty() ? sessions.last() : session)), id,
                qulonglong(1), QVariantMap()});
    }
    void change(const QString &trigger)
    {
        signal("ShortcutsChanged", {QVariant::fromValue(QDBusObjectPath(sessions.last())), bound(trigger)});
    }
    void closeSession()
    {
        QDBusMessage closed = QDBusMessage::createSignal(
            sessions.last(), QStringLiteral("org.freedesktop.portal.Session"), QStringLiteral("Closed"));
        closed << QVariantMap();
        m_bus.send(closed);
        sessions.removeLast();
    }

    Person person = Person::Agrees;
    bool isOld = false; ///< knows no GlobalShortcuts
    QStringList sessions;
    QString boundIn;
    QString boundId;
    QVariantMap boundProperties;

private:
    static QString path(const char *kind, const QDBusMessage &message, const QString &token)
    {
        QString sender = message.service().mid(1);
        sender.replace(QLatin1Char('.'), QLatin1Char('_'));
        return QStringLiteral("%1/%2/%3/%4").arg(QLatin1String(kPath), QLatin1String(kind), sender, token);
    }
    void answer(
        const QDBusMessage &message, const QVariantMap &options, uint code, const QVariantMap &results)
    {
        const QString request = path("request", message, options[QStringLiteral("handle_token")].toString());
        m_bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(request))));
        QDBusMessage response = QDBusMessage::createSignal(
            request, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        response << code << results;
        m_bus.send(response);
    }
    void signal(const char *name, const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createSignal(
            QLatin1String(kPath), QLatin1String(kShortcuts), QLatin1String(name));
        message.setArguments(arguments);
        m_bus.send(message);
    }
    void read(const QVariant &shortcuts)
    {
        const auto argument = shortcuts.value<QDBusArgument>();
        QCOMPARE(argument.currentSignature(), QStringLiteral("a(sa{sv})"));
        argument.beginArray();
        while (!argument.atEnd()) {
            argument.beginStructure();
            argument >> boundId >> boundProperties;
            argument.endStructure();
        }
        argument.endArray();
    }
    static QVariant bound(const QString &trigger)
    {
        return QVariant::fromValue(QList<Bound>{{QStringLiteral("another"), {}},
            {QStringLiteral("talk"), {{QStringLiteral("trigger_description"), trigger}}}});
    }

    QDBusConnection m_bus;
};

} // namespace

class TalkPortalTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void key_isProposedOnce_andHeard();
    void personsOwnKey_isTheOneThatIsNamed();
    void personWhoSaysNo_isTakenAtTheirWord_untilAskedAgain();
    void desktopWithoutShortcuts_isSaid();
    void desktopWithoutPortal_isSaid_andTakenWhenItComes();
    void otherShortcutsAndSessions_pressNothing();
    void heldKey_isLost_whenTheSessionEnds();
    void heldKey_isLost_whenThePortalGoes_andItIsAskedAgain();
    void heldKey_isLost_whenTheBusCloses();
    void anotherKey_isAnotherSession();
    void triggers_areWrittenAsTheSpecificationSays();

private:
    QDBusConnection client() const { return QDBusConnection(QStringLiteral("client")); }
    std::unique_ptr<GlobalKeyPortal> makeKey(const QKeySequence &sequence = QKeySequence(Qt::Key_F9)) const
    {
        auto key = std::make_unique<GlobalKeyPortal>(client());
        key->setKey(sequence);
        key->setWanted(true);
        return key;
    }

    void startBus();
    void endBus();

    QProcess m_bus;
    QTemporaryDir m_folder;
    std::unique_ptr<FakePortal> m_portal;
};

void TalkPortalTest::initTestCase()
{
    startBus();
}

void TalkPortalTest::startBus()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty() && qEnvironmentVariable("CI") == QLatin1String("true"))
        QFAIL("no dbus-daemon here");
    if (program.isEmpty())
        QSKIP("no dbus-daemon here");
    m_bus.start(program,
        {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
            QStringLiteral("--address=unix:dir=") + m_folder.path()});
    while (!m_bus.canReadLine())
        QVERIFY(m_bus.waitForReadyRead(10'000));
    const QString address = QString::fromLatin1(m_bus.readLine()).trimmed();
    qDBusRegisterMetaType<Bound>();
    qDBusRegisterMetaType<QList<Bound>>();
    QVERIFY(QDBusConnection::connectToBus(address, QStringLiteral("client")).isConnected());
    QVERIFY(QDBusConnection::connectToBus(address, QStringLiteral("portal")).isConnected());
}

void TalkPortalTest::cleanupTestCase()
{
    endBus();
}

void TalkPortalTest::endBus()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("client"));
    QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
    m_bus.kill();
    m_bus.waitForFinished();
}

void TalkPortalTest::init()
{
    m_portal = std::make_unique<FakePortal>(QDBusConnection(QStringLiteral("portal")));
    QVERIFY(m_portal->appear());
}

void TalkPortalTest::cleanup()
{
    if (m_portal)
        m_portal->vanish();
    m_portal.reset();
}

void TalkPortalTest::key_isProposedOnce_andHeard()
{
    GlobalKeyPortal key(client());
    QSignalSpy presses(&key, &GlobalKey::pressed);
    QSignalSpy releases(&key, &GlobalKey::released);
    key.setKey(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    QCOMPARE(key.state().phase, KeyPhase::Ready);
    key.setWanted(true);
    QCOMPARE(key.state().phase, KeyPhase::Asking);
    QTRY_COMPARE(key.state().phase, KeyPhase::Active);
    QCOMPARE(key.state().trigger, QStringLiteral("Press F9"));
    QCOMPARE(m_portal->sessions.size(), 1);
    QCOMPARE(m_portal->boundIn, m_portal->sessions.first());
    QCOMPARE(m_portal->boundId, QStringLiteral("talk"));
    QCOMPARE(m_portal->boundProperties[QStringLiteral("preferred_trigger")].toString(),
        QStringLiteral("CTRL+SHIFT+t"));
    QVERIFY(!m_portal->boundProperties[QStringLiteral("description")].toString().isEmpty());
    m_portal->activate(true);
    QTRY_COMPARE(presses.count(), 1);
    m_portal->activate(false);
    QTRY_COMPARE(releases.count(), 1);
    // Off stage it stays bound, as each binding may ask the person, and presses nothing.
    key.setWanted(false);
    QCOMPARE(key.state().phase, KeyPhase::Kept);
    QCOMPARE(key.state().trigger, QStringLiteral("Press F9"));
    m_portal->activate(true);
    m_portal->activate(false);
    m_portal->change(QStringLiteral("Pause"));
    QTRY_COMPARE(key.state().trigger, QStringLiteral("Pause"));
    QCOMPARE(key.state().phase, KeyPhase::Kept);
    QCOMPARE(presses.count(), 1);
    key.setWanted(true);
    QCOMPARE(key.state().phase, KeyPhase::Active);
    m_portal->activate(true);
    QTRY_COMPARE(presses.count(), 2);
    QCOMPARE(m_portal->sessions.size(), 1);
}

void TalkPortalTest::personsOwnKey_isTheOneThatIsNamed()
{
    m_portal->person = FakePortal::Person::TakesAnotherKey;
    const auto key = makeKey();
    QTRY_COMPARE(key->state().trigger, QStringLiteral("Meta+Space"));
    m_portal->change(QStringLiteral("Pause"));
    QTRY_COMPARE(key->state().trigger, QStringLiteral("Pause"));
}

void TalkPortalTest::personWhoSaysNo_isTakenAtTheirWord_untilAskedAgain()
{
    m_portal->person = FakePortal::Person::Cancels;
    const auto key = makeKey();
    QTRY_COMPARE(key->state().phase, KeyPhase::Refused);
    QTRY_VERIFY(m_portal->sessions.isEmpty());
    m_portal->person = FakePortal::Person::Agrees;
    key->tryAgain();
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
}

void TalkPortalTest::desktopWithoutShortcuts_isSaid()
{
    m_portal->isOld = true;
    const auto key = makeKey();
    QTRY_COMPARE(key->state().phase, KeyPhase::Unsupported);
}

void TalkPortalTest::desktopWithoutPortal_isSaid_andTakenWhenItComes()
{
    m_portal->vanish();
    const auto key = makeKey();
    QTRY_COMPARE(key->state().phase, KeyPhase::Unsupported);
    QVERIFY(m_portal->appear());
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
}

void TalkPortalTest::otherShortcutsAndSessions_pressNothing()
{
    const auto key = makeKey();
    QSignalSpy presses(key.get(), &GlobalKey::pressed);
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    m_portal->activate(true, QStringLiteral("another"));
    m_portal->activate(
        true, QStringLiteral("talk"), QStringLiteral("/org/freedesktop/portal/desktop/session/a/b"));
    m_portal->activate(true);
    QTRY_COMPARE(presses.count(), 1);
}

void TalkPortalTest::heldKey_isLost_whenTheSessionEnds()
{
    const auto key = makeKey();
    QSignalSpy losses(key.get(), &GlobalKey::lost);
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    m_portal->activate(true);
    QTRY_VERIFY(key->isDown());
    m_portal->closeSession();
    QTRY_COMPARE(losses.count(), 1);
    QVERIFY(!key->isDown());
    QCOMPARE(key->state().phase, KeyPhase::Refused);
}

void TalkPortalTest::heldKey_isLost_whenThePortalGoes_andItIsAskedAgain()
{
    const auto key = makeKey();
    QSignalSpy losses(key.get(), &GlobalKey::lost);
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    m_portal->activate(true);
    QTRY_VERIFY(key->isDown());
    m_portal->vanish();
    QTRY_COMPARE(losses.count(), 1);
    QTRY_VERIFY(key->state().phase != KeyPhase::Active);
    QVERIFY(m_portal->appear());
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    QCOMPARE(m_portal->sessions.size(), 1);
}

void TalkPortalTest::heldKey_isLost_whenTheBusCloses()
{
    const auto key = makeKey();
    QSignalSpy losses(key.get(), &GlobalKey::lost);
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    m_portal->activate(true);
    QTRY_VERIFY(key->isDown());
    m_bus.kill();
    m_bus.waitForFinished();
    QTRY_COMPARE(losses.count(), 1);
    QTRY_COMPARE(key->state().phase, KeyPhase::Unsupported);
    m_portal.reset();
    endBus();
    startBus();
}

void TalkPortalTest::anotherKey_isAnotherSession()
{
    const auto key = makeKey();
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    const QString first = m_portal->sessions.first();
    key->setKey(QKeySequence(Qt::Key_Pause));
    QTRY_COMPARE(key->state().phase, KeyPhase::Active);
    QTRY_COMPARE(m_portal->sessions.size(), 1);
    QVERIFY(m_portal->sessions.first() != first);
    QCOMPARE(
        m_portal->boundProperties[QStringLiteral("preferred_trigger")].toString(), QStringLiteral("Pause"));
    key->setKey({});
    QTRY_VERIFY(m_portal->sessions.isEmpty());
    QCOMPARE(key->state().phase, KeyPhase::Off);
}

void TalkPortalTest::triggers_areWrittenAsTheSpecificationSays()
{
    const auto trigger = [](const QKeySequence &key) { return GlobalKeyPortal::triggerOf(key); };
    QCOMPARE(trigger(QKeySequence(Qt::Key_F13)), QStringLiteral("F13"));
    QCOMPARE(trigger(QKeySequence(Qt::META | Qt::Key_Space)), QStringLiteral("LOGO+space"));
    QCOMPARE(trigger(QKeySequence(Qt::ALT | Qt::Key_7)), QStringLiteral("ALT+7"));
    QCOMPARE(trigger(QKeySequence(Qt::Key_ScrollLock)), QStringLiteral("Scroll_Lock"));
    QCOMPARE(trigger(QKeySequence(Qt::Key_MediaPlay)), QString());
}

EARSHOT_GUI_MAIN(TalkPortalTest)
#include "talk_portal_test.moc"
