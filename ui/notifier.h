#pragma once

#include "reminder_words.h"

#include <QObject>

#ifdef EARSHOT_HAS_DBUS
#include <QDBusConnection>
#endif

#include <map>
#include <tuple>

namespace earshot {

/// What a notification is about.
struct NoticeSubject {
    QString serverId;
    QString event; ///< id

    bool operator==(const NoticeSubject &) const = default;
    bool operator<(const NoticeSubject &other) const
    {
        return std::tie(serverId, event) < std::tie(other.serverId, other.event);
    }
};

/// Notifications of the desktop with buttons, by org.freedesktop.Notifications (Desktop Notifications Specification
/// 1.2). A later one about the same event takes the place of the one before. Where there is no such service each comes
/// back by `unheard`, to be said in another way.
class Notifier : public QObject
{
    Q_OBJECT
public:
    enum class Answer {
        Show, ///< where there is nothing to join
        Join,
        Later
    };

#ifdef EARSHOT_HAS_DBUS
    explicit Notifier(QDBusConnection bus = QDBusConnection::sessionBus());
#endif
    ~Notifier() override;

    void tell(const NoticeSubject &about, const NoticeWords &words);
    /// Takes it from the screen, where it still is.
    void withdraw(const NoticeSubject &about);

signals:
    /// `activation` lets the window come to the front where the desktop asks for that; may be empty.
    void answered(
        const earshot::NoticeSubject &about, earshot::Notifier::Answer answer, const QString &activation);
    void unheard(const earshot::NoticeSubject &about, const earshot::NoticeWords &words);

#ifdef EARSHOT_HAS_DBUS
private slots:
    void onAction(uint id, const QString &key);
    void onToken(uint id, const QString &token);
    void onClosed(uint id, uint reason);

private:
    struct Shown {
        uint id = 0;
        bool joins = false;
    };
    template<typename Value, typename Then>
    void ask(const QDBusMessage &question, const NoticeSubject &about, const NoticeWords &words, Then then);
    void notify(const NoticeSubject &about, const NoticeWords &words, const QString &text);
    std::map<NoticeSubject, Shown>::iterator find(uint id);

    QDBusConnection m_bus;
    std::map<NoticeSubject, Shown> m_shown;
    QString m_token; ///< for the next action
#endif
};

} // namespace earshot
