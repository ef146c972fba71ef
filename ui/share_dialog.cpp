#include "share_dialog.h"

#include "button.h"
#include "field.h"
#include "qr_code.h"
#include "segments.h"
#include "text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

ShareDialog::ShareDialog(QWidget *parent)
    : FittingDialog(parent)
    , m_kinds(new Segments(tr("Link for"), {tr("Listeners"), tr("A speaker"), tr("A co-host")}, this))
    , m_advice(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_code(new QrCode(this))
    , m_link(new Field(this))
    , m_copy(new Button(Button::Kind::Primary, tr("Copy"), this))
{
    setWindowTitle(tr("Share"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Share the event"));
    auto *close = new Button(Button::Kind::Plain, tr("Close"), this);
    m_link->setReadOnly(true);
    m_link->setAccessibleName(tr("Link"));
    m_copy->reserveFor(tr("Copied"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(10));
    line->addWidget(m_link, 1);
    line->addWidget(m_copy);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addWidget(title);
    layout->addWidget(m_kinds);
    layout->addWidget(m_advice);
    layout->addWidget(m_code, 0, Qt::AlignHCenter);
    layout->addLayout(line);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(scaled(480));
    m_advice->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    m_advice->setMinimumHeight(2 * m_advice->fontMetrics().lineSpacing()); // nothing jumps with the kind
    connect(m_kinds, &Segments::chosen, this, &ShareDialog::choose);
    connect(close, &Button::clicked, this, &QDialog::accept);
    connect(m_copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(link());
        m_copy->setText(tr("Copied"));
    });
    m_kinds->setChosen(Listeners);
    showLink();
}

QString ShareDialog::link() const
{
    if (m_kind == Listeners)
        return m_view.listenerLink;
    return m_view.speakerLink == m_before ? QString() : m_view.speakerLink;
}

/// A speaker's link lets one person in, once: each look at it makes another.
void ShareDialog::choose(int kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    m_copy->setText(tr("Copy"));
    if (kind != Listeners) {
        m_before = m_view.speakerLink;
        emit speakerLinkRequested(kind == CoHost ? Role::CoHost : Role::Speaker);
    }
    showLink();
}

void ShareDialog::show(const HostView &view)
{
    const QString before = link();
    m_view = view;
    if (link() != before)
        showLink();
}

void ShareDialog::showLink()
{
    const QString text = link();
    if (m_kind == Listeners) {
        m_advice->show(tr("Whoever has this link can listen. Send it, or let people photograph the code."));
    } else if (text.isEmpty()) {
        m_advice->show(tr("Making a link …"));
    } else {
        m_advice->show(m_kind == CoHost
                ? tr("Whoever opens this link first comes onto the stage as a co-host. It works once.")
                : tr("Whoever opens this link first comes onto the stage. It works once: one link for each "
                     "speaker."));
    }
    m_link->setText(text);
    m_link->setCursorPosition(0);
    m_copy->setEnabled(!text.isEmpty());
    m_code->show(text);
}

} // namespace earshot
