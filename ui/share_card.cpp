#include "share_card.h"

#include "button.h"
#include "spoken.h"
#include "text.h"
#include "theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace earshot {

QString linkForPeople(const QString &link)
{
    const QUrl url(link);
    return url.isValid()
        ? url.toDisplayString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo)
        : QString();
}

ShareCard::ShareCard(QWidget *parent)
    : Card(parent)
    , m_link(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_copy(new Button(Button::Kind::Plain, tr("Copy the link"), this))
{
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Invite listeners"));
    m_link->setElided(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(title);
    words->addWidget(m_link);
    auto *share = new Button(Button::Kind::Plain, tr("Share …"), this);
    m_copy->reserveFor(tr("Copied"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(10));
    line->addLayout(words, 1);
    line->addWidget(m_copy);
    line->addWidget(share);
    body()->addLayout(line);
    connect(share, &Button::clicked, this, &ShareCard::shareRequested);
    connect(m_copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_whole);
        m_copy->setText(tr("Copied"));
    });
}

void ShareCard::show(const HostView &view)
{
    if (view.listenerLink != m_whole)
        m_copy->setText(tr("Copy the link"));
    m_whole = view.listenerLink;
    const bool isOpen = view.access == HostPlan::Access::Open;
    const QString link = linkForPeople(m_whole);
    m_link->show(isOpen ? tr("%1 · on the server’s schedule").arg(link)
                        : tr("%1 · only who has the link finds it").arg(link));
    setSpokenName(this, tr("Invite listeners: %1").arg(m_link->text()));
    setVisible(!m_whole.isEmpty());
}

} // namespace earshot
