#include "raise_hand_dialog.h"

#include "button.h"
#include "diagnosis/display_text.h"
#include "field.h"

#include <QBoxLayout>

namespace earshot {

RaiseHandDialog::RaiseHandDialog(const QString &name, QWidget *parent)
    : PlainDialog(tr("Raise your hand"),
        tr("The host sees your name and when you asked. Your microphone stays closed until you are on "
           "stage."),
        parent)
    , m_name(new Field(this))
    , m_raise(setButtons(tr("Cancel"), tr("Raise hand")))
{
    setWindowTitle(tr("Raise hand"));
    m_name->setMaxLength(kMaxNameLength);
    m_name->setText(name);
    m_name->setPlaceholderText(tr("Your name"));
    m_name->setAccessibleName(tr("Your name"));
    m_name->selectAll();
    content()->addWidget(m_name);
    const auto judge = [this] { m_raise->setEnabled(!this->name().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, this, judge);
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_raise->isEnabled())
            accept();
    });
    judge();
    m_name->setFocus();
}

QString RaiseHandDialog::name() const
{
    return m_name->text().simplified();
}

} // namespace earshot
