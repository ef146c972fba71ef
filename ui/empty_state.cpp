#include "empty_state.h"

#include "button.h"
#include "icon.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace earshot {

namespace {

/// The page's icon on a round ground.
class EmptyIcon final : public QWidget
{
public:
    EmptyIcon(QString name, QWidget *parent)
        : QWidget(parent)
        , m_name(std::move(name))
    {
        setFixedSize(scaled(64), scaled(64));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accentSurface);
        painter.drawEllipse(rect());
        const int size = scaled(28);
        painter.drawPixmap((width() - size) / 2, (height() - size) / 2,
            themedIcon(m_name, t.accent, size, devicePixelRatioF()));
    }

private:
    QString m_name;
};

} // namespace

EmptyState::EmptyState(const QString &iconName, QWidget *parent)
    : QWidget(parent)
    , m_trouble(new StatusBanner(StatusBanner::Corners::Round, this))
    , m_title(new Text(Text::Kind::Title, Tone::Ink, this))
    , m_advice(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_buttons(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(0);
    layout->addWidget(m_trouble);
    layout->addStretch(2);
    layout->addWidget(new EmptyIcon(iconName, this), 0, Qt::AlignHCenter);
    layout->addSpacing(gap(18));
    for (Text *text : {m_title, m_advice}) {
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        layout->addWidget(text);
        layout->addSpacing(gap(4));
    }
    layout->addSpacing(gap(16));
    m_buttons->setSpacing(gap(10));
    m_buttons->addStretch();
    m_buttons->addStretch();
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    m_trouble->hide();
    connect(m_trouble, &StatusBanner::acted, this, &EmptyState::acted);
}

void EmptyState::show(const QString &title, const QString &advice)
{
    m_title->show(title);
    m_advice->show(advice);
}

void EmptyState::showTrouble(Severity severity, const Sentence &words)
{
    const bool trouble = severity != Severity::Good && !words.headline.isEmpty();
    m_trouble->setVisible(trouble);
    if (trouble)
        m_trouble->show(severity, words);
}

void EmptyState::addButton(const QString &text, bool primary, std::function<void()> then)
{
    auto *button = new Button(primary ? Button::Kind::Primary : Button::Kind::Plain, text, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    if (!focusProxy())
        setFocusProxy(button);
    connect(button, &Button::clicked, this, std::move(then));
}

} // namespace earshot
