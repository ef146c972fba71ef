#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "base/units.h"
#include "event/hands.h"
#include "event/stage.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace earshot {

/// What the desk tells one person on `ev.<event>.to.<key>`: a ticket (of use to that key only), a mute or removal with
/// its reason, an invitation, their place in the queue; to a co-host, the queue itself.
struct DeskOrder {
    EventId event;
    QByteArray ticket; ///< empty where the order is about something else
    std::optional<bool> muted;
    QString reason;
    WallTime at{};
    QString by = {}; ///< who decided
    std::optional<Role> invitation = {}; ///< come up as this?
    std::optional<int> place = {}; ///< of the raised hand, 1 = next; 0 = it is down
    bool removed = false; ///< off the stage: not in the state any more, and the ticket is not
        ///< renewed; the server turns it away where it is the desk's own, else when it ends
    std::optional<Hands> hands = {}; ///< to a co-host; the first kMaxOrderHands

    bool operator==(const DeskOrder &) const = default;
};

inline constexpr std::size_t kMaxOrderHands = 50;
inline constexpr int kMaxPlace = 1'000'000;
inline constexpr qsizetype kMaxOrderBytes = 64 * 1024;

QByteArray writeOrder(const DeskOrder &order);
Result<DeskOrder> readOrder(const QByteArray &json);

} // namespace earshot
