#pragma once

#include "client/reminder.h"

#include <QJsonArray>

namespace earshot {

QJsonArray remindersJson(const std::vector<Reminder> &reminders);
/// Leaves out what cannot be understood; at most `most`, each event once.
std::vector<Reminder> readReminders(const QJsonArray &json, size_t most);

} // namespace earshot
