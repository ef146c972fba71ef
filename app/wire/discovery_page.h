#pragma once

#include "event/schedule_card.h"
#include "wire/connection.h"

namespace earshot {

/// The static file `/.well-known/earshot.json`: how to reach the live servers, and a second opinion when they
/// are silent.
struct DiscoveryPage {
    QString name;
    std::vector<ServerAddress> servers;
    QByteArray listenerTicket;
    Schedule schedule;
    QString note; ///< the operator's word on the present state
    WallTime written{};

    bool operator==(const DiscoveryPage &) const = default;
};

inline constexpr qsizetype kMaxDiscoveryBytes = 256 * 1024;

QByteArray writeDiscoveryPage(const DiscoveryPage &page);
Result<DiscoveryPage> readDiscoveryPage(const QByteArray &json); ///< fails with DiscoveryUnusable

} // namespace earshot
