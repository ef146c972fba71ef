#include "raise_hand_dialog.h"

#include "button.h"
#include "diagnosis/display_text.h"
#include "field.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

RaiseHandDialog::RaiseHandDialog(const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_name(new Field(this))
    , m_raise(new Button(Button::Kind::Primary, tr("Raise hand"), this))
{
    setWindowTitle(tr("Raise hand"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Raise your hand"));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(tr(
        "The host sees your name and when you asked. Your microphone stays closed until you are on stage."));
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    m_name->setMaxLength(kMaxNameLength);
    m_name->setText(name);
    m_name->setPlaceholderText(tr("Your name"));
    m_name->setAccessibleName(tr("Your name"));
    m_name->selectAll();
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_raise);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addLayout(words);
    layout->addWidget(m_name);
    layout->addLayout(buttons);
    setMinimumWidth(scaled(420));
    const auto judge = [this] { m_raise->setEnabled(!this->name().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, judge);
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_raise->isEnabled())
            accept();
    });
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_raise, &Button::clicked, this, &QDialog::accept);
    judge();
    m_name->setFocus();
}

QString RaiseHandDialog::name() const
{
    return m_name->text().simplified();
}

/// A window's layout does not grow it when its texts wrap.
void RaiseHandDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

} // namespace earshot
