#include "client/network_thread.h"

namespace earshot {

namespace {

/// A copy of some hours is finished within it. Of what takes longer the next start does the rest.
constexpr seconds kFinishing{5};

} // namespace

NetworkThread::NetworkThread(Clock &clock, std::uint64_t seed, Playback &playback)
    : m_copies(new CopyFiles(clock, m_stopCopies.get_token()))
    , m_side(new NetworkSide(clock, seed, playback))
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
    if (!folder.isEmpty())
        finishCopies(folder);
    post([folder, files = m_copies](NetworkSide &network) { network.setCopyFolder(folder, files); });
}

void NetworkThread::finishCopies(const QString &folder)
{
    m_copies->post(0, [folder, files = m_copies] { files->finishLeft(folder); });
}

void NetworkThread::end()
{
    m_copies->hold(); // for good
    // Two steps: sockets are deleted by the event loop, which therefore ends one turn later.
    post([this](NetworkSide &network) {
        network.endAll();
        post([this](NetworkSide &) { m_thread.quit(); });
    });
    m_thread.wait();
    QMetaObject::invokeMethod(
        m_copies, [this] { m_copyThread.quit(); }, Qt::QueuedConnection);
    if (m_copyThread.wait(kFinishing))
        return;
    m_stopCopies.request_stop();
    m_copyThread.wait();
}

} // namespace earshot
