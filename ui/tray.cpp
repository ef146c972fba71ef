#include "tray.h"

#include <QMenu>

namespace earshot {

Tray::Tray(const QIcon &icon)
    : m_icon(icon)
    , m_menu(std::make_unique<QMenu>())
    , m_open(m_menu->addAction(QString(), this, &Tray::openRequested))
    , m_next(m_menu->addAction(QString(), this, &Tray::nextRequested))
{
    m_menu->addSeparator();
    m_mute = m_menu->addAction(QString());
    m_mute->setCheckable(true);
    m_menu->addSeparator();
    m_quit = m_menu->addAction(QString(), this, &Tray::quitRequested);
    connect(m_mute, &QAction::triggered, this, &Tray::muteRequested);
    m_icon.setContextMenu(m_menu.get());
    m_icon.setToolTip(QStringLiteral("Earshot"));
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            emit openRequested();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        m_icon.setVisible(m_isKept);
        emit answered(NoticeSubject(m_told), m_joins ? Notifier::Answer::Join : Notifier::Answer::Show);
    });
    show({});
}

Tray::~Tray() = default;

bool Tray::isThere()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::setKept(bool kept)
{
    m_isKept = kept;
    m_icon.setVisible(kept);
}

void Tray::show(const Offer &offer)
{
    m_open->setText(tr("Open Earshot"));
    // In a menu, a single & would mark a key.
    const QString next = QString(offer.next).replace(QLatin1Char('&'), QStringLiteral("&&"));
    m_next->setText(next.isEmpty() ? tr("No event to be reminded of") : next);
    m_next->setEnabled(!offer.next.isEmpty());
    m_mute->setText(tr("Mute"));
    m_mute->setChecked(offer.isMuted);
    m_quit->setText(tr("Quit Earshot"));
}

bool Tray::tell(const NoticeSubject &about, const NoticeWords &words)
{
    if (!isThere() || !QSystemTrayIcon::supportsMessages())
        return false;
    m_told = about;
    m_joins = !words.join.isEmpty();
    m_icon.setVisible(true);
    m_icon.showMessage(words.title, words.text, m_icon.icon());
    return true;
}

} // namespace earshot
