#pragma once

#include "client/reminder.h"

#include <QCoreApplication>

namespace earshot {

/// A notification in words; an empty button is not offered.
struct NoticeWords {
    QString title;
    QString text;
    QString join; ///< what a click does as well
    QString later;

    bool operator==(const NoticeWords &) const = default;
};

/// What the system or the settings say about reminders.
class ReminderWords
{
    Q_DECLARE_TR_FUNCTIONS(ReminderWords)
public:
    static NoticeWords notice(const ReminderNews &news, WallTime now);
    static QString ahead(minutes before); ///< "10 min"
    /// "Next: Town hall, today 20:00"; of an event that starts when its host is ready, without a time.
    static QString next(const Reminder &reminder, WallTime now);

private:
    static QString when(WallTime planned);
    static QString soon(WallTime planned, WallTime now);
    static QString started(const ReminderNews &news, WallTime now);
    static QString postponed(const ReminderNews &news);
    static QString missed(const ReminderNews &news);
};

} // namespace earshot
