#include "client/network_objects.h"

#include "client/network_side.h"

namespace earshot {

template<typename Call>
void NetworkObjects::post(Call call)
{
    const std::lock_guard lock(m_mutex);
    if (m_network)
        QMetaObject::invokeMethod(
            m_network, [network = m_network, call = std::move(call)] { call(*network); },
            Qt::QueuedConnection);
}

void NetworkObjects::read(const ObjectOrder &order)
{
    post([order](NetworkSide &network) { network.objects(order.server).read(order); });
}

void NetworkObjects::stop(quint64 id)
{
    post([id](NetworkSide &network) { network.stopReading(id); });
}

void NetworkObjects::taken(quint64 id, qint64 bytes)
{
    post([id, bytes](NetworkSide &network) { network.takenOfObject(id, bytes); });
}

void NetworkObjects::close()
{
    const std::lock_guard lock(m_mutex);
    m_network = nullptr;
}

} // namespace earshot
