#include "ask_dialog.h"

#include "button.h"
#include "field.h"
#include "text.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

namespace earshot {

AskDialog::AskDialog(const Question &question, QWidget *parent)
    : FittingDialog(parent)
    , m_question(question)
    , m_reason(new Text(Text::Kind::Small, Tone::Warning, this))
    , m_do(new Button(
          question.isDangerous ? Button::Kind::Danger : Button::Kind::Primary, question.button, this))
{
    setWindowTitle(question.title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(question.title);
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(question.advice);
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    layout->addLayout(words);
    if (!question.subject.isEmpty()) {
        m_subject = new Field(this);
        m_subject->setMaxLength(question.mostCharacters);
        m_subject->setAccessibleName(question.subject);
        m_subject->setPlaceholderText(question.subject);
        m_subject->setText(question.subjectText);
        layout->addWidget(m_subject);
        connect(m_subject, &Field::textEdited, this, &AskDialog::judge);
    }
    if (!question.field.isEmpty()) {
        m_field = new NoteField(3, question.mostCharacters, this);
        m_field->setSpoken(question.field, question.placeholder);
        m_field->setText(question.text);
        m_field->selectAll(); // what is typed takes its place
        layout->addWidget(m_field);
        connect(m_field, &NoteField::edited, this, &AskDialog::judge);
    }
    layout->addWidget(m_reason);
    layout->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_do);
    layout->addLayout(buttons);
    setMinimumWidth(scaled(440));
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_do, &Button::clicked, this, &QDialog::accept);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, [this] {
            if (m_do->isEnabled())
                accept();
        });
    }
    judge();
    QWidget *first = cancel;
    if (m_subject)
        first = m_subject;
    else if (m_field)
        first = m_field;
    first->setFocus(Qt::OtherFocusReason);
}

QString AskDialog::text() const
{
    return m_field ? m_field->text() : QString();
}

QString AskDialog::subject() const
{
    return m_subject ? m_subject->text().simplified() : QString();
}

void AskDialog::judge()
{
    const QString reason = m_question.check && !text().isEmpty() ? m_question.check(text()) : QString();
    m_reason->show(reason);
    m_reason->setVisible(!reason.isEmpty());
    const bool isMissing = m_subject ? subject().isEmpty() : text().isEmpty();
    m_do->setEnabled(reason.isEmpty() && !(m_question.needsText && isMissing));
}

} // namespace earshot
