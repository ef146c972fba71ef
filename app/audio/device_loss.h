#pragma once

#include "base/units.h"

#include <QString>

#include <algorithm>
#include <optional>
#include <vector>

namespace earshot {

/// The device that a person or a program means by its id or its name; nullptr where it is not there.
template<typename Device>
const Device *findDevice(const std::vector<Device> &there, const QString &idOrName)
{
    auto found = std::ranges::find(there, idOrName, &Device::id);
    if (found == there.end())
        found = std::ranges::find(there, idOrName, &Device::name);
    return found == there.end() ? nullptr : &*found;
}

/// Which device, an output or a microphone, went away while it was used, or is pinned and not there; until it is there
/// again. Only whole lists of devices are looked at: a sound server that ends is no device that went.
class DeviceLoss
{
public:
    /// Empty: the system's default is followed.
    explicit DeviceLoss(const QString &pinned)
        : m_isPinned(!pinned.isEmpty())
        , m_used{pinned, pinned}
    { }

    /// `usedId` is of the device that plays or records now; empty for none.
    template<typename Device>
    void review(const std::vector<Device> &there, const QString &usedId, Instant now)
    {
        if (findDevice(there, m_lost.id))
            m_lost = {};
        if (const Device *used = findDevice(there, m_used.id)) {
            m_used.name = used->name;
        } else if (!m_used.id.isEmpty() && m_used.id != m_lost.id) {
            m_lost = m_used;
            m_at = now;
        }
        // The system may move the sound away before it says that the device went.
        if (!m_left.id.isEmpty() && now - m_leftAt < kGoneAfterMove && !findDevice(there, m_left.id)) {
            m_lost = std::exchange(m_left, {});
            m_at = now;
        }
        const Device *device = findDevice(there, usedId);
        if (m_isPinned || !device || device->id == m_used.id)
            return;
        m_left = m_used;
        m_leftAt = now;
        m_used = {device->id, device->name};
    }
    void serverEnded()
    {
        if (!m_isPinned)
            m_used = m_left = {};
    }

    QString name() const { return m_lost.name; }
    std::optional<Instant> at() const { return m_lost.id.isEmpty() ? std::nullopt : std::optional(m_at); }

private:
    struct Known {
        QString id; ///< what it is found by
        QString name;
    };
    static constexpr seconds kGoneAfterMove{1};

    bool m_isPinned;
    Known m_used; ///< the pinned one, or the one that was used last
    Known m_left; ///< used before it
    Instant m_leftAt{};
    Known m_lost;
    Instant m_at{};
};

} // namespace earshot
