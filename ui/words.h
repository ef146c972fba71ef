#pragma once

#include "base/units.h"
#include "event/counts.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace earshot {

/// Times, spans and numbers as people read them, in the language of the installed translator and the default
/// locale. Together with event_words, playing_words, evidence_words and diagnosis/sentence the only source of
/// composed text.
class UiWords
{
    Q_DECLARE_TR_FUNCTIONS(UiWords)
public:
    static QString number(qint64 value); ///< "1,204"
    static QString percent(double share); ///< 0…1 -> "70 %"
    static QString interval(const HearingEstimate &hearing); ///< "± 9"; empty where everybody was counted
    static QString unknown(); ///< "–"

    static QString clockTime(WallTime at); ///< local, "20:03"
    static QString clockSeconds(WallTime at); ///< local, "20:29:40"
    static QString weekdayTime(WallTime at); ///< "Sat 18:00"
    static QString dayNumber(WallTime at); ///< "21"
    static QString month(WallTime at); ///< "Nov"
    static QString day(WallTime at, WallTime now); ///< "today", "tomorrow", "yesterday" or "21 Nov"
    static bool sameDay(WallTime a, WallTime b);

    static QString running(milliseconds time); ///< "00:26:41"
    static QString span(milliseconds time); ///< "12 s", "29 min", "21 h 30 min", "3 days"
    static QString secondsSpan(microseconds time); ///< "0.6 s"
    static QString secondsOrNone(milliseconds time); ///< "0 s", "0.4 s", "12 s"
    static QString shortSpan(microseconds time); ///< "31 ms", "1.2 s", "4 min"
    static QString inSpan(milliseconds time); ///< "in 21 h 30 min"
    static QString ago(milliseconds time); ///< "12 s ago", "just now"
    static QString lateBy(milliseconds time); ///< "Late by 29 min"

    static QString quoted(const QString &text);
    static QString joined(const QStringList &parts); ///< with " · "
    static QString decibels(double db); ///< "−18 dB"
};

} // namespace earshot
