#pragma once

#include "global_key.h"

namespace earshot {

/// Carbon's RegisterEventHotKey, which tells of press and release and needs no permission of the person. A release that
/// is never told (secure input, another program's event tap) is found by asking for the key's state.
class GlobalKeyMacOs : public GlobalKey
{
    Q_OBJECT
public:
    explicit GlobalKeyMacOs(Clock &clock);
    ~GlobalKeyMacOs() override;

    void setKey(const QKeySequence &key) override;
    void setWanted(bool wanted) override;
    void tryAgain() override;

private:
    struct Native;

    void update();
    void unregister();
    void watchRelease();

    QKeySequence m_key;
    bool m_wanted = false;
    bool m_wasSeenDown = false; ///< by asking, since it was pressed
    std::unique_ptr<Timer> m_releaseWatch;
    std::unique_ptr<Native> m_native;
};

} // namespace earshot
