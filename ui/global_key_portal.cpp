#include "global_key_portal.h"

#include "talk_key_words.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

namespace earshot {

using Way = GlobalKeyState::Way;
using KeyPhase = GlobalKeyState::Phase;

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kShortcuts = "org.freedesktop.portal.GlobalShortcuts";
constexpr auto kRequest = "org.freedesktop.portal.Request";
constexpr auto kSession = "org.freedesktop.portal.Session";
constexpr auto kShortcutId = "talk";
constexpr int kLongestTrigger = 100;

/// One entry of `a(sa{sv})`.
struct Shortcut {
    QString id;
    QVariantMap properties;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Shortcut &shortcut)
{
    argument.beginStructure();
    argument << shortcut.id << shortcut.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Shortcut &shortcut)
{
    argument.beginStructure();
    argument >> shortcut.id >> shortcut.properties;
    argument.endStructure();
    return argument;
}

QDBusMessage portalCall(const char *method)
{
    return QDBusMessage::createMethodCall(
        QLatin1String(kService), QLatin1String(kPath), QLatin1String(kShortcuts), QLatin1String(method));
}

} // namespace

} // namespace earshot

Q_DECLARE_METATYPE(earshot::Shortcut)

namespace earshot {

GlobalKeyPortal::GlobalKeyPortal(QDBusConnection bus)
    : m_bus(std::move(bus))
    , m_watcher(new QDBusServiceWatcher(
          QLatin1String(kService), m_bus, QDBusServiceWatcher::WatchForOwnerChange, this))
{
    qDBusRegisterMetaType<Shortcut>();
    qDBusRegisterMetaType<QList<Shortcut>>();
    setState({.way = Way::Portal});
    const auto on = [this](const char *signal, const char *slot) {
        m_bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kShortcuts),
            QLatin1String(signal), this, slot);
    };
    on("ShortcutsChanged", SLOT(onChanged(QDBusMessage)));
    on("Activated", SLOT(onActivated(QDBusMessage)));
    on("Deactivated", SLOT(onDeactivated(QDBusMessage)));
    // What libdbus itself says when the bus closes.
    m_bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
        QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
        SLOT(onBusLost()));
    // The desktop's portal may crash and come back: its sessions do not.
    connect(m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &before, const QString &now) {
            if (!before.isEmpty())
                onClosed();
            if (!now.isEmpty() && !m_isAsked)
                update();
        });
}

GlobalKeyPortal::~GlobalKeyPortal()
{
    closeSession();
}

QString GlobalKeyPortal::triggerOf(const QKeySequence &key)
{
    if (key.count() != 1)
        return {};
    const QKeyCombination combination = key[0];
    QString trigger;
    const auto add = [&](Qt::KeyboardModifier modifier, const char *name) {
        if (combination.keyboardModifiers() & modifier)
            trigger += QLatin1String(name) + QLatin1Char('+');
    };
    add(Qt::ControlModifier, "CTRL");
    add(Qt::AltModifier, "ALT");
    add(Qt::ShiftModifier, "SHIFT");
    add(Qt::MetaModifier, "LOGO");
    const Qt::Key plain = combination.key();
    // Names of keysyms: letters in small, F keys and most others as Qt calls them.
    if (plain == Qt::Key_ScrollLock)
        return trigger + QStringLiteral("Scroll_Lock");
    if (plain >= Qt::Key_A && plain <= Qt::Key_Z)
        return trigger + QLatin1Char(char(plain - Qt::Key_A + 'a'));
    if (plain == Qt::Key_Space)
        return trigger + QStringLiteral("space");
    if ((plain >= Qt::Key_F1 && plain <= Qt::Key_F35) || (plain >= Qt::Key_0 && plain <= Qt::Key_9)
        || plain == Qt::Key_Pause || plain == Qt::Key_Menu)
        return trigger + QKeySequence(plain).toString(QKeySequence::PortableText);
    if (plain == Qt::Key_Insert)
        return trigger + QStringLiteral("Insert");
    return {};
}

void GlobalKeyPortal::setKey(const QKeySequence &key)
{
    if (key == m_key)
        return;
    m_key = key;
    // A session's shortcuts are bound once; another key is another session.
    closeSession();
    update();
}

void GlobalKeyPortal::setWanted(bool wanted)
{
    if (wanted == m_wanted)
        return;
    m_wanted = wanted;
    if (!wanted)
        lose();
    update();
}

void GlobalKeyPortal::tryAgain()
{
    if (!m_isBound)
        closeSession();
    update();
}

void GlobalKeyPortal::update()
{
    if (m_key.isEmpty())
        setState({.way = Way::Portal});
    else if (!m_isAsked && m_wanted)
        makeSession();
    else if (!m_isAsked)
        setState({.way = Way::Portal, .phase = KeyPhase::Ready});
    else if (m_isBound)
        setState({.way = Way::Portal, .phase = boundPhase(), .trigger = state().trigger});
}

KeyPhase GlobalKeyPortal::boundPhase() const
{
    return m_wanted ? KeyPhase::Active : KeyPhase::Kept;
}

/// Where the answer to the next call comes, which is listened to before the call is made.
QString GlobalKeyPortal::awaitResponse(const char *slot)
{
    forgetRequest();
    const QString token
        = QStringLiteral("earshot_%1_%2").arg(QCoreApplication::applicationPid()).arg(++m_tokens);
    QString sender = m_bus.baseService().mid(1);
    sender.replace(QLatin1Char('.'), QLatin1Char('_'));
    m_request = QStringLiteral("%1/request/%2/%3").arg(QLatin1String(kPath), sender, token);
    m_requestSlot = slot;
    m_bus.connect(
        QLatin1String(kService), m_request, QLatin1String(kRequest), QStringLiteral("Response"), this, slot);
    return token;
}

void GlobalKeyPortal::forgetRequest()
{
    if (!m_request.isEmpty())
        m_bus.disconnect(QLatin1String(kService), m_request, QLatin1String(kRequest),
            QStringLiteral("Response"), this, m_requestSlot);
    m_request.clear();
}

void GlobalKeyPortal::call(QDBusMessage message)
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, request = m_request] {
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError() || request != m_request)
            return;
        const QDBusError::ErrorType type = reply.error().type();
        const bool isMissing = type == QDBusError::ServiceUnknown || type == QDBusError::UnknownInterface
            || type == QDBusError::UnknownMethod || type == QDBusError::UnknownObject
            || type == QDBusError::Disconnected;
        fail(isMissing ? KeyPhase::Unsupported : KeyPhase::Refused, reply.error().message());
    });
}

void GlobalKeyPortal::makeSession()
{
    if (!m_bus.isConnected()) {
        setState({.way = Way::Portal, .phase = KeyPhase::Unsupported, .detail = m_bus.lastError().message()});
        return;
    }
    m_isAsked = true;
    setState({.way = Way::Portal, .phase = KeyPhase::Asking});
    const QString token = awaitResponse(SLOT(onSessionMade(uint, QVariantMap)));
    QDBusMessage message = portalCall("CreateSession");
    message << QVariantMap{
        {QStringLiteral("handle_token"), token}, {QStringLiteral("session_handle_token"), token}};
    call(message);
}

void GlobalKeyPortal::onSessionMade(uint answer, const QVariantMap &results)
{
    forgetRequest();
    const QString session = results.value(QStringLiteral("session_handle")).toString();
    if (answer != 0 || QDBusObjectPath(session).path().isEmpty()) {
        fail(KeyPhase::Refused, {});
        return;
    }
    m_session = session;
    m_bus.connect(QLatin1String(kService), m_session, QLatin1String(kSession), QStringLiteral("Closed"), this,
        SLOT(onClosed()));
    bind();
}

void GlobalKeyPortal::bind()
{
    QVariantMap properties{{QStringLiteral("description"), TalkKeyWords::description()}};
    if (const QString trigger = triggerOf(m_key); !trigger.isEmpty())
        properties[QStringLiteral("preferred_trigger")] = trigger;
    const QList<Shortcut> shortcuts{{QLatin1String(kShortcutId), properties}};
    const QString token = awaitResponse(SLOT(onBound(uint, QVariantMap)));
    QDBusMessage message = portalCall("BindShortcuts");
    message << QVariant::fromValue(QDBusObjectPath(m_session)) << QVariant::fromValue(shortcuts) << QString()
            << QVariantMap{{QStringLiteral("handle_token"), token}};
    call(message);
}

void GlobalKeyPortal::onBound(uint answer, const QVariantMap &results)
{
    forgetRequest();
    if (answer != 0) {
        fail(KeyPhase::Refused, {});
        return;
    }
    m_isBound = true;
    setState({.way = Way::Portal, .phase = boundPhase()});
    readTrigger(results.value(QStringLiteral("shortcuts")));
}

/// What the person made of the proposal.
void GlobalKeyPortal::readTrigger(const QVariant &shortcuts)
{
    if (!shortcuts.canConvert<QDBusArgument>())
        return;
    const auto argument = shortcuts.value<QDBusArgument>();
    if (argument.currentSignature() != QLatin1String("a(sa{sv})"))
        return;
    const auto list = qdbus_cast<QList<Shortcut>>(argument);
    for (const Shortcut &shortcut : list) {
        if (shortcut.id != QLatin1String(kShortcutId))
            continue;
        const QString trigger = shortcut.properties.value(QStringLiteral("trigger_description")).toString();
        setState({.way = Way::Portal,
            .phase = boundPhase(),
            .trigger = trigger.simplified().left(kLongestTrigger)});
    }
}

/// (session, shortcut, time, options)
bool GlobalKeyPortal::isOurs(const QDBusMessage &message) const
{
    const QVariantList arguments = message.arguments();
    return m_isBound && arguments.size() >= 2 && arguments[0].value<QDBusObjectPath>().path() == m_session
        && arguments[1].toString() == QLatin1String(kShortcutId);
}

void GlobalKeyPortal::onActivated(const QDBusMessage &message)
{
    if (m_wanted && isOurs(message))
        press();
}

void GlobalKeyPortal::onDeactivated(const QDBusMessage &message)
{
    if (isOurs(message))
        release();
}

void GlobalKeyPortal::onChanged(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (m_isBound && arguments.size() == 2 && arguments[0].value<QDBusObjectPath>().path() == m_session)
        readTrigger(arguments[1]);
}

/// The desktop ended the session, or its portal is gone.
void GlobalKeyPortal::onClosed()
{
    if (!m_isAsked)
        return;
    m_session.clear();
    fail(KeyPhase::Refused, {});
}

void GlobalKeyPortal::onBusLost()
{
    fail(KeyPhase::Unsupported, {});
}

void GlobalKeyPortal::fail(KeyPhase phase, const QString &detail)
{
    closeSession();
    setState({.way = Way::Portal, .phase = phase, .detail = detail.simplified()});
}

void GlobalKeyPortal::closeSession()
{
    forgetRequest();
    if (!m_session.isEmpty()) {
        m_bus.disconnect(QLatin1String(kService), m_session, QLatin1String(kSession),
            QStringLiteral("Closed"), this, SLOT(onClosed()));
        m_bus.asyncCall(QDBusMessage::createMethodCall(
            QLatin1String(kService), m_session, QLatin1String(kSession), QStringLiteral("Close")));
    }
    m_session.clear();
    m_isAsked = false;
    m_isBound = false;
    lose();
}

} // namespace earshot
