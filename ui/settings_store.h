#pragma once

#include "base/result.h"
#include "client/reminder.h"
#include "client/view.h"
#include "recordings_order.h"
#include "settings.h"
#include "sidebar.h"

#include <QByteArray>
#include <QStringList>

namespace earshot {

/// What the window remembers from one start to the next.
struct WindowMemory {
    QByteArray geometry;
    Page page = Page::Events;
    double volume = 1.0; ///< 0…1
    FallingBehind fallingBehind = FallingBehind::PlayFaster;
    RecordingsMemory recordings;
    Settings settings;
    QStringList serverLinks; ///< with their tickets: secrets
    std::vector<Reminder> reminders;
    bool keepRunningOffered = false; ///< once is enough

    bool operator==(const WindowMemory &) const = default;
};

/// Keeps the memory in one JSON file that only its owner can read; written whole or not at all.
class SettingsStore
{
public:
    explicit SettingsStore(QString path)
        : m_path(std::move(path))
    { }

    /// `<configuration folder of the user>/window.json`
    static QString defaultPath();

    /// The defaults where there is no file or it cannot be understood.
    WindowMemory load() const;
    Outcome save(const WindowMemory &memory) const;

private:
    QString m_path;
};

} // namespace earshot
