#include "diagnosis/evidence_history.h"

#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

/// RFC 6464: the level of a packet of zeros.
constexpr int kDigitalSilence = 127;
constexpr seconds kMissingWindow{10};
constexpr seconds kBacklogWindow{2};
/// The window is judged once it is filled nearly to its beginning.
constexpr milliseconds kBacklogFilled{1500};
constexpr milliseconds kMomentRhythm{100};
constexpr std::size_t kBeacons = 30;
constexpr seconds kBeaconWindow{5};
/// Live beacons come each second; after this long another desk took over, or nothing was to be said.
constexpr seconds kBeaconsComparable{3};

/// What comes late or is decided later leaves one count for another: never less than nothing.
MissingPackets missingBetween(const GapStats &first, const GapStats &last)
{
    const auto more = [&](quint64 GapStats::*count) {
        return last.*count > first.*count ? int(std::min<quint64>(last.*count - first.*count, 1'000'000)) : 0;
    };
    MissingPackets missing{.atSource = more(&GapStats::atSource),
        .atServer = more(&GapStats::atServer),
        .undecided = more(&GapStats::undecided),
        .atConnection = more(&GapStats::atConnection)};
    missing.due = more(&GapStats::received) + missing.atSource + missing.atServer + missing.undecided;
    return missing;
}

} // namespace

void EvidenceHistory::note(Evidence &evidence, Instant now)
{
    QHash<UserKey, Stream> present;
    for (SpeakerEvidence &speaker : evidence.speakers) {
        Stream stream = m_streams.value(speaker.member.key);
        noteSpeaker(speaker, stream, now);
        noteMoments(speaker, stream, evidence.session.phaseSince, now);
        present.insert(speaker.member.key, stream);
    }
    m_streams = std::move(present);

    if (evidence.session.phase == LinePhase::Live)
        m_lastLive = now;
    evidence.lastLive = m_lastLive;
    noteBeacon(evidence, now);
}

void EvidenceHistory::forget()
{
    m_streams.clear();
    m_lastLive.reset();
    m_beacons.clear();
}

void EvidenceHistory::noteSpeaker(SpeakerEvidence &speaker, Stream &stream, Instant now)
{
    const bool isSending = speaker.audio && speaker.audio->lastPacket
        && now - *speaker.audio->lastPacket < kFresherThanBeacon && !speaker.member.muted;
    if (!isSending) {
        stream = Stream{.packets = speaker.audio ? speaker.audio->packets : 0};
    } else if (speaker.audio->packets != stream.packets) {
        const bool isSilent = speaker.audio->packetLevel >= kDigitalSilence;
        std::optional<Instant> &since = isSilent ? stream.silentSince : stream.soundSince;
        std::optional<Instant> &ended = isSilent ? stream.soundSince : stream.silentSince;
        if (!since)
            since = *speaker.audio->lastPacket;
        ended.reset();
        stream.packets = speaker.audio->packets;
    }
    speaker.silentSince = stream.silentSince;
    speaker.soundSince = stream.soundSince;
}

void EvidenceHistory::noteMoments(SpeakerEvidence &speaker, Stream &stream, Instant lineSince, Instant now)
{
    speaker.missing = {};
    speaker.backlog.reset();
    speaker.backlogGrows = false;
    std::deque<Moment> &moments = stream.moments;
    if (!speaker.audio) {
        moments.clear();
        return;
    }
    const SpeakerAudioStats &audio = *speaker.audio;
    const GapStats gaps = speaker.gaps.value_or(GapStats{});
    // Another stream in the same place counts anew.
    if (!moments.empty()
        && (audio.packets < moments.back().packets || gaps.received < moments.back().gaps.received))
        moments.clear();
    const bool isNew
        = moments.empty() || audio.packets != moments.back().packets || gaps != moments.back().gaps;
    if (isNew && (moments.empty() || now - moments.back().at >= kMomentRhythm))
        moments.push_back({now, audio.packets, gaps, audio.lateness});
    while (!moments.empty() && now - moments.front().at > kMissingWindow)
        moments.pop_front();
    if (moments.empty())
        return;
    speaker.missing = missingBetween(moments.front().gaps, moments.back().gaps);

    // A new line begins without a backlog.
    const auto first = std::find_if(moments.begin(), moments.end(),
        [&](const Moment &moment) { return now - moment.at <= kBacklogWindow && moment.at >= lineSince; });
    if (first == moments.end() || now - first->at < kBacklogFilled || now - moments.back().at > seconds{1})
        return;
    speaker.backlog = std::min_element(first, moments.end(), [](const Moment &a, const Moment &b) {
        return a.lateness < b.lateness;
    })->lateness;
    speaker.backlogGrows = moments.back().lateness > first->lateness;
}

void EvidenceHistory::noteBeacon(Evidence &evidence, Instant now)
{
    if (evidence.session.phase != LinePhase::Live)
        m_beacons.clear();
    if (evidence.state && (m_beacons.empty() || evidence.state->at > m_beacons.back().at)
        && evidence.session.phase == LinePhase::Live && evidence.state->at >= evidence.session.phaseSince) {
        const microseconds sent
            = evidence.state->value.deskClock.time_since_epoch() % std::chrono::hours{24 * 365};
        const Beacon beacon{evidence.state->at, evidence.state->at.time_since_epoch() - sent};
        // After a long silence another desk may speak, and a clock that goes back was set: neither can be compared.
        if (!m_beacons.empty()) {
            const microseconds apart = beacon.at - m_beacons.back().at;
            const bool isClockSet = beacon.transit - m_beacons.back().transit > apart;
            if (apart > kBeaconsComparable || isClockSet)
                m_beacons.clear();
        }
        m_beacons.push_back(beacon);
        if (m_beacons.size() > kBeacons)
            m_beacons.pop_front();
    }
    evidence.beacons.reset();
    if (m_beacons.size() < 2)
        return;
    const microseconds base
        = std::min_element(m_beacons.begin(), m_beacons.end(), [](const Beacon &a, const Beacon &b) {
              return a.transit < b.transit;
          })->transit;
    BeaconTiming timing{.newest = m_beacons.back().transit - base, .worst = microseconds{0}};
    for (const Beacon &beacon : m_beacons) {
        if (now - beacon.at <= kBeaconWindow)
            timing.worst = std::max(timing.worst, beacon.transit - base);
    }
    evidence.beacons = timing;
}

} // namespace earshot
