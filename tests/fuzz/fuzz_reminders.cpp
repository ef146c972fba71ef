#include "client/reminder_json.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace earshot;

/// Whatever is read is written in a way that reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t kMost = 100;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto reminders = readReminders(QJsonDocument::fromJson(bytes).array(), kMost);
    const QByteArray written = QJsonDocument(remindersJson(reminders)).toJson(QJsonDocument::Compact);
    if (readReminders(QJsonDocument::fromJson(written).array(), kMost) != reminders)
        std::abort();
    return 0;
}
