#include "audio/speaker_stream.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr double kQuietDb = -50; ///< below this nobody is in the middle of a word
constexpr std::size_t kDtxBytes = 2; ///< RFC 6716 §3.1: nothing but the TOC byte, or nearly
// The rest of the error that is not worth a stretch fades with a time constant of 50 s.
constexpr double kNudge = 20; ///< ppm per ms of error
constexpr double kMostNudge = 150; ///< ppm

} // namespace

SpeakerStream::SpeakerStream(std::unique_ptr<StreamDecoder> decoder, const DelayPolicy &policy)
    : m_policy(policy)
    , m_arrivals(policy.baseWindow)
    , m_target(policy)
    , m_audio(std::move(decoder))
{ }

void SpeakerStream::setPolicy(const DelayPolicy &policy)
{
    m_policy = policy;
    m_arrivals.setWindow(policy.baseWindow);
    m_target.setPolicy(policy);
}

void SpeakerStream::clear()
{
    restart();
    m_newestCame.reset();
    m_stretch = {};
    m_phase = PlayoutPhase::Starting;
    m_target.reset();
    m_came = {};
    m_drift.reset();
    m_heard.reset();
    m_stats = {};
    m_audio.clearTotals();
    m_missedFrames = m_insertedFrames = m_removedFrames = m_skippedFrames = 0;
}

void SpeakerStream::seek()
{
    restart();
    m_came.seek();
    m_target.startEntry();
}

void SpeakerStream::insert(const EncodedPacket &packet, Instant came)
{
    if (m_came.isOfFormerStream(packet)) {
        ++m_stats.late;
        return;
    }
    if (m_came.beginsAnew(packet))
        restart();
    const auto [info, isDuplicate] = m_came.take(packet, m_audio.decoder().framesIn(packet.payload()), came);
    if (isDuplicate || info.frames == 0)
        return;
    if (!m_newest
        || info.sequence > *m_newest) { // what was sent again or fetched says nothing about the line
        m_newest = info.sequence;
        m_newestCame = came;
        m_drift.add(info.arrival, info.arrival.time_since_epoch() - timeOfFrames(info.timestamp));
        m_stats.lateness = m_arrivals.add(info.timestamp, info.arrival);
        m_target.add(m_stats.lateness, info.arrival);
    }
    if (info.end() <= m_audio.end())
        ++m_stats.late;
    else
        m_packets.insert(info, packet.payload());
    m_skippedFrames += m_packets.takeOverflow();
}

void SpeakerStream::restart()
{
    if (m_phase == PlayoutPhase::Playing || m_phase == PlayoutPhase::Dry)
        keepTail();
    m_audio.reset();
    m_packets.clear();
    m_arrivals.reset();
    m_drift.startAnew();
    m_came.restart();
    m_last.reset();
    m_newest.reset();
    m_phase = m_phase == PlayoutPhase::Starting ? PlayoutPhase::Starting : PlayoutPhase::Paused;
}

/// `Nothing` = without a gap. A gap in time that missing numbers do not explain is the sender's own pause.
Ahead SpeakerStream::follows(const PacketInfo &before, const PacketInfo &next) const
{
    const std::int64_t gap = next.timestamp - before.end();
    if (gap <= DecodedAudio::kJoinTolerance)
        return Ahead::Nothing;
    const std::int64_t missing = (next.sequence - before.sequence - 1) * std::max(before.frames, next.frames);
    return next.marker || gap > missing + DecodedAudio::kJoinTolerance ? Ahead::Pause : Ahead::Hole;
}

/// Of the next audio, without the shift.
microseconds SpeakerStream::delay(Instant at) const
{
    const bool playing = m_phase == PlayoutPhase::Playing;
    return m_arrivals.delay(playing ? m_audio.position() : m_packets.front().timestamp, at) - m_shift;
}

std::optional<CatchUpLine::Voice> SpeakerStream::voice(Instant at) const
{
    using Phase = CatchUpLine::Voice::Phase;
    const bool playing = m_phase == PlayoutPhase::Playing;
    if (m_packets.isEmpty() && !(playing && m_last))
        return std::nullopt;
    microseconds late = delay(at);
    if (playing) {
        // A timestamp that is wrong must not hold back the others: the lag shows in what is queued, or in how
        // long ago a listener who is live heard this.
        const std::int64_t end = m_packets.isEmpty() ? m_audio.end() : m_packets.back().end();
        const microseconds queued = timeOfFrames(end - m_audio.position());
        late = std::min(late, std::max(queued, at - m_last->arrival - m_shift));
    }
    return CatchUpLine::Voice{playing         ? Phase::Playing
            : m_phase == PlayoutPhase::Paused ? Phase::Pausing
                                              : Phase::Missing,
        late, target()};
}

bool SpeakerStream::isTalking() const
{
    return m_phase == PlayoutPhase::Playing && !m_lastWasDtx && m_heard.newestDb() >= kQuietDb;
}

PlayoutStatus SpeakerStream::status(Instant at, const CatchUpLine &line) const
{
    PlayoutStatus s{.phase = m_phase, .target = target(), .needed = m_target.needed(), .dryFor = m_dryFor};
    s.silentFor = m_newestCame ? at - *m_newestCame : 0ms;
    s.quiet = m_lastWasDtx || m_heard.newestDb() < kQuietDb;

    const bool playing = m_phase == PlayoutPhase::Playing;
    if (!playing && m_packets.isEmpty())
        return s;
    s.delay = delay(at);
    s.continues = !playing && m_last && follows(*m_last, m_packets.front()) == Ahead::Nothing;
    s.lineLag = line.lag();
    s.inCompany = m_leastTarget > 0ms;
    s.aheadOfOthers = playing && line.isAheadOfOthers(s.delay);
    std::int64_t frames = playing ? m_audio.frames() : 0;
    std::optional<PacketInfo> before;
    if (playing && m_last) {
        before = m_last;
        before->timestamp = m_audio.end() - before->frames;
    }
    // Only as far as a decision can depend on it.
    const std::int64_t enough = framesOfTime(s.target + 60ms);
    for (int i = 0; i < m_packets.size() && frames <= enough; ++i) {
        const PacketInfo &next = m_packets.at(i);
        s.ahead = before ? follows(*before, next) : Ahead::Nothing;
        if (s.ahead != Ahead::Nothing) {
            s.hole = timeOfFrames(next.timestamp - before->end());
            break;
        }
        frames += next.frames;
        before = next;
    }
    s.packetTime = timeOfFrames(before ? before->frames : 0);
    s.queued = timeOfFrames(frames);
    return s;
}

bool SpeakerStream::pull(std::span<float> out, Instant at, const CatchUpLine &line)
{
    bool sounding = false;
    if (m_phase != PlayoutPhase::Starting || !m_packets.isEmpty()) {
        const PlayoutStatus now = status(at, line);
        const PlayoutDecision decision = decidePlayout(now, m_policy);
        m_audio.aimAt(speedOf(now, decision));
        sounding = perform(decision, out, at);
    }
    sounding = m_crossFade.blend(out, sounding);
    if (m_audio.totals().real > 0 && !m_stats.firstPlayed)
        m_stats.firstPlayed = at;
    if (sounding)
        m_heard.addBlock(out, m_phase == PlayoutPhase::Playing);
    else
        m_heard.addSilence();
    return sounding;
}

/// In ppm: as the clocks differ, and a little towards the target where nothing else moves the delay.
double SpeakerStream::speedOf(const PlayoutStatus &status, const PlayoutDecision &decision) const
{
    const double drift = m_drift.ppm() - m_deviceDrift;
    const bool isFree = decision.action == PlayoutAction::Play && status.phase == PlayoutPhase::Playing
        && !status.aheadOfOthers;
    const double nudge = isFree ? kNudge * toMs(status.delay - status.target) : 0;
    return drift + std::clamp(nudge, -kMostNudge, kMostNudge);
}

bool SpeakerStream::perform(const PlayoutDecision &decision, std::span<float> out, Instant at)
{
    using Action = PlayoutAction;
    switch (decision.action) {
    case Action::Silence:
        return false;
    case Action::Resume:
        begin();
        break;
    case Action::Skip:
        skip(at);
        break;
    case Action::Play:
        m_stretch.rest();
        break;
    case Action::SlowDown:
    case Action::SpeedUp:
        stretch(decision);
        break;
    case Action::ConcealHole:
        m_audio.concealUpTo(m_packets.front().timestamp);
        break;
    case Action::Conceal:
    case Action::Fade:
        waitWithSound(out, decision.action == Action::Fade);
        return true;
    case Action::Starve:
        m_dryFor += kBlockTime;
        m_starvedFrames += kBlockFrames;
        return false;
    case Action::Pause:
        endInSilence(out);
        return true;
    }
    fill(DecodedAudio::kEnough);
    if (m_audio.frames() < kBlockFrames) {
        // A pull that came between two packets, or a broken one: no decision, only too little for a whole
        // block.
        waitWithSound(out, false);
        return true;
    }
    if (m_last)
        m_stats.delay = at - m_last->arrival - timeOfFrames(m_audio.position() - m_last->timestamp);
    m_audio.take(out);
    return true;
}

/// Begins with the first packet queued, wherever it lies.
void SpeakerStream::begin()
{
    const PacketInfo &front = m_packets.front();
    if (m_phase == PlayoutPhase::Dry) {
        keepTail();
        const bool paused = m_last && follows(*m_last, front) == Ahead::Pause;
        if (!paused)
            m_missedFrames += m_starvedFrames + m_audio.totals().waiting - m_waitingBefore;
    }
    // Nobody knows whether the speaker begins here, too, or is in the middle of a word.
    m_crossFade.keepSilence();
    m_audio.jumpTo(front.timestamp);
    m_phase = PlayoutPhase::Playing;
    m_stretch.forgetDebt();
    decodeFront();
}

void SpeakerStream::skip(Instant at)
{
    if (m_packets.isEmpty())
        return; // what is left of the last packet: there is nothing to skip to
    keepTail();
    if (m_phase == PlayoutPhase::Playing)
        m_skippedFrames += m_audio.frames();
    const microseconds tooLate = target() + m_shift;
    while (m_packets.size() > 1 && m_arrivals.delay(m_packets.front().end(), at) > tooLate) {
        m_skippedFrames += m_packets.front().frames;
        m_packets.dropFront();
    }
    m_phase = PlayoutPhase::Paused; // what was missing meanwhile is skipped, not concealed
    begin();
}

void SpeakerStream::stretch(const PlayoutDecision &decision)
{
    using Direction = PacedStretch::Direction;
    fill(PacedStretch::kWindowFrames);
    const bool slower = decision.action == PlayoutAction::SlowDown;
    const int frames = m_stretch.stretch(m_audio.pcm(), slower ? Direction::Lengthen : Direction::Shorten,
        decision.rate, decision.urgent, int(framesOfTime(std::min<microseconds>(decision.most, 1s))));
    (slower ? m_insertedFrames : m_removedFrames) += frames;
}

/// Audio is due and not there: goes on with made-up sound. The stream's position waits.
void SpeakerStream::waitWithSound(std::span<float> out, bool fading)
{
    if (m_phase != PlayoutPhase::Dry) {
        m_phase = PlayoutPhase::Dry;
        m_dryFor = 0ms;
        m_starvedFrames = 0;
        m_waitingBefore = m_audio.totals().waiting;
        m_fade = 1;
    }
    if (m_audio.pcm().frames() < kBlockFrames)
        m_audio.concealWaiting();
    m_audio.take(out);
    m_dryFor += kBlockTime;
    if (fading) {
        constexpr float kStep = 1 / float(framesOfTime(kFadedBy - kConcealFor));
        for (int i = 0; i < kBlockFrames; ++i) {
            m_fade = std::max(0.0f, m_fade - kStep);
            out[std::size_t(2 * i)] *= m_fade;
            out[std::size_t(2 * i + 1)] *= m_fade;
        }
    }
}

/// What is left, going over into silence: a pause is not concealed.
void SpeakerStream::endInSilence(std::span<float> out)
{
    m_audio.concealWaiting();
    m_audio.take(out);
    constexpr int kFrom = kBlockFrames - CrossFade::kFrames;
    for (int i = kFrom; i < kBlockFrames; ++i) {
        const float w = 1 - float(i - kFrom + 1) / CrossFade::kFrames;
        out[std::size_t(2 * i)] *= w;
        out[std::size_t(2 * i + 1)] *= w;
    }
    m_audio.jumpTo(m_audio.end());
    m_phase = PlayoutPhase::Paused;
}

void SpeakerStream::fill(int frames)
{
    while (m_audio.frames() < frames && !m_packets.isEmpty()
        && m_packets.front().timestamp - m_audio.end() <= DecodedAudio::kJoinTolerance)
        decodeFront();
}

void SpeakerStream::decodeFront()
{
    m_last = m_packets.front();
    const auto payload = m_packets.frontPayload();
    m_stats.bandwidth = m_audio.decoder().bandwidthOf(payload);
    m_lastWasDtx = payload.size() <= kDtxBytes;
    m_audio.decode(*m_last, payload);
    m_packets.dropFront();
}

/// Keeps how the sound would have gone on, to be faded into whatever comes instead.
void SpeakerStream::keepTail()
{
    if (m_phase != PlayoutPhase::Playing && m_phase != PlayoutPhase::Dry)
        return;
    const auto tail = m_crossFade.keep();
    m_audio.peek(tail);
    if (m_phase == PlayoutPhase::Dry) {
        for (float &x : tail)
            x *= m_fade;
    }
}

DelayPrices SpeakerStream::prices(microseconds fixedDelay) const
{
    const auto under = [this](DelayChoice::Kind kind) {
        return m_target.targetUnder(delayPolicy(DelayMode::Audience, FallingBehind::PlayFaster, {kind}));
    };
    return {
        under(DelayChoice::Kind::Smooth), under(DelayChoice::Kind::LowDelay), m_target.lateShare(fixedDelay)};
}

SpeakerAudioStats SpeakerStream::stats(Instant at)
{
    m_came.writeTo(m_stats, at);
    m_heard.writeTo(m_stats);
    m_stats.clockDrift = m_drift.ppm();
    m_stats.jitter = m_arrivals.jitter();
    m_stats.target = target() + m_shift;
    m_stats.played = timeOfFrames(m_audio.totals().real);
    m_stats.concealed = timeOfFrames(m_audio.totals().lost + m_missedFrames);
    m_stats.stretched = timeOfFrames(m_insertedFrames + m_removedFrames);
    m_stats.skipped = timeOfFrames(m_skippedFrames);
    m_stats.flowing
        = m_phase == PlayoutPhase::Playing || (m_phase == PlayoutPhase::Dry && m_dryFor < kFadedBy);
    return m_stats;
}

} // namespace earshot
