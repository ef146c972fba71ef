#include "plain_dialog.h"

#include "button.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

PlainDialog::PlainDialog(const QString &title, const QString &advice, QWidget *parent)
    : FittingDialog(parent)
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    auto *strong = new Text(Text::Kind::Strong, Tone::Ink, this);
    strong->show(title);
    auto *body = new Text(Text::Kind::Body, Tone::Dim, this);
    body->show(advice);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(strong);
    words->addWidget(body);
    m_content->setSpacing(gap(12));
    m_buttons->setSpacing(gap(10));
    m_buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addLayout(words);
    layout->addLayout(m_content);
    layout->addStretch();
    layout->addLayout(m_buttons);
    setMinimumWidth(scaled(420));
}

Button *PlainDialog::setButtons(const QString &no, const QString &yes)
{
    auto *reject = new Button(Button::Kind::Plain, no, this);
    auto *accept = new Button(Button::Kind::Primary, yes, this);
    m_buttons->addWidget(reject);
    m_buttons->addWidget(accept);
    connect(reject, &Button::clicked, this, &QDialog::reject);
    connect(accept, &Button::clicked, this, &QDialog::accept);
    return accept;
}

} // namespace earshot
