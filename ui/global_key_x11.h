#pragma once

#include "global_key.h"

#include <QByteArray>

class QSocketNotifier;
struct xcb_connection_t;

namespace earshot {

/// XGrabKey on a connection of its own (X11 protocol, GrabKey), with and without Caps Lock and Num Lock.
///
/// A held key repeats as pairs of release and press; whether it was really let go is asked of the keyboard
/// (QueryKeymap). While it is down that is asked every 200 ms too, as another program may take the keyboard and with
/// it the release.
class GlobalKeyX11 : public GlobalKey
{
    Q_OBJECT
public:
    GlobalKeyX11(Clock &clock, const QString &display);
    ~GlobalKeyX11() override;

    void setKey(const QKeySequence &key) override;
    void setWanted(bool wanted) override;
    void tryAgain() override;

private:
    bool connectToDisplay();
    void disconnectFromDisplay();
    void update();
    bool findKey();
    void followMapping();
    bool grab();
    void ungrab();
    void read();
    void watchRelease();
    bool isKeyDown() const;

    QByteArray m_display;
    QKeySequence m_key;
    bool m_wanted = false;
    xcb_connection_t *m_connection = nullptr;
    std::unique_ptr<QSocketNotifier> m_notifier;
    quint32 m_root = 0;
    quint8 m_keyCode = 0; ///< 0: not on this keyboard
    quint16 m_modifiers = 0;
    quint16 m_numLock = 0; ///< the modifier that Num Lock is here
    bool m_isGrabbed = false;
    std::unique_ptr<Timer> m_releaseWatch;
    std::unique_ptr<Timer> m_reconnect;
};

} // namespace earshot
