#pragma once

#include "diagnosis/diagnose.h"
#include "diagnosis/evidence.h"
#include "diagnosis/verdict.h"

#include <QString>

#include <array>
#include <optional>

namespace earshot {

/// A verdict in words, in the language of the installed translator (English without one); times and numbers
/// in the form of QLocale(). The translations lie in the program's resources; a program speaks the person's
/// language by
///     QTranslator translator;
///     if (translator.load(QLocale(), "diagnosis", "_", ":/i18n"))
///         QCoreApplication::installTranslator(&translator);
struct Sentence {
    QString headline; ///< what is, and on whose side; one plain sentence
    QString next; ///< what happens next and when
    QString action; ///< the button's text, empty for Action::None

    bool operator==(const Sentence &) const = default;
};

Sentence sentence(const Verdict &verdict);

/// What happened, in a few words for a timeline: "Ana’s connection dropped".
QString shortWords(const Verdict &verdict);
/// "You reconnected after 4 s".
QString reconnectedWords(milliseconds withoutLine);

/// One hop of the signal path in words: "Ana's uplink" / "64 kbit/s, full band".
struct HopWords {
    QString title;
    QString evidence;
    std::optional<milliseconds> age{}; ///< of the newest that it rests on; nothing = never seen

    bool operator==(const HopWords &) const = default;
};

std::array<HopWords, 5> hopWords(const Evidence &evidence, const std::array<HopState, 5> &hops, Instant now);

/// "Yours", "Server", "Event" for the details view and `earshotctl`.
QString sideWord(Side side);

/// The stable machine words used in --json: "yours", "server", "event", "nobody"; "microphone", "uplink", …
QString sideId(Side side);
QString hopId(Hop hop);

} // namespace earshot
