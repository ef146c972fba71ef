#pragma once

#include "support/speech.h"

#include <QProcess>

#include <chrono>
#include <optional>

namespace earshot::test {

/// What a person at one sink of the sound server would hear, as it is played.
class Monitor
{
public:
    /// Listens from the first bytes on, which also a silent sink gives.
    explicit Monitor(const QString &sink);
    ~Monitor();

    /// Waits until sound is heard that came after this call, and tells how long that took.
    std::optional<std::chrono::milliseconds> waitForSound(std::chrono::milliseconds atMost);
    /// Everything since the first bytes, 48 kHz mono.
    const Samples &heard();

private:
    QProcess m_recorder;
    QByteArray m_odd; ///< half a sample
    Samples m_heard;
};

} // namespace earshot::test
