#pragma once

#include "push_to_talk_words.h"

#include <QAbstractButton>

namespace earshot {

class TalkHold;

/// The large round button: as long as it is held down it asks for the microphone.
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
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    TalkHold *m_hold;
    TalkView m_view;
    PushToTalkWords m_words;
    bool m_ring = false;
};

} // namespace earshot
