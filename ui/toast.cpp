#include "toast.h"

#include "button.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace earshot {

/// Between it and the page, and the window's edge.
constexpr int kAbove = 8;
constexpr int kBelow = 14;

Toast::Toast(QWidget *parent)
    : QWidget(parent)
    , m_text(new Text(Text::Kind::Body, Tone::Ink, this))
    , m_button(new Button(Button::Kind::Link, QString(), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(gap(16) + 1, gap(6) + gap(kAbove), gap(10), gap(6) + gap(kBelow));
    layout->setSpacing(gap(10));
    layout->addWidget(m_text, 1, Qt::AlignVCenter);
    layout->addWidget(m_button, 0, Qt::AlignVCenter);
    setFocusProxy(m_button);
    connect(m_button, &Button::clicked, this, &Toast::acted);
    hide();
}

void Toast::show(const QString &text, const QString &button)
{
    if (text == m_text->text() && button == m_button->text() && isVisibleTo(parentWidget()) != text.isEmpty())
        return;
    m_text->show(text);
    m_button->setText(button);
    m_button->updateGeometry();
    m_button->setVisible(!button.isEmpty());
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(button, text));
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.accentSurface);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5 + gap(kAbove), -0.5, -0.5 - gap(kBelow));
    painter.drawRoundedRect(box, kCardRadius, kCardRadius);
}

} // namespace earshot
