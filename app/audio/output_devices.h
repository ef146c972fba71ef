#pragma once

#include "base/clock.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace earshot {

/// A sound device that can be played on.
struct OutputDevice {
    QString id; ///< stays the same as long as the device is the same; OutputChoice::name
    QString name; ///< for people
    bool isDefault = false;

    bool operator==(const OutputDevice &) const = default;
};

/// The devices there are, and which is the system's default. Lives on the audio thread; all calls on that
/// thread.
class OutputDevices : public QObject
{
    Q_OBJECT
public:
    /// Empty while no sound server runs.
    virtual std::vector<OutputDevice> list() const = 0;

signals:
    void changed();
};

std::unique_ptr<OutputDevices> makeOutputDevices(Clock &clock);

} // namespace earshot
