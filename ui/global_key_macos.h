#pragma once

#include "global_key.h"

namespace earshot {

/// Carbon's RegisterEventHotKey, which tells of press and release and needs no permission of the person.
class GlobalKeyMacOs : public GlobalKey
{
    Q_OBJECT
public:
    GlobalKeyMacOs();
    ~GlobalKeyMacOs() override;

    void setKey(const QKeySequence &key) override;
    void setWanted(bool wanted) override;
    void tryAgain() override;

private:
    struct Native;

    void update();
    void unregister();

    QKeySequence m_key;
    bool m_wanted = false;
    std::unique_ptr<Native> m_native;
};

} // namespace earshot
