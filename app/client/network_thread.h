#pragma once

#include "client/network_side.h"

#include <QThread>

namespace earshot {

/// The network thread with all that lives there, and beside it the thread that writes own copies. Main thread.
class NetworkThread
{
public:
    NetworkThread(Clock &clock, std::uint64_t seed, Playback &playback);

    /// Runs `call` over there.
    template<typename Call>
    void post(Call call)
    {
        QMetaObject::invokeMethod(
            m_side, [side = m_side, call = std::move(call)] { call(*side); }, Qt::QueuedConnection);
    }
    /// As NetworkSide::setCopyFolder, and `finishCopies`.
    void setCopyFolder(const QString &folder);
    /// Those in that folder that were left unfinished.
    void finishCopies(const QString &folder);
    /// Ends every line, then the threads, with all that is still to be written. A copy that takes long to finish is left
    /// to the next start. Must be called.
    void end();

    /// To be connected to: its calls are for `post`.
    NetworkSide &side() { return *m_side; }
    const CopyFiles &copies() const { return *m_copies; }
    QThread &thread() { return m_thread; }

private:
    QThread m_copyThread; ///< ends after the network thread, with the last copy
    std::stop_source m_stopCopies;
    CopyFiles *m_copies; ///< lives and dies there
    QThread m_thread;
    NetworkSide *m_side; ///< lives and dies there
};

} // namespace earshot
