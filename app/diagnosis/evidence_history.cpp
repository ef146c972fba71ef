#include "diagnosis/evidence_history.h"

#include "diagnosis/thresholds.h"

namespace earshot {

namespace {

/// RFC 6464: the level of a packet of zeros.
constexpr int kDigitalSilence = 127;

} // namespace

void EvidenceHistory::note(Evidence &evidence, Instant now)
{
    QHash<UserKey, Stream> present;
    for (SpeakerEvidence &speaker : evidence.speakers) {
        Stream stream = m_streams.value(speaker.member.key);
        noteSpeaker(speaker, stream, now);
        present.insert(speaker.member.key, stream);
    }
    m_streams = std::move(present);

    if (evidence.session.phase == LinePhase::Live)
        m_lastLive = now;
    evidence.lastLive = m_lastLive;
}

void EvidenceHistory::forget()
{
    m_streams.clear();
    m_lastLive.reset();
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

} // namespace earshot
