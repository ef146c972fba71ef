#pragma once

#include "client/client.h"
#include "client/copy_stats.h"
#include "ctl/printer.h"

#include <QSet>

#include <map>

namespace earshot::ctl {

/// Prints what changes in a client's view: states, verdicts, counts, first audio, catching up and going back,
/// the way to a server that was looked at, the note of the event's page, and each second the audio figures.
class ViewPrinter
{
public:
    explicit ViewPrinter(Printer &printer)
        : m_printer(printer)
    { }

    void show(const NowPlayingView &view);
    /// What becomes of the own copy, at each change.
    void showCopy(const CopyStats &copy);
    /// The closing object: what was heard over all.
    void summarize(const NowPlayingView &view);

    /// Worst that was seen and not overcome decides the program's exit code.
    const QString &lastVerdict() const { return m_verdictId; }
    bool heardAnything() const { return m_firstAudioMs.has_value(); }

private:
    void showState(const SessionStats &session);
    void showVerdict(const Verdict &verdict);
    void showCounts(const Counts &counts);
    void showCatchUp(const CatchUpStats &catchUp);
    void showProbe(const SessionStats &session);
    void showNote(const SessionStats &session);
    void showRecording(const NowPlayingView &view);
    void showFirstAudio(const NowPlayingView &view);
    void showAudio(const NowPlayingView &view);

    Printer &m_printer;
    std::optional<LinePhase> m_phase;
    QString m_verdictId;
    QSet<QString> m_seen;
    Counts m_counts;
    CatchUpStats m_catchUp;
    std::optional<Instant> m_probed; ///< the probe that was printed
    QString m_note;
    QString m_recording; ///< the folder of the one that was told
    std::optional<Instant> m_joinStarted;
    std::optional<Instant> m_greeted;
    std::optional<Instant> m_wentLive;
    std::optional<double> m_firstAudioMs;
    Instant m_lastAudio{};
};

} // namespace earshot::ctl
