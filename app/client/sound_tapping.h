#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QThread>

#include <functional>
#include <memory>

namespace earshot {

class Playback;
class SoundTaps;

/// Writes every stage of the sound to a folder, on a thread of its own. Outlives the pulls of the playback.
class SoundTapping
{
public:
    /// Before the first pull. `failed` comes at most once, on another thread or before this returns.
    SoundTapping(
        Clock &clock, const QString &folder, Playback &playback, std::function<void(const Failure &)> failed);
    ~SoundTapping();

private:
    QThread m_thread;
    std::unique_ptr<SoundTaps>
        m_taps; ///< lives and dies on m_thread; empty where the folder cannot be written
};

} // namespace earshot
