#pragma once

#include "push_to_talk_words.h"

#include <QAbstractButton>

namespace earshot {

/// The large round button: as long as it is held down it asks for the microphone. A press without holding (by a screen
/// reader, or Enter) holds it until the next.
class PushToTalkButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit PushToTalkButton(QWidget *parent);

    void show(const TalkView &view);
    /// Lets go, whoever holds it.
    void letGo();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void held();
    void released();

protected:
    bool hitButton(const QPoint &position) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void hold();
    void toggle();
    void name();

    TalkView m_view;
    PushToTalkWords m_words;
    bool m_isHeld = false;
    bool m_byPointer = false;
    bool m_ring = false;
};

} // namespace earshot
