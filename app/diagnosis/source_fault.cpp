// How a speaker sounds before their packets reach the own line.
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

/// The desk should have said by now whether it misses the same packets.
bool isDeskMute(const SpeakerEvidence &speaker, Instant now)
{
    return speaker.gaps && isOlder(speaker.gaps->waitingSince, kDeskTellsWithin, now)
        && speaker.gaps->waitingSince;
}

SourceFault gapFault(const SpeakerEvidence &speaker, Instant now)
{
    const MissingPackets &missing = speaker.missing;
    const int count = missingBeforeTheLine(speaker, now);
    if (count < kChoppyPackets || count < kChoppyShare * missing.due || missing.due <= 0 || !speaker.gaps)
        return SourceFault::None;
    const auto isOfLate
        = [&](const std::optional<Instant> &last) { return last && ageOf(*last, now) < kChoppyFor; };
    const GapStats &gaps = *speaker.gaps;
    const int told = missing.atSource + missing.atServer;
    if (told < count - told)
        return isOfLate(gaps.lastUndecided) ? SourceFault::SomewhereChoppy : SourceFault::None;
    if (missing.atServer > missing.atSource)
        return isOfLate(gaps.lastAtServer) ? SourceFault::ServerChoppy : SourceFault::None;
    return isOfLate(gaps.lastAtSource) ? SourceFault::Choppy : SourceFault::None;
}

} // namespace

int missingBeforeTheLine(const SpeakerEvidence &speaker, Instant now)
{
    const MissingPackets &missing = speaker.missing;
    return missing.atSource + missing.atServer + (isDeskMute(speaker, now) ? missing.undecided : 0);
}

LossShare lossBy(SourceFault fault, const SpeakerEvidence &speaker, Instant now)
{
    const MissingPackets &missing = speaker.missing;
    LossShare share{missingBeforeTheLine(speaker, now), missing.due};
    if (fault == SourceFault::Choppy)
        share.lost = missing.atSource;
    else if (fault == SourceFault::ServerChoppy)
        share = {missing.atServer, missing.due - missing.atSource};
    share.due = std::max(share.due, 1);
    return share;
}

SourceFault sourceFault(const SpeakerEvidence &speaker, Instant now)
{
    if (!speaker.audio)
        return SourceFault::None;
    const SpeakerAudioStats &audio = *speaker.audio;
    if (const SourceFault gaps = gapFault(speaker, now); gaps != SourceFault::None)
        return gaps;
    if (audio.howlHz > 0)
        return SourceFault::Howl;
    if (audio.clippedShare >= kClippingShare)
        return SourceFault::Clipping;
    const bool isNarrow
        = audio.bandwidth == OpusBandwidth::Narrow || audio.bandwidth == OpusBandwidth::Medium;
    if (isNarrow || (audio.bandwidthHz > 0 && audio.bandwidthHz <= kMuffledHz))
        return SourceFault::Muffled;
    return SourceFault::None;
}

} // namespace earshot
