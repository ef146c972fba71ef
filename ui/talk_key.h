#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace earshot {

/// Space as the push-to-talk key of one window, whatever has the focus there but a text field. While it is that,
/// Enter presses the focused button, which Space does otherwise.
class TalkKey : public QObject
{
    Q_OBJECT
public:
    explicit TalkKey(QWidget &window);

    /// Only while one is on stage; what is held is let go of when it ends.
    void setArmed(bool armed);

signals:
    void pressed();
    void released();
    void focusLost(); ///< the window is not the active one any more, or is gone from the screen

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takesKey(const QObject *watched) const;
    bool takeEnter(QObject *watched, const QKeyEvent &key, bool isPress);
    void lose();

    QWidget &m_window;
    bool m_isArmed = false;
    bool m_isDown = false;
    bool m_isEnterDown = false;
};

} // namespace earshot
