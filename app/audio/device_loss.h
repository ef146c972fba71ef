#pragma once

#include "audio/audio_output.h"
#include "audio/output_devices.h"

#include <algorithm>

namespace earshot {

/// The device that a person or a program means by its id or its name; nullptr where it is not there.
inline const OutputDevice *findOutput(const std::vector<OutputDevice> &there, const QString &idOrName)
{
    auto found = std::ranges::find(there, idOrName, &OutputDevice::id);
    if (found == there.end())
        found = std::ranges::find(there, idOrName, &OutputDevice::name);
    return found == there.end() ? nullptr : &*found;
}

/// Which device went away while it was used, or is pinned and not there; until it is there again. Only whole lists
/// of devices are looked at: a sound server that ends is no device that went.
class DeviceLoss
{
public:
    explicit DeviceLoss(const OutputChoice &choice)
        : m_isPinned(choice.kind == OutputChoice::Kind::Named)
    {
        if (m_isPinned)
            m_used = {choice.name, choice.name};
    }

    /// `playingId` is of the device that plays now; empty for none.
    void review(const std::vector<OutputDevice> &there, const QString &playingId, Instant now)
    {
        if (findOutput(there, m_lost.id))
            m_lost = {};
        if (const OutputDevice *used = findOutput(there, m_used.id)) {
            m_used.name = used->name;
        } else if (!m_used.id.isEmpty() && m_used.id != m_lost.id) {
            m_lost = m_used;
            m_at = now;
        }
        // The system may move the sound away before it says that the device went.
        if (!m_left.id.isEmpty() && now - m_leftAt < kGoneAfterMove && !findOutput(there, m_left.id)) {
            m_lost = std::exchange(m_left, {});
            m_at = now;
        }
        const OutputDevice *playing = findOutput(there, playingId);
        if (m_isPinned || !playing || playing->id == m_used.id)
            return;
        m_left = m_used;
        m_leftAt = now;
        m_used = {playing->id, playing->name};
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
    Known m_used; ///< the pinned one, or the one that played last
    Known m_left; ///< played before it
    Instant m_leftAt{};
    Known m_lost;
    Instant m_at{};
};

} // namespace earshot
