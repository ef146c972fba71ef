#include "server_line.h"

#include "event_words.h"
#include "icon_button.h"
#include "menu.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>

namespace earshot {

ServerLine::ServerLine(QWidget *parent)
    : QWidget(parent)
    , m_words(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_more(new IconButton(QStringLiteral("more"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap(6));
    layout->addWidget(m_words);
    layout->addWidget(m_more, 0, Qt::AlignTop);
    layout->addStretch();
    connect(m_more, &IconButton::clicked, this, &ServerLine::openMenu);
}

void ServerLine::show(const ServerView &server, WallTime now)
{
    m_name = EventWords::serverName(server);
    m_words->show(EventWords::serverLine(server, now));
    m_words->setToolTip(server.cacheTrouble ? server.cacheTrouble->detail : QString());
    const bool current = !EventWords::asOf(server, now) && !server.trouble && !server.cacheTrouble;
    m_words->setTone(current ? Tone::Dim : Tone::Warning);
    m_more->setAccessibleName(tr("Options for %1").arg(m_name));
}

QWidget *ServerLine::menuButton() const
{
    return m_more;
}

void ServerLine::openMenu()
{
    auto *menu = new Menu(this);
    menu->addAction(tr("Check now"), this, &ServerLine::refreshRequested);
    menu->addAction(tr("Remove this server"), this, &ServerLine::removeRequested);
    menu->popUpBelow(*m_more);
}

} // namespace earshot
