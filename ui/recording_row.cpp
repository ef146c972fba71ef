#include "recording_row.h"

#include "button.h"
#include "icon_button.h"
#include "menu.h"
#include "pill.h"
#include "row_front.h"
#include "spoken.h"
#include "spoken_role.h"
#include "text.h"
#include "theme.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace earshot {

/// How far the download is; what it shows stands in the row's words too.
class RecordingRow::Track final : public QWidget
{
public:
    explicit Track(QWidget *parent)
        : QWidget(parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void show(double share)
    {
        if (share == m_share)
            return;
        m_share = share;
        update();
    }
    QSize sizeHint() const override { return {scaled(108), scaled(4)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const double radius = height() / 2.0;
        const double filled = width() * m_share;
        painter.setBrush(t.line);
        painter.drawRoundedRect(QRectF(rect()), radius, radius);
        painter.setBrush(t.accent);
        const double x = layoutDirection() == Qt::RightToLeft ? width() - filled : 0;
        painter.drawRoundedRect(QRectF(x, 0, filled, height()), radius, radius);
    }

private:
    double m_share = 0;
};

RecordingRow::RecordingRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_end(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_dateLarge(new Text(Text::Kind::Clock, Tone::Ink, this))
    , m_dateSmall(new Text(Text::Kind::Tiny, Tone::Faint, this))
    , m_title(new Text(Text::Kind::Strong, Tone::Ink, this))
    , m_detail(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_track(new Track(this))
    , m_pill(new Pill(false, this))
    , m_button(new Button(Button::Kind::Plain, QString(), this))
    , m_more(new IconButton(QStringLiteral("more"), this))
{
    setSpokenRole(this, QAccessible::ListItem);
    m_layout->setContentsMargins(gap(16) + 1, gap(14) + 1, gap(10) + 1, gap(14) + 1);
    m_layout->setSpacing(gap(12));
    m_end->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_track, m_pill})
        m_end->addWidget(widget, 0, Qt::AlignVCenter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(6));
    buttons->addWidget(m_button);
    buttons->addWidget(m_more);
    m_end->addLayout(buttons);
    m_layout->addLayout(makeRowFront(m_dateLarge, m_dateSmall, m_title, m_detail), 1);
    m_layout->addLayout(m_end);
    m_track->hide();
    connect(m_button, &Button::clicked, this, [this] { emit activated(m_words.action); });
    connect(m_more, &IconButton::clicked, this, [this] { makeMenu()->popUpBelow(*m_more, true); });
}

void RecordingRow::show(const LibraryItem &item, WallTime now)
{
    m_item = item;
    const RecordingRowWords words = RecordingWords::row(item, now);
    if (words == m_words)
        return;
    m_words = words;
    m_dateLarge->show(words.dateLarge);
    m_dateSmall->show(words.dateSmall);
    m_title->show(words.title);
    m_detail->show(words.detail);
    m_detail->setTone(words.detailTone);
    m_track->setVisible(words.progress.has_value());
    m_track->show(words.progress.value_or(0));
    m_pill->show(words.pill.text, words.pill.tone, words.pill.dot);
    if (m_button->text() != words.button) {
        m_button->setText(words.button);
        m_button->updateGeometry();
    }
    m_button->setVisible(words.action != RecordingAction::None);
    setSpokenName(m_button, QStringLiteral("%1: %2").arg(words.button, words.title));
    setSpokenDescription(m_button, words.spoken);
    setSpokenName(m_more, tr("Options for %1").arg(words.title));
    m_more->setToolTip(tr("More"));
    setSpokenName(this, words.spoken);
    arrange();
}

bool RecordingRow::canRemove() const
{
    // A file that was opened from anywhere and is there no more has only its row left.
    const bool isLost = m_item.state == LibraryItem::State::Failed && m_item.serverId.isEmpty();
    return !m_item.path.isEmpty() || m_item.fetched > 0 || isLost;
}

Menu *RecordingRow::makeMenu()
{
    auto *menu = new Menu(this);
    const auto offer = [&](const QString &words, RecordingAction action) {
        menu->addAction(words, this, [this, action] { emit activated(action); });
    };
    if (m_words.action != RecordingAction::None)
        offer(m_words.button, m_words.action);
    if (canPlay(m_item) && m_words.action != RecordingAction::Play)
        offer(isHere(m_item) ? tr("Play") : tr("Play what is here"), RecordingAction::Play);
    if (m_item.state == LibraryItem::State::Verified || m_item.state == LibraryItem::State::Own)
        menu->addAction(tr("Export …"), this, &RecordingRow::exportRequested);
    if (!m_item.path.isEmpty())
        menu->addAction(tr("Show in folder"), this, &RecordingRow::folderRequested);
    if (canRemove() || m_isWithdrawable)
        menu->addSeparator();
    if (canRemove()) {
        QAction *remove
            = menu->addAction(m_item.isAdded ? tr("Remove from the list") : tr("Remove from this computer"),
                this, &RecordingRow::removeRequested);
        remove->setShortcut(Qt::Key_Delete);
        remove->setShortcutVisibleInContextMenu(false);
    }
    if (m_isWithdrawable)
        menu->addAction(tr("Remove from the server …"), this, &RecordingRow::withdrawRequested);
    if (menu->isEmpty()) {
        QAction *nothing = menu->addAction(tr("Nothing can be done with it yet"));
        nothing->setEnabled(false);
    }
    return menu;
}

void RecordingRow::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        makeMenu()->popUpBelow(*m_more, true);
    else
        makeMenu()->popup(event->globalPos());
}

void RecordingRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && canRemove()) {
        // A key that is held takes one, not the rows that come up below it too.
        if (!event->isAutoRepeat())
            emit removeRequested();
    } else if (event->key() == Qt::Key_Menu) {
        makeMenu()->popUpBelow(*m_more, true);
    } else {
        QWidget::keyPressEvent(event);
    }
}

/// The same for all rows, so that their titles stand in one line.
static int dateWidth()
{
    return scaled(62);
}

QSize RecordingRow::minimumSizeHint() const
{
    const int words = std::max(m_title->minimumSizeHint().width(), m_detail->minimumSizeHint().width());
    const int date = std::max(dateWidth(), m_dateSmall->minimumSizeHint().width());
    const int buttons = m_button->sizeHint().width() + gap(6) + m_more->sizeHint().width();
    const int end = std::max({m_pill->sizeHint().width(), m_track->sizeHint().width(), buttons});
    return {std::max(words + date + gap(16), end) + 2 * gap(17), 0};
}

void RecordingRow::arrange()
{
    m_dateLarge->setMinimumWidth(dateWidth());
    const auto room = [](const QWidget *widget) { return widget->sizeHint().width() + gap(16); };
    const int pill = m_pill->isVisibleTo(this) ? room(m_pill) : 0;
    const int track = m_track->isVisibleTo(this) ? room(m_track) : 0;
    const int button = m_button->isVisibleTo(this) ? m_button->sizeHint().width() + gap(6) : 0;
    const int end = pill + track + button + m_more->sizeHint().width();
    arrangeRow(*this, *m_layout, *m_end, dateWidth(), end, std::array<QWidget *, 2>{m_pill, m_track});
    updateGeometry();
}

void RecordingRow::resizeEvent(QResizeEvent *)
{
    arrange();
}

void RecordingRow::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCardRadius, kCardRadius);
}

} // namespace earshot
