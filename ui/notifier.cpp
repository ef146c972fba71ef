#include "notifier.h"

#ifdef EARSHOT_HAS_DBUS
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

#include <algorithm>

namespace earshot {

Notifier::~Notifier() = default;

#ifdef EARSHOT_HAS_DBUS

namespace {

constexpr auto kService = "org.freedesktop.Notifications";
constexpr auto kPath = "/org/freedesktop/Notifications";
constexpr auto kInterface = "org.freedesktop.Notifications";
constexpr auto kOpen = "default"; ///< a click beside the buttons
constexpr auto kJoin = "join";
constexpr auto kLater = "later";
constexpr int kServersOwnTime = -1;
constexpr int kLongestToken = 1000;

QDBusMessage callOf(const char *method)
{
    return QDBusMessage::createMethodCall(
        QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface), QLatin1String(method));
}

QStringList actionsOf(const NoticeWords &words)
{
    QStringList actions{QLatin1String(kOpen), words.join.isEmpty() ? QStringLiteral("Earshot") : words.join};
    if (!words.join.isEmpty())
        actions << QLatin1String(kJoin) << words.join;
    if (!words.later.isEmpty())
        actions << QLatin1String(kLater) << words.later;
    return actions;
}

} // namespace

Notifier::Notifier(QDBusConnection bus)
    : m_bus(std::move(bus))
{
    const auto on = [this](const char *signal, const char *slot) {
        m_bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface),
            QLatin1String(signal), this, slot);
    };
    on("ActionInvoked", SLOT(onAction(uint, QString)));
    on("ActivationToken", SLOT(onToken(uint, QString)));
    on("NotificationClosed", SLOT(onClosed(uint, uint)));
}

/// Calls `then` with the answer; where there is none the notice comes back.
template<typename Value, typename Then>
void Notifier::ask(
    const QDBusMessage &question, const NoticeSubject &about, const NoticeWords &words, Then then)
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, about, words, then] {
        const QDBusPendingReply<Value> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            emit unheard(about, words);
        else
            then(reply.value());
    });
}

void Notifier::tell(const NoticeSubject &about, const NoticeWords &words)
{
    if (!m_bus.isConnected()) {
        emit unheard(about, words);
        return;
    }
    // Services that know markup read it in the text, others show it: the words of a host are none.
    ask<QStringList>(callOf("GetCapabilities"), about, words, [this, about, words](const QStringList &able) {
        const bool isRead = able.contains(QLatin1String("body-markup"));
        notify(about, words, isRead ? words.text.toHtmlEscaped() : words.text);
    });
}

void Notifier::notify(const NoticeSubject &about, const NoticeWords &words, const QString &text)
{
    const auto shown = m_shown.find(about);
    QDBusMessage notify = callOf("Notify");
    notify << QStringLiteral("Earshot") << (shown == m_shown.end() ? 0u : shown->second.id)
           << QStringLiteral("earshot") << words.title << text << actionsOf(words)
           << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("earshot")}} << kServersOwnTime;
    ask<uint>(notify, about, words, [this, about, joins = !words.join.isEmpty()](uint id) {
        m_shown[about] = {id, joins};
    });
}

void Notifier::withdraw(const NoticeSubject &about)
{
    const auto shown = m_shown.find(about);
    if (shown == m_shown.end())
        return;
    QDBusMessage close = callOf("CloseNotification");
    close << shown->second.id;
    m_bus.send(close);
    m_shown.erase(shown);
}

std::map<NoticeSubject, Notifier::Shown>::iterator Notifier::find(uint id)
{
    return std::ranges::find_if(m_shown, [id](const auto &shown) { return shown.second.id == id; });
}

void Notifier::onToken(uint id, const QString &token)
{
    if (find(id) != m_shown.end() && token.size() <= kLongestToken)
        m_token = token;
}

void Notifier::onAction(uint id, const QString &key)
{
    const auto found = find(id);
    if (found == m_shown.end())
        return;
    const NoticeSubject about = found->first;
    const bool joins = found->second.joins;
    const QString token = std::exchange(m_token, {});
    if (key == QLatin1String(kLater))
        emit answered(about, Answer::Later, token);
    else if (joins && (key == QLatin1String(kJoin) || key == QLatin1String(kOpen)))
        emit answered(about, Answer::Join, token);
    else if (key == QLatin1String(kOpen))
        emit answered(about, Answer::Show, token);
}

void Notifier::onClosed(uint id, uint)
{
    if (const auto found = find(id); found != m_shown.end())
        m_shown.erase(found);
}

#else

void Notifier::tell(const NoticeSubject &about, const NoticeWords &words)
{
    emit unheard(about, words);
}

void Notifier::withdraw(const NoticeSubject &) { }

#endif

} // namespace earshot
