#pragma once

#include "audio/voice_queue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <functional>

namespace earshot {

/// The voice's way from the thread that encodes it to the network thread, with a bell that neither allocates nor waits: the
/// network thread's event loop wakes up, and looks into the queue.
class VoiceLine
{
public:
    VoiceQueue queue;

    /// On the thread that takes from the queue: `take` is called whenever it wakes up, until `taker` ends.
    template<typename Taker, typename Take>
    void answer(Taker *taker, Take take)
    {
        QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
        QObject::connect(loop, &QAbstractEventDispatcher::awake, taker, take, Qt::DirectConnection);
        m_loop = loop;
    }
    /// Before that thread ends.
    void hangUp() { m_loop = nullptr; }

    std::function<void()> bell()
    {
        return [this] {
            if (QAbstractEventDispatcher *loop = m_loop)
                loop->wakeUp();
        };
    }

private:
    std::atomic<QAbstractEventDispatcher *> m_loop{nullptr};
};

} // namespace earshot
