#pragma once

#include <QString>

#include <optional>

namespace earshot {

/// The program that records from a sound card of Linux and leaves no more room for another: all of the device's
/// subdevices are open. Read from `proc`/asound/card…/pcm…c/sub…/status.
std::optional<QString> ownerOfCapture(int card, int device, const QString &proc = QStringLiteral("/proc"));

} // namespace earshot
