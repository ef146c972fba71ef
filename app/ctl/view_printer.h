#pragma once

#include "client/client.h"
#include "ctl/printer.h"

#include <QSet>

#include <map>

namespace earshot::ctl {

/// Prints what changes in a client's view: states, verdicts, counts, first audio, and each second the audio
/// figures.
class ViewPrinter
{
public:
    explicit ViewPrinter(Printer &printer)
        : m_printer(printer)
    { }

    void show(const NowPlayingView &view);
    /// The closing object: what was heard over all.
    void summarize(const NowPlayingView &view);

    /// Worst that was seen and not overcome decides the program's exit code.
    const QString &lastVerdict() const { return m_verdictId; }
    bool heardAnything() const { return m_firstAudioMs.has_value(); }

private:
    void showState(const SessionStats &session);
    void showVerdict(const Verdict &verdict);
    void showCounts(const Counts &counts);
    void showFirstAudio(const NowPlayingView &view);
    void showAudio(const NowPlayingView &view);

    Printer &m_printer;
    std::optional<LinePhase> m_phase;
    QString m_verdictId;
    QSet<QString> m_seen;
    Counts m_counts;
    std::optional<Instant> m_joinStarted;
    std::optional<Instant> m_greeted;
    std::optional<Instant> m_wentLive;
    std::optional<double> m_firstAudioMs;
    Instant m_lastAudio{};
};

} // namespace earshot::ctl
