#include "client/network_thread.h"

namespace earshot {

NetworkThread::NetworkThread(Clock &clock, std::uint64_t seed, Playback &playback)
    : m_side(new NetworkSide(clock, seed, playback))
{
    m_copyThread.setObjectName(QStringLiteral("copy"));
    m_copies->moveToThread(&m_copyThread);
    QObject::connect(&m_copyThread, &QThread::finished, m_copies, &QObject::deleteLater);
    m_copyThread.start(QThread::LowPriority);
    m_thread.setObjectName(QStringLiteral("network"));
    m_side->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_side, &QObject::deleteLater);
    m_thread.start();
}

void NetworkThread::setCopyFolder(const QString &folder)
{
    post([folder, files = m_copies](NetworkSide &network) { network.setCopyFolder(folder, files); });
}

void NetworkThread::end()
{
    // Two steps: sockets are deleted by the event loop, which therefore ends one turn later.
    post([this](NetworkSide &network) {
        network.endAll();
        post([this](NetworkSide &) { m_thread.quit(); });
    });
    m_thread.wait();
    QMetaObject::invokeMethod(
        m_copies, [this] { m_copyThread.quit(); }, Qt::QueuedConnection);
    m_copyThread.wait();
}

} // namespace earshot
