#pragma once

#include "base/clock.h"

#include <QKeySequence>
#include <QObject>

#include <memory>

namespace earshot {

/// Whether a key works while another program has the focus, by which of the system's ways, and why not.
struct GlobalKeyState {
    enum class Way { None, X11, Portal, Windows, MacOs };
    enum class Phase {
        Off, ///< no key was chosen
        Ready, ///< taken as soon as it is wanted
        Asking, ///< the system has not answered yet
        Active,
        Kept, ///< not wanted now, but the desktop goes on keeping it from other programs
        Taken, ///< another program has that key
        NotThere, ///< no key of this keyboard, or none that the system lets programs take
        Refused, ///< the system or the person said no; `detail`
        Unsupported, ///< this system offers no way
    };
    Way way = Way::None;
    Phase phase = Phase::Off;
    QString trigger{}; ///< the key as the system calls it, where it is the one to decide
    QString detail{}; ///< the system's own words

    bool operator==(const GlobalKeyState &) const = default;
};

/// The talk key for all programs. It is taken from them only while it is wanted, so that it does its usual work
/// there at other times; what a desktop gave it may keep, and says so (`Kept`). Main thread.
class GlobalKey : public QObject
{
    Q_OBJECT
public:
    /// Another one; an empty one is none.
    virtual void setKey(const QKeySequence &key) = 0;
    virtual void setWanted(bool wanted) = 0;
    /// What was refused or taken is asked for again.
    virtual void tryAgain() = 0;
    const GlobalKeyState &state() const { return m_state; }
    bool isDown() const { return m_isDown; }

signals:
    void pressed();
    void released();
    /// It was down, and the system will not say when it is let go.
    void lost();
    void stateChanged(const earshot::GlobalKeyState &state);

protected:
    void setState(const GlobalKeyState &state);
    void press();
    void release();
    void lose();

private:
    GlobalKeyState m_state;
    bool m_isDown = false;
};

/// The way that this system and session offer.
std::unique_ptr<GlobalKey> makeGlobalKey(Clock &clock);

/// Whether a key can be taken from all programs without taking a letter from somebody who types: one that writes
/// nothing, or one with Ctrl, Alt or Meta.
bool isFitForAllPrograms(const QKeySequence &key);

} // namespace earshot
