#pragma once

#include "client/view.h"
#include "event_words.h"

#include <QAbstractButton>

namespace earshot {

class Pill;

/// Where on the event's time line the listener is, as a pill that can be pressed: behind live it goes back to
/// live, else it opens its menu. The menu (also by the menu key or the right mouse button) says what to
/// do when one falls behind.
class LivePill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LivePill(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);
    PillWords words() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void liveRequested();
    void fallingBehindChosen(earshot::FallingBehind choice);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void press();
    void openMenu();

    Pill *m_pill;
    PillWords m_words;
    bool m_behind = false; ///< pressing it goes to live
    FallingBehind m_choice = FallingBehind::PlayFaster;
    bool m_ring = false;
};

} // namespace earshot
