#pragma once

#include "client/object_source.h"

#include <mutex>

namespace earshot {

class NetworkSide;

/// Objects by the lines of the network thread. Thread-safe.
class NetworkObjects final : public ObjectSource
{
public:
    explicit NetworkObjects(NetworkSide &network)
        : m_network(&network)
    { }

    void read(const ObjectOrder &order) override;
    void stop(quint64 id) override;
    void taken(quint64 id, qint64 bytes) override;
    /// Before the network thread ends: nothing is asked of it any more.
    void close();

private:
    template<typename Call>
    void post(Call call);

    std::mutex m_mutex;
    NetworkSide *m_network; ///< guarded by m_mutex; null after `close`
};

} // namespace earshot
