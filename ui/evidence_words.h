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

/// The facts behind one hop.
struct HopFacts {
    QString title; ///< "2 · Ana's uplink"
    QString side; ///< whose it is, and its health
    HopHealth health = HopHealth::Unknown;
    std::vector<Fact> facts;

    bool operator==(const HopFacts &) const = default;
};

/// All evidence in words, for the details and for the report that can be copied. Holds no ticket and no key.
class EvidenceWords
{
    Q_DECLARE_TR_FUNCTIONS(EvidenceWords)
public:
    static std::vector<Fact> verdict(const NowPlayingView &view);
    static std::vector<HopFacts> hops(const NowPlayingView &view);
    static QString report(const NowPlayingView &view);

private:
    static std::vector<Fact> microphone(const NowPlayingView &view);
    static std::vector<Fact> uplink(const NowPlayingView &view);
    static std::vector<Fact> server(const NowPlayingView &view);
    static std::vector<Fact> connection(const NowPlayingView &view);
    static std::vector<Fact> speakers(const NowPlayingView &view);
    static QString phase(LinePhase phase);
    static QString phase(OutputPhase phase);
    static QString policy(RetryPolicy policy);
};

} // namespace earshot
