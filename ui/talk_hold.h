#pragma once

#include "client/talk_view.h"

#include <QObject>

#include <functional>

class QAbstractButton;
class QEvent;
class QKeyEvent;
class QPoint;

namespace earshot {

/// How one button asks for the microphone. Mouse or finger hold it for as long as they are down; a press without holding
/// (Enter, a screen reader) holds it until the next, or until something else has closed the microphone. Takes the
/// button's mouse and Enter for itself.
class TalkHold : public QObject
{
    Q_OBJECT
public:
    using Contains = std::function<bool(const QPoint &)>;

    /// `contains`: where in the button a press counts; nothing: everywhere.
    explicit TalkHold(QAbstractButton &button, Contains contains = {});

    /// `canPress`: pressing opens something.
    void show(const TalkView &view, bool canPress);
    bool isByPointer() const { return m_byPointer; }
    /// Whoever holds it.
    void letGo();

signals:
    void held();
    void released();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hold();
    void toggle();
    bool pressByPointer(const QPoint &position);
    void releaseByPointer();
    bool takeEnter(const QKeyEvent &key, bool isPress);

    QAbstractButton &m_button;
    Contains m_contains;
    TalkMode m_mode = TalkMode::Hold;
    bool m_isOpen = false; ///< the microphone, by whomever
    bool m_isHeld = false;
    bool m_byPointer = false;
    bool m_isEnterDown = false;
};

} // namespace earshot
