#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace earshot {

/// What the desk tells one person on `ev.<event>.to.<key>`: a ticket (of use to that key only), a mute with
/// its reason.
struct DeskOrder {
    EventId event;
    QByteArray ticket; ///< empty where the order is about something else
    std::optional<bool> muted;
    QString reason;
    WallTime at{};

    bool operator==(const DeskOrder &) const = default;
};

inline constexpr qsizetype kMaxOrderBytes = 16 * 1024;

QByteArray writeOrder(const DeskOrder &order);
Result<DeskOrder> readOrder(const QByteArray &json);

} // namespace earshot
