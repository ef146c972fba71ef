#pragma once

#include "base/units.h"
#include "thin_slider.h"

#include <optional>

namespace earshot {

/// The event's time line from the beginning of what can be heard (left) to live (right). Its value is the
/// place in milliseconds against live: -30 000 = 30 s behind. Left/Right 5 s, PageUp/PageDown 30 s, Home the
/// beginning, End live; while a key is held only the last place is asked for.
///     shown --(asked for by the person)--> held at that place --(it plays there, or 4 s passed)--> shown
class SeekBar : public ThinSlider
{
    Q_OBJECT
public:
    static constexpr milliseconds kStep{5'000};
    static constexpr milliseconds kPage{30'000};

    explicit SeekBar(QWidget *parent = nullptr);

    /// `now` is the moment the two figures are of.
    void show(milliseconds behind, milliseconds rewindable, Instant now);
    /// Why it cannot be moved, for the person; empty where it can.
    void setRefusal(const QString &reason);
    /// Asks for the place that lies `by` further back (negative: nearer to live).
    void goBack(milliseconds by);
    void goLive();

    milliseconds behind() const; ///< as the handle stands

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void
    moved(); ///< the handle stands elsewhere, by the person; what is shown of the event moves it in silence
    void seekRequested(std::chrono::milliseconds behind); ///< by the person

protected:
    QColor color() const override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void moveTo(milliseconds behind);
    void ask();

    struct Asked {
        milliseconds behind{0};
        std::optional<Instant> at; ///< of the first view after it
    };
    std::optional<Asked> m_asked;
    bool m_keyHeld = false; ///< moved by a repeating key, not asked for yet
    QString m_spoken;
};

} // namespace earshot
