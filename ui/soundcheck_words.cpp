#include "soundcheck_words.h"

#include "diagnosis/display_text.h"
#include "words.h"

#include <QLocale>

namespace earshot {

constexpr double kHumFoundDb = -60;
constexpr double kNoEchoDb = -80; ///< below what a microphone can tell from its own noise
constexpr double kClippingFound = 0.0005; ///< share of the blocks
/// Below this a figure in dB says that there was nothing.
constexpr double kNothingDb = -120;

static bool isHeard(const std::optional<double> &db)
{
    return db && *db > kNothingDb;
}

std::vector<CheckRow> SoundcheckWords::waiting()
{
    using Step = CheckRow::Step;
    std::vector<CheckRow> rows;
    for (const Step step : {Step::Signal, Step::ClippingHum, Step::NoiseFloor, Step::Feedback,
             Step::ServerAccepts, Step::VoiceReturns, Step::DiskRoom})
        rows.push_back({.step = step});
    return rows;
}

QString SoundcheckWords::step(CheckRow::Step step)
{
    switch (step) {
    case CheckRow::Step::Signal:
        return tr("Microphone signal");
    case CheckRow::Step::ClippingHum:
        return tr("Clipping, hum");
    case CheckRow::Step::NoiseFloor:
        return tr("Background noise");
    case CheckRow::Step::Feedback:
        return tr("Feedback from your speakers");
    case CheckRow::Step::ServerAccepts:
        return tr("Server accepts your audio");
    case CheckRow::Step::VoiceReturns:
        return tr("Your voice comes back");
    case CheckRow::Step::DiskRoom:
        break;
    }
    return tr("Room for the recording");
}

QString SoundcheckWords::band(double hz)
{
    if (hz <= 0)
        return {};
    if (hz < 4'200)
        return tr("narrow band");
    return hz < 9'000 ? tr("wide band") : tr("full band");
}

static bool isThisComputer(const QString &server)
{
    return server.startsWith(QLatin1String("127.0.0.1")) || server.startsWith(QLatin1String("localhost"))
        || server.startsWith(QLatin1String("[::1]"));
}

QString SoundcheckWords::server(const QString &name)
{
    return isThisComputer(name) ? tr("this computer") : displayText(name);
}

/// In tenths of a second, as one hears it; below that in milliseconds.
static QString roundTrip(double ms)
{
    const microseconds time{qint64(ms * 1000)};
    return time < milliseconds{100} ? UiWords::shortSpan(time) : UiWords::secondsSpan(time);
}

QString SoundcheckWords::skipped(const CheckRow &row)
{
    switch (row.why) {
    case CheckRow::Why::None:
        if (!row.text.isEmpty())
            return displayText(row.text);
        break;
    case CheckRow::Why::NotNeeded:
        return tr("not needed");
    case CheckRow::Why::Stopped:
        return tr("not checked: stopped");
    case CheckRow::Why::OnAir:
        return tr("not checked: you talked");
    case CheckRow::Why::OffStage:
        return tr("not checked: not on stage");
    case CheckRow::Why::NothingSent:
        return tr("not checked: nothing was said");
    case CheckRow::Why::NothingReturned:
        return tr("not known: nothing came back");
    case CheckRow::Why::OutputMuted:
        return tr("not checked: Earshot is muted");
    case CheckRow::Why::NoOutput:
        return tr("not checked: no loudspeakers");
    case CheckRow::Why::MicrophoneSilent:
        return tr("not checked: the microphone is silent");
    }
    return tr("not checked");
}

QString SoundcheckWords::finding(const CheckRow &row)
{
    using Step = CheckRow::Step;
    if (row.state == CheckRow::State::Waiting)
        return {};
    if (row.state == CheckRow::State::Running && !row.figure)
        return row.step == Step::Signal ? tr("say something …") : tr("checking …");
    return row.state == CheckRow::State::Skipped ? skipped(row) : measured(row);
}

QString SoundcheckWords::measured(const CheckRow &row)
{
    using Step = CheckRow::Step;
    const auto listed = [](QStringList parts) {
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    };
    switch (row.step) {
    case Step::Signal:
        return isHeard(row.figure) ? listed({UiWords::decibels(*row.figure), band(row.second.value_or(0))})
                                   : tr("no signal");
    case Step::ClippingHum: {
        QStringList found;
        if (row.figure && *row.figure > kClippingFound)
            found << tr("%1 clipped").arg(UiWords::percent(*row.figure));
        if (row.second && *row.second > kHumFoundDb)
            found << tr("hum %1").arg(UiWords::decibels(*row.second));
        return found.isEmpty() ? tr("none") : listed(found);
    }
    case Step::NoiseFloor:
        return !row.figure        ? UiWords::unknown()
            : isHeard(row.figure) ? UiWords::decibels(*row.figure)
                                  : tr("none");
    case Step::Feedback:
        return row.figure && *row.figure > kNoEchoDb ? tr("echo %1").arg(UiWords::decibels(*row.figure))
                                                     : tr("not heard");
    case Step::ServerAccepts:
        return row.figure
            ? listed({server(row.text), UiWords::shortSpan(microseconds{qint64(*row.figure * 1000)})})
            : row.state == CheckRow::State::Failed ? tr("refused")
                                                   : server(row.text);
    case Step::VoiceReturns:
        return row.figure ? tr("%1 round trip").arg(roundTrip(*row.figure)) : tr("nothing came back");
    case Step::DiskRoom:
        return row.figure ? tr("%1 h").arg(QLocale().toString(int(*row.figure))) : UiWords::unknown();
    }
    return {};
}

QString SoundcheckWords::advice(const CheckRow &row)
{
    if (row.state != CheckRow::State::Warning && row.state != CheckRow::State::Failed)
        return {};
    switch (row.step) {
    case CheckRow::Step::Signal:
        if (!isHeard(row.figure))
            return tr("Nothing comes from the microphone. Is its own switch off, or another one chosen?");
        return row.second && *row.second < 4'200
            ? tr("It sounds like a telephone. A wired microphone, or the computer’s own, is clearer.")
            : tr("Speak as you will on stage; move closer, or turn the microphone up.");
    case CheckRow::Step::ClippingHum:
        return row.figure && *row.figure > kClippingFound
            ? tr("Turn the microphone down, or speak from further away.")
            : tr("Look at cables and power supplies near the microphone.");
    case CheckRow::Step::NoiseFloor:
        return tr("The room is loud. Noise suppression helps with a steady noise.");
    case CheckRow::Step::Feedback:
        return tr("Your loudspeakers are heard in the microphone. Use headphones, or turn them down.");
    case CheckRow::Step::ServerAccepts:
        return row.text.isEmpty() || row.figure
            ? tr("The line to the server is not what it should be.")
            : tr("The server says: %1").arg(UiWords::quoted(displayText(row.text, kMaxQuoteLength)));
    case CheckRow::Step::VoiceReturns:
        return row.figure ? tr("What came back does not sound like what was said.")
                          : tr("What you say would not reach anybody now.");
    case CheckRow::Step::DiskRoom:
        break;
    }
    return tr("Make room on the disk, or the recording ends early.");
}

QString SoundcheckWords::state(CheckRow::State state)
{
    switch (state) {
    case CheckRow::State::Waiting:
        return tr("not checked yet");
    case CheckRow::State::Running:
        return tr("checking");
    case CheckRow::State::Passed:
        return tr("passed");
    case CheckRow::State::Warning:
        return tr("warning");
    case CheckRow::State::Failed:
        return tr("failed");
    case CheckRow::State::Skipped:
        break;
    }
    return tr("left out");
}

QString SoundcheckWords::spoken(const CheckRow &row)
{
    QStringList parts{step(row.step), state(row.state), finding(row), advice(row)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString SoundcheckWords::whyNot()
{
    return tr("Your microphone is open. Close it first: nobody should hear a check.");
}

QString SoundcheckWords::summary(const SoundcheckView &view)
{
    switch (view.state) {
    case SoundcheckView::State::Never:
        return tr("not done yet");
    case SoundcheckView::State::Running:
        return tr("%1 left").arg(UiWords::span(view.remaining));
    case SoundcheckView::State::Stopped:
        return tr("stopped");
    case SoundcheckView::State::Done:
        break;
    }
    const QString at = view.finished ? UiWords::clockTime(*view.finished) : QString();
    const QString result = (view.passed ? tr("passed %1") : tr("failed %1")).arg(at).trimmed();
    //: %1 is "passed 19:55"
    return view.passed && !view.complete ? tr("%1, parts left out").arg(result) : result;
}

Tone SoundcheckWords::summaryTone(const SoundcheckView &view)
{
    if (view.state != SoundcheckView::State::Done)
        return view.state == SoundcheckView::State::Running ? Tone::Accent : Tone::Dim;
    if (!view.passed)
        return Tone::Bad;
    return view.complete ? Tone::Good : Tone::Warning;
}

Tone SoundcheckWords::tone(CheckRow::State state)
{
    switch (state) {
    case CheckRow::State::Passed:
        return Tone::Good;
    case CheckRow::State::Warning:
        return Tone::Warning;
    case CheckRow::State::Failed:
        return Tone::Bad;
    case CheckRow::State::Running:
        return Tone::Accent;
    case CheckRow::State::Waiting:
    case CheckRow::State::Skipped:
        break;
    }
    return Tone::Faint;
}

} // namespace earshot
