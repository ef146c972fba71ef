#include "waveform_bar.h"

#include "button.h"
#include "player_words.h"
#include "reader_slider.h"
#include "spoken.h"
#include "theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace earshot {

/// A place counts as reached within this.
constexpr milliseconds kReached{1'500};
/// What is asked for and does not happen is not shown for longer: 2 s at 4 views a second.
constexpr int kPatienceInViews = 8;
constexpr int kPlacesOfPixel = 2; ///< that look different
/// Of the design.
constexpr double kBarStep = 3.4;
constexpr double kBarWidth = 2.2;
constexpr double kLeastBar = 4;
/// Above and below the bars, for the marks.
constexpr double kMarkRoom = 6;
/// So that a gap of a second is seen in an hour.
constexpr int kLeastGapBars = 4;

namespace {

class WaveformForReaders final : public ReaderSlider
{
public:
    using ReaderSlider::ReaderSlider;

    QVariant currentValue() const override { return toMs(bar()->position()) / 1000; }
    QVariant maximumValue() const override { return toMs(bar()->view().duration) / 1000; }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return toMs(WaveformBar::kStep) / 1000; }
    void setCurrentValue(const QVariant &value) override
    {
        bar()->seekTo(milliseconds{qRound64(value.toDouble() * 1000)});
    }

protected:
    QString words() const override { return PlayerWords::spokenPlace(bar()->view(), bar()->position()); }

private:
    WaveformBar *bar() const { return static_cast<WaveformBar *>(widget()); }
};

} // namespace

WaveformBar::WaveformBar(QWidget *parent)
    : QWidget(parent)
{
    tellReadersOf<WaveformBar, WaveformForReaders>();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Place in the recording"));
    setAccessibleDescription(tr("Arrow keys move by 5 seconds, Page Up and Page Down by 30."));
}

void WaveformBar::show(const PlayerView &view)
{
    const milliseconds before = position();
    const bool isOther = view.source.id != m_view.source.id;
    const auto look = [this] { return std::pair(still(m_view), qRound(kPlacesOfPixel * xOf(position()))); };
    const auto looked = look();
    m_view = view;
    if (isOther) {
        m_asked.reset();
        m_dragged.reset();
    }
    const bool isReached = m_asked && std::chrono::abs(view.position - *m_asked) <= kReached;
    if (m_asked && (isReached || ++m_viewsSinceAsked > kPatienceInViews))
        m_asked.reset();
    setCursor(canSeek() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (position() != before)
        emit moved();
    if (look() != looked) // of two hours a pixel is ten seconds
        update();
}

bool WaveformBar::canSeek() const
{
    return m_view.duration > milliseconds{0} && m_view.state != PlayerView::State::Failed
        && m_view.state != PlayerView::State::Closed;
}

milliseconds WaveformBar::position() const
{
    return m_dragged ? *m_dragged : m_asked ? *m_asked : m_view.position;
}

void WaveformBar::seekTo(milliseconds position)
{
    if (!canSeek())
        return;
    m_asked = std::clamp(position, milliseconds{0}, std::max(m_view.available, milliseconds{0}));
    m_viewsSinceAsked = 0;
    emit moved();
    emit seekRequested(*m_asked);
    tellReaders();
    update();
}

/// Only what the person moved is told; that the time runs is not.
void WaveformBar::tellReaders()
{
    QAccessibleValueChangeEvent event(this, toMs(position()) / 1000);
    QAccessible::updateAccessibility(&event);
}

milliseconds WaveformBar::positionAt(double x) const
{
    const double along = std::clamp(x / std::max(1, width()), 0.0, 1.0);
    const double share = layoutDirection() == Qt::RightToLeft ? 1 - along : along;
    return milliseconds{qRound64(share * toMs(m_view.duration))};
}

/// From the beginning of the line, whichever side that is.
double WaveformBar::xOf(milliseconds position) const
{
    return m_view.duration > milliseconds{0} ? width() * toMs(position) / toMs(m_view.duration) : 0;
}

int WaveformBar::barCount() const
{
    return std::max(1, int(width() / (kBarStep * scaled(100) / 100)));
}

WaveformBar::Bar WaveformBar::kindOf(int bar, int bars) const
{
    const double length = std::max(1.0, toMs(m_view.duration));
    const double from = bar * length / bars;
    for (const RecordingGap &gap : m_view.gaps) {
        const double middle = (toMs(gap.at) + toMs(gap.length) / 2) * bars / length;
        const double half = std::max(toMs(gap.length) * bars / length, double(kLeastGapBars)) / 2;
        if (bar + 0.5 >= middle - half && bar + 0.5 <= middle + half)
            return Bar::Gap;
    }
    if (from >= toMs(m_view.available))
        return Bar::NotThere;
    return from < toMs(position()) ? Bar::Played : Bar::Ahead;
}

double WaveformBar::loudnessOf(int bar, int bars) const
{
    if (!m_view.shape || m_view.shape->empty())
        return 0;
    const WaveformShape &shape = *m_view.shape;
    const size_t from = std::min(size_t(bar) * shape.size() / size_t(bars), shape.size() - 1);
    const size_t to = std::clamp(size_t(bar + 1) * shape.size() / size_t(bars), from + 1, shape.size());
    return *std::max_element(shape.begin() + std::ptrdiff_t(from), shape.begin() + std::ptrdiff_t(to))
        / 255.0;
}

void WaveformBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool ring = hasFocus() && m_ring;
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    const int bars = barCount();
    const double step = double(width()) / bars;
    const double thick = step * kBarWidth / kBarStep;
    const double least = scaled(kLeastBar);
    const double most = height() - 2 * scaled(kMarkRoom);
    QColor pale = t.off;
    pale.setAlphaF(0.35f);
    for (int i = 0; i < bars; ++i) {
        const Bar kind = kindOf(i, bars);
        const double tall = kind == Bar::Gap ? thick * 1.2 : least + (most - least) * loudnessOf(i, bars);
        painter.setBrush(kind == Bar::Gap ? t.warning
                : kind == Bar::Played     ? t.accent
                : kind == Bar::Ahead      ? t.off
                                          : pale);
        painter.drawRoundedRect(QRectF(i * step, (height() - tall) / 2, thick, tall), thick / 2, thick / 2);
    }
    paintMarks(painter);
    paintPlace(painter);
    if (ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kNavRadius, kNavRadius);
    }
}

/// Chapters from above, damaged places from below.
void WaveformBar::paintMarks(QPainter &painter) const
{
    const Tokens &t = tokensOf(this);
    const double size = scaled(5);
    painter.setBrush(t.dim);
    for (const RecordingChapter &chapter : m_view.chapters) {
        if (chapter.at > milliseconds{0} && chapter.at < m_view.duration)
            painter.drawRoundedRect(QRectF(xOf(chapter.at) - 1, 0, 2, size), 1, 1);
    }
    painter.setBrush(t.warning);
    for (const milliseconds at : m_view.damage) {
        const double x = xOf(at);
        const QPointF corners[]{
            {x, height() - size}, {x - size * 0.6, double(height())}, {x + size * 0.6, double(height())}};
        painter.drawPolygon(corners, 3);
    }
}

void WaveformBar::paintPlace(QPainter &painter) const
{
    const Tokens &t = tokensOf(this);
    if (!canSeek())
        return;
    const double top = scaled(kMarkRoom);
    if (m_hoverX && !m_dragged) {
        QColor line = t.ink;
        line.setAlphaF(0.5f);
        painter.setBrush(line);
        const double x = layoutDirection() == Qt::RightToLeft ? width() - *m_hoverX : *m_hoverX;
        painter.drawRect(QRectF(x - 0.5, top, 1, height() - 2 * top));
    }
    if (m_hoverX || m_dragged || hasFocus()) {
        painter.setBrush(t.ink);
        const double x = std::clamp(xOf(position()), 1.0, std::max(1.0, width() - 1.0));
        painter.drawRoundedRect(QRectF(x - 1, top / 2, 2, height() - top), 1, 1);
    }
}

void WaveformBar::keyPressEvent(QKeyEvent *event)
{
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    if (event->modifiers() & ~Qt::KeypadModifier)
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_Left:
        return seekTo(position() + (rightToLeft ? kStep : -kStep));
    case Qt::Key_Right:
        return seekTo(position() + (rightToLeft ? -kStep : kStep));
    case Qt::Key_PageUp:
        return seekTo(position() + kPage);
    case Qt::Key_PageDown:
        return seekTo(position() - kPage);
    case Qt::Key_Home:
        return seekTo(milliseconds{0});
    case Qt::Key_End:
        return seekTo(m_view.available);
    default:
        event->ignore();
    }
}

void WaveformBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !canSeek())
        return;
    m_dragged = std::min(positionAt(event->position().x()), m_view.available);
    emit moved();
    update();
}

void WaveformBar::mouseMoveEvent(QMouseEvent *event)
{
    m_hoverX = event->position().x();
    if (m_dragged) {
        m_dragged = std::min(positionAt(event->position().x()), m_view.available);
        emit moved();
    }
    if (canSeek())
        QToolTip::showText(event->globalPosition().toPoint() - QPoint(0, scaled(48)),
            PlayerWords::hover(m_view, positionAt(event->position().x())).toHtmlEscaped(), this);
    update();
}

void WaveformBar::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_dragged)
        return;
    const milliseconds to = *m_dragged;
    m_dragged.reset();
    seekTo(to);
}

void WaveformBar::leaveEvent(QEvent *event)
{
    m_hoverX.reset();
    update();
    QWidget::leaveEvent(event);
}

/// Without the focus the page is scrolled.
void WaveformBar::wheelEvent(QWheelEvent *event)
{
    const int by = event->angleDelta().y() != 0 ? event->angleDelta().y() : -event->angleDelta().x();
    if (!hasFocus() || by == 0)
        return event->ignore();
    seekTo(position() + (by > 0 ? kStep : -kStep));
}

void WaveformBar::focusInEvent(QFocusEvent *event)
{
    m_ring = showsRing(event->reason());
    QWidget::focusInEvent(event);
    update();
}

void WaveformBar::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

QSize WaveformBar::sizeHint() const
{
    return {scaled(400), scaled(60)};
}

QSize WaveformBar::minimumSizeHint() const
{
    return {scaled(120), scaled(60)};
}

} // namespace earshot
