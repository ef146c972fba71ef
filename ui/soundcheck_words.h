#pragma once

#include "client/talk_view.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

/// The soundcheck in words: what each step looks at, what it found, and what helps.
class SoundcheckWords
{
    Q_DECLARE_TR_FUNCTIONS(SoundcheckWords)
public:
    /// All steps, waiting: what is shown before the first soundcheck.
    static std::vector<CheckRow> waiting();

    static QString step(CheckRow::Step step); ///< "Microphone signal"
    static QString finding(const CheckRow &row); ///< "−18 dB, full band"
    static QString advice(const CheckRow &row); ///< empty unless it failed or warns
    static QString state(CheckRow::State state); ///< "passed"
    static QString spoken(const CheckRow &row);

    static QString whyNot(); ///< one cannot begin while the microphone is open
    static QString summary(const SoundcheckView &view); ///< "passed 19:55"
    static Tone summaryTone(const SoundcheckView &view);
    static Tone tone(CheckRow::State state);

private:
    static QString band(double hz);
    static QString skipped(const CheckRow &row);
    static QString measured(const CheckRow &row);
    static QString server(const QString &name);
};

} // namespace earshot
