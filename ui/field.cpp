#include "field.h"

#include "theme.h"

#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

constexpr int kLongestLine = 8192;

static void paintFrame(QPainter &painter, const QWidget *field, const QRect &box, bool focused)
{
    const Tokens &t = tokensOf(field);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(t.card);
    painter.setPen(focused ? QPen(t.accent, 2) : QPen(t.line, 1));
    const double inset = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), kButtonRadius, kButtonRadius);
}

static void clearGround(QWidget *field)
{
    QPalette palette = field->palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    field->setPalette(palette);
}

static int lineHeight(const QWidget *field)
{
    return std::max(scaled(20), field->fontMetrics().height());
}

Field::Field(QWidget *parent)
    : QLineEdit(parent)
{
    setFrame(false);
    setTextMargins(gap(10), gap(8), gap(10), gap(8));
    setMaxLength(kLongestLine);
    clearGround(this);
    setFixedHeight(lineHeight(this) + 2 * gap(8) + 2); // a button's beside it
}

void Field::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        paintFrame(painter, this, rect(), hasFocus());
    }
    QLineEdit::paintEvent(event);
}

class NoteField::Editor final : public QPlainTextEdit
{
public:
    explicit Editor(QWidget *parent)
        : QPlainTextEdit(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setTabChangesFocus(true);
        document()->setDocumentMargin(0);
        clearGround(this);
        viewport()->setAutoFillBackground(false);
    }

protected:
    void focusInEvent(QFocusEvent *event) override
    {
        QPlainTextEdit::focusInEvent(event);
        parentWidget()->update();
    }
    void focusOutEvent(QFocusEvent *event) override
    {
        QPlainTextEdit::focusOutEvent(event);
        parentWidget()->update();
    }
};

NoteField::NoteField(int lines, int mostCharacters, QWidget *parent)
    : QWidget(parent)
    , m_editor(new Editor(this))
    , m_most(mostCharacters)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(12), gap(8), gap(6), gap(8));
    layout->addWidget(m_editor);
    setFocusProxy(m_editor);
    setFixedHeight(lines * m_editor->fontMetrics().lineSpacing() + 2 * gap(8) + 4);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_editor->toPlainText().size() > m_most)
            m_editor->textCursor().deletePreviousChar();
        emit edited();
    });
}

QString NoteField::text() const
{
    return m_editor->toPlainText().trimmed().left(m_most);
}

void NoteField::setText(const QString &text)
{
    m_editor->setPlainText(text.left(m_most));
}

void NoteField::selectAll()
{
    m_editor->selectAll();
}

void NoteField::setSpoken(const QString &name, const QString &placeholder)
{
    m_editor->setAccessibleName(name);
    m_editor->setPlaceholderText(placeholder);
}

void NoteField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFrame(painter, this, rect(), m_editor->hasFocus());
}

TimeField::TimeField(QWidget *parent)
    : QDateTimeEdit(parent)
{
    setFrame(false);
    setCalendarPopup(false);
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    setDisplayFormat(QStringLiteral("ddd d MMM yyyy, ") + QLocale().timeFormat(QLocale::ShortFormat));
    lineEdit()->setTextMargins(gap(10), gap(6), gap(10), gap(6));
    clearGround(this);
    setMinimumHeight(lineHeight(this) + 2 * gap(8) + 2);
}

void TimeField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFrame(painter, this, rect(), hasFocus());
}

} // namespace earshot
