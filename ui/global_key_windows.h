#pragma once

#include "global_key.h"

#include <QAbstractNativeEventFilter>

namespace earshot {

/// RegisterHotKey, which tells of presses only: while the key is down, GetAsyncKeyState is asked every 20 ms.
class GlobalKeyWindows : public GlobalKey, private QAbstractNativeEventFilter
{
    Q_OBJECT
public:
    explicit GlobalKeyWindows(Clock &clock);
    ~GlobalKeyWindows() override;

    void setKey(const QKeySequence &key) override;
    void setWanted(bool wanted) override;
    void tryAgain() override;

private:
    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *result) override;
    void update();
    void unregister();
    void watchRelease();

    QKeySequence m_key;
    bool m_wanted = false;
    bool m_isRegistered = false;
    unsigned m_virtualKey = 0;
    std::unique_ptr<Timer> m_releaseWatch;
};

} // namespace earshot
