#include "seek_bar.h"

#include "playing_words.h"
#include "reader_slider.h"
#include "theme.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace earshot {

/// A place counts as reached within this: it moves on while the packets are fetched.
constexpr milliseconds kReached{2'000};
/// What is asked for and does not happen is not shown for longer.
constexpr milliseconds kPatience{4'000};

namespace {

class SeekBarForReaders final : public ReaderSlider
{
public:
    using ReaderSlider::ReaderSlider;

    QVariant currentValue() const override { return bar()->value() / 1000.0; }
    QVariant maximumValue() const override { return bar()->maximum() / 1000.0; }
    QVariant minimumValue() const override { return bar()->minimum() / 1000.0; }
    QVariant minimumStepSize() const override { return double(SeekBar::kStep.count()) / 1000; }
    void setCurrentValue(const QVariant &value) override
    {
        bar()->goBack(milliseconds{qRound64(-value.toDouble() * 1000)} - bar()->behind());
    }

protected:
    QString words() const override { return PlayingWords::place(bar()->behind()); }

private:
    SeekBar *bar() const { return static_cast<SeekBar *>(widget()); }
};

} // namespace

SeekBar::SeekBar(QWidget *parent)
    : ThinSlider(parent)
{
    tellReadersOf<SeekBar, SeekBarForReaders>();
    setRange(0, 0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QSlider::valueChanged, this, &SeekBar::moved);
}

milliseconds SeekBar::behind() const
{
    return milliseconds{-value()};
}

void SeekBar::show(milliseconds behind, milliseconds rewindable, Instant now)
{
    const auto longest = milliseconds{std::numeric_limits<int>::max()};
    rewindable = std::clamp(std::max(rewindable, behind), milliseconds{0}, longest);
    const QSignalBlocker quiet(this);
    setRange(int(-rewindable.count()), 0);
    if (m_asked && !m_asked->at)
        m_asked->at = now;
    if (m_asked && (std::chrono::abs(behind - m_asked->behind) <= kReached || now - *m_asked->at > kPatience))
        m_asked.reset();
    if (!m_asked && !m_keyHeld && !isSliderDown())
        setValue(int(-behind.count()));
    const QString spoken = PlayingWords::spokenPlace(this->behind());
    if (spoken != m_spoken) {
        m_spoken = spoken;
        setAccessibleName(spoken);
    }
}

void SeekBar::setRefusal(const QString &reason)
{
    if (reason.isEmpty() == isEnabled() && reason == accessibleDescription())
        return;
    if (!reason.isEmpty()) {
        m_asked.reset();
        m_keyHeld = false;
        setSliderDown(false);
    }
    setEnabled(reason.isEmpty());
    setToolTip(reason);
    setAccessibleDescription(reason);
    setCursor(reason.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SeekBar::moveTo(milliseconds behind)
{
    setValue(int(std::clamp<std::int64_t>(-behind.count(), minimum(), 0)));
}

void SeekBar::ask()
{
    m_keyHeld = false;
    m_asked = Asked{behind(), {}};
    emit seekRequested(behind());
}

void SeekBar::goBack(milliseconds by)
{
    if (!isEnabled())
        return;
    moveTo(behind() + by);
    ask();
}

void SeekBar::goLive()
{
    const bool wasEnabled = isEnabled();
    moveTo(milliseconds{0});
    ask();
    if (!wasEnabled)
        m_asked.reset();
}

void SeekBar::keyPressEvent(QKeyEvent *event)
{
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    milliseconds to = behind();
    switch (event->key()) {
    case Qt::Key_Left:
        to += rightToLeft ? -kStep : kStep;
        break;
    case Qt::Key_Right:
        to += rightToLeft ? kStep : -kStep;
        break;
    case Qt::Key_PageDown:
        to += kPage;
        break;
    case Qt::Key_PageUp:
        to -= kPage;
        break;
    case Qt::Key_Home:
        to = milliseconds{-minimum()};
        break;
    case Qt::Key_End:
        to = milliseconds{0};
        break;
    default:
        return event->ignore();
    }
    moveTo(to);
    m_keyHeld = event->isAutoRepeat();
    if (!m_keyHeld)
        ask();
}

void SeekBar::keyReleaseEvent(QKeyEvent *event)
{
    if (m_keyHeld && !event->isAutoRepeat())
        ask();
}

void SeekBar::focusOutEvent(QFocusEvent *event)
{
    if (m_keyHeld)
        ask();
    ThinSlider::focusOutEvent(event);
}

/// A page is scrolled with the wheel, not an event left.
void SeekBar::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void SeekBar::mouseReleaseEvent(QMouseEvent *event)
{
    if (!isSliderDown())
        return;
    ThinSlider::mouseReleaseEvent(event);
    ask();
}

QColor SeekBar::color() const
{
    return tokensOf(this).accent;
}

QSize SeekBar::sizeHint() const
{
    return {scaled(170), scaled(24)};
}

QSize SeekBar::minimumSizeHint() const
{
    return {scaled(90), scaled(24)};
}

} // namespace earshot
