#pragma once

#include "base/units.h"

#include <QtGlobal>

#include <optional>

namespace earshot {

/// What a device was seen to take.
struct PullFigures {
    std::optional<Instant> lastPull;
    quint64 framesConsumed = 0; ///< of 48 kHz
    microseconds deviceBuffer{0}; ///< between hand-over and ear
    quint64 latePulls = 0; ///< gaps between pulls longer than what the device had
    std::optional<Instant> lastLatePull;
    std::optional<Instant> lastsUntil; ///< then all that was handed over has been heard
};

/// Keeps the figures of one device.
class PullMeter
{
public:
    /// At the beginning of a pull; `deviceBuffer` is what the device holds of earlier ones.
    void begin(Instant now, microseconds deviceBuffer)
    {
        if (m_handedOver && m_figures.lastPull && now - *m_figures.lastPull > *m_handedOver) {
            ++m_figures.latePulls;
            m_figures.lastLatePull = now;
        }
        m_figures.lastPull = now;
        m_figures.deviceBuffer = deviceBuffer;
    }
    void took(int frames) { m_figures.framesConsumed += quint64(frames); }
    /// At its end; `given` is the sound that was handed over.
    void end(microseconds given)
    {
        m_handedOver = m_figures.deviceBuffer + given;
        m_figures.lastsUntil = *m_figures.lastPull + *m_handedOver;
    }
    /// The device stands still by intention: the next pull is not late.
    void pause() { m_handedOver.reset(); }

    const PullFigures &figures() const { return m_figures; }

private:
    PullFigures m_figures;
    std::optional<microseconds> m_handedOver; ///< in the device after the last pull
};

} // namespace earshot
