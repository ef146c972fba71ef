#pragma once

#include "base/units.h"

#include <QString>

namespace earshot {

/// "12 s", "29 min", "21 h 30 min", "3 days"; whole units, rounded down. Negative is "0 s".
QString durationWords(milliseconds duration);

/// As above, with a tenth below 10 s: "0.6 s".
QString preciseDurationWords(milliseconds duration);

/// Local time in the form of QLocale(): "20:29", with seconds "20:29:12"; "–" where it is no time of this
/// age.
QString clockWords(WallTime at);
QString clockWordsWithSeconds(WallTime at);

/// "20:45", or with its day where that is not the day of `now`: "Saturday, 21 November, 20:45".
QString dayAndClockWords(WallTime at, WallTime now);

/// "3 March 2027".
QString dayWords(WallTime at);

} // namespace earshot
