#pragma once

#include "client/view.h"

#include <QCoreApplication>

#include <vector>

namespace earshot {

/// One fact: what it is, its value with unit, and its age where it has one.
struct Fact {
    QString label;
    QString value;

    bool operator==(const Fact &) const = default;
};

/// The facts behind one hop, or of another part.
struct HopFacts {
    QString title; ///< "2 · Ana's uplink"
    QString side; ///< whose it is, and its health
    HopHealth health = HopHealth::Unknown;
    std::vector<Fact> facts;

    bool operator==(const HopFacts &) const = default;
};

/// All evidence in words, for the details and for the report that can be copied.
class EvidenceWords
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceWords)
public:
    static std::vector<Fact> verdict(const NowPlayingView &view);
    static std::vector<HopFacts> hops(const NowPlayingView &view);
    /// What goes beyond the hops, each under its title; those without facts are left out.
    static std::vector<HopFacts> more(const NowPlayingView &view);

private:
    /// The way to the server step by step; empty where it was not looked at.
    static std::vector<Fact> probe(const NowPlayingView &view);
    /// What the event's page says; empty where it was not read.
    static std::vector<Fact> secondOpinion(const NowPlayingView &view);
    static std::vector<Fact> catchUp(const NowPlayingView &view);
    static std::vector<Fact> timeline(const NowPlayingView &view); ///< the whole, oldest first
    static QString measured(const SpeakerAudioStats &audio);
    static QString missing(const GapStats &gaps, Instant now);
    static std::vector<Fact> microphone(const NowPlayingView &view);
    static std::vector<Fact> uplink(const NowPlayingView &view);
    static std::vector<Fact> server(const NowPlayingView &view);
    static QString buffer(const SpeakerAudioStats &audio);
    static std::vector<Fact> connection(const NowPlayingView &view);
    static std::vector<Fact> speakers(const NowPlayingView &view);
    static QString mode(ListeningMode mode);
    static QString refusal(CatchUpRefusal refusal);
    static QString phase(LinePhase phase);
    static QString phase(Phase phase);
    static QString phase(OutputPhase phase);
    static QString policy(RetryPolicy policy);
};

} // namespace earshot
