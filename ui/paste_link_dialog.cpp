#include "paste_link_dialog.h"

#include "button.h"
#include "diagnosis/diagnose.h"
#include "diagnosis/sentence.h"
#include "field.h"
#include "text.h"
#include "theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

PasteLinkDialog::PasteLinkDialog(LinkCheck check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_field(new Field(this))
    , m_reason(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_open(new Button(Button::Kind::Primary, tr("Open"), this))
{
    setWindowTitle(tr("Paste a link"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Paste a link"));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(tr("The link of an event, or of a server whose events you want to see."));
    auto *paste = new Button(Button::Kind::Plain, tr("Paste"), this);
    paste->setAccessibleName(tr("Paste from the clipboard"));
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    m_field->setPlaceholderText(QStringLiteral("earshot://"));
    m_field->setAccessibleName(tr("Link"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(10));
    line->addWidget(m_field, 1);
    line->addWidget(paste);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    layout->addLayout(words);
    layout->addLayout(line);
    layout->addWidget(m_reason, 1);
    layout->addLayout(buttons);
    // Room for a reason of three lines, so that the window keeps its size while a link is typed.
    m_reason->setMinimumHeight(scaled(60));
    setMinimumWidth(scaled(460));

    connect(m_field, &QLineEdit::textChanged, this, &PasteLinkDialog::judge);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_open->isEnabled())
            accept();
    });
    connect(paste, &Button::clicked, this, [this] {
        m_field->setText(QGuiApplication::clipboard()->text().trimmed().left(m_field->maxLength()));
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_open, &Button::clicked, this, &QDialog::accept);
    judge();
    m_field->setFocus();
}

QString PasteLinkDialog::link() const
{
    return m_field->text().trimmed();
}

void PasteLinkDialog::setLink(const QString &text)
{
    m_field->setText(text);
}

void PasteLinkDialog::judge()
{
    const QString text = link();
    const std::optional<Failure> failure = text.isEmpty() ? std::nullopt : m_check(text);
    m_open->setEnabled(!text.isEmpty() && !failure);
    if (text.isEmpty()) {
        m_reason->setTone(Tone::Dim);
        m_reason->show(tr("It begins with earshot:// and ends in the name of an event."));
    } else if (failure) {
        const Sentence words = sentence(verdictForFailure(*failure, {}));
        m_reason->setTone(Tone::Warning);
        m_reason->show(words.headline + QLatin1Char(' ') + words.next);
    } else {
        m_reason->setTone(Tone::Good);
        m_reason->show(tr("This link can be opened."));
    }
    m_field->setAccessibleDescription(m_reason->text());
    keepRoomForTexts();
}

/// A window's layout does not grow it when its texts wrap.
void PasteLinkDialog::keepRoomForTexts()
{
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

void PasteLinkDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    keepRoomForTexts();
}

} // namespace earshot
