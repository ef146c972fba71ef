#include "client/soundcheck.h"

#include <algorithm>

namespace earshot {

namespace {

using Step = CheckRow::Step;
using State = CheckRow::State;
using Why = CheckRow::Why;

// dBFS, as speech into a microphone for speech gives it.
constexpr double kNoSignal = -55;
constexpr double kQuietSignal = -38;
constexpr int kNarrowHz = 4500; ///< a telephone's
constexpr double kSomeClipping = 0.01;
constexpr double kMuchClipping = 0.1;
constexpr double kLoudHum = -50;
constexpr double kNoise = -50;
constexpr double kLoudNoise = -35;

constexpr double kEchoHowls
    = -6; ///< dB: with a listener's loudspeakers a little louder, the loop's gain is 1
constexpr double kEchoHeard = -25;

constexpr double kSweepIsPlayed = -60; ///< dBFS; at full volume it has -23
constexpr double kMicrophoneIsAlive = -90; ///< dBFS; the quietest of 16 bits

constexpr quint64 kEnoughSent = 25; ///< packets: half a second
constexpr double kAlike = 0.7;
constexpr double kUnlike = 0.3;

constexpr double kHoursShort = 4;
constexpr double kHoursTooShort = 0.5;

State graded(double figure, double warning, double failure)
{
    return figure > failure ? State::Failed : figure > warning ? State::Warning : State::Passed;
}

} // namespace

void Soundcheck::begin(const Seen &seen, Instant now)
{
    *this = {};
    m_begun = now;
    m_sends = seen.onStage;
    m_sentBefore = seen.voice.sent;
    m_returnedBefore = seen.voice.returned;
    m_complainedBefore = seen.line.complainedAt;
    m_view.state = SoundcheckView::State::Running;
    m_view.remaining = kLongest;
    for (int step = 0; step <= int(Step::DiskRoom); ++step)
        m_view.rows.push_back({Step(step), State::Running});
    row(Step::Feedback).state = State::Waiting;
}

void Soundcheck::stop()
{
    if (isRunning())
        finish(SoundcheckView::State::Stopped, Why::Stopped);
}

void Soundcheck::finish(SoundcheckView::State state, Why why)
{
    m_view.state = state;
    m_view.remaining = milliseconds{0};
    for (CheckRow &row : m_view.rows) {
        if (row.state == State::Running || row.state == State::Waiting)
            skip(row, why);
    }
}

void Soundcheck::skip(CheckRow &row, Why why)
{
    row.state = State::Skipped;
    row.why = why;
}

void Soundcheck::update(const Seen &seen, Instant now, WallTime wall)
{
    if (!isRunning())
        return;
    m_passed = std::chrono::duration_cast<milliseconds>(now - m_begun);
    const bool hasEcho = m_echo || row(Step::Feedback).state == State::Skipped;
    const bool isLast = m_passed >= kLongest || (m_passed > kSpeaking && hasEcho);
    judgeVoice(seen, m_passed >= kSpeaking);
    judgeServer(seen, m_passed >= kSpeaking);
    judgeEcho(seen, isLast);
    judgeDisk(seen);
    m_view.remaining = std::max(milliseconds{kLongest} - m_passed, milliseconds{0});
    if (!isLast)
        return;
    finish(SoundcheckView::State::Done, Why::None);
    m_view.finished = wall;
    m_view.passed
        = std::ranges::none_of(m_view.rows, [](const CheckRow &r) { return r.state == State::Failed; });
    m_view.complete = std::ranges::none_of(
        m_view.rows, [](const CheckRow &r) { return r.state == State::Skipped && r.why != Why::NotNeeded; });
}

bool Soundcheck::wantsVoice() const
{
    return isRunning() && m_sends && m_passed < kSpeaking;
}

void Soundcheck::echoAsked()
{
    m_echoAsked = true;
    row(Step::Feedback).state = State::Running;
}

void Soundcheck::dropEcho()
{
    if (!isRunning() || m_echo)
        return;
    m_echoAsked = true;
    skip(row(Step::Feedback), Why::OnAir);
}

/// While it is spoken the figures only grow; what is said of them is said at the end.
void Soundcheck::judgeVoice(const Seen &seen, bool isLast)
{
    CheckRow &signal = row(Step::Signal);
    if (signal.state != State::Running)
        return;
    m_loudest = std::max(m_loudest, seen.capture.levelDb);
    m_clipped = std::max(m_clipped, seen.capture.clippedShare);
    signal.figure = m_loudest;
    signal.text = seen.input.deviceName;
    if (seen.capture.bandwidthHz > 0)
        signal.second = seen.capture.bandwidthHz;
    CheckRow &clipping = row(Step::ClippingHum);
    clipping.figure = m_clipped;
    clipping.second = seen.capture.humHz > 0 ? std::optional(seen.capture.humDb) : std::nullopt;
    CheckRow &noise = row(Step::NoiseFloor);
    noise.figure = seen.capture.noiseFloorDb;
    if (seen.input.phase == InputPhase::Failed) {
        signal = {
            Step::Signal, State::Failed, {}, {}, seen.input.failure ? seen.input.failure->detail : QString()};
        clipping = {Step::ClippingHum, State::Skipped};
        noise = {Step::NoiseFloor, State::Skipped};
        clipping.why = noise.why = Why::MicrophoneSilent;
        return;
    }
    if (!isLast)
        return;
    const bool isNarrow = signal.second && *signal.second <= kNarrowHz;
    signal.state = m_loudest < kNoSignal || seen.capture.silentSince ? State::Failed
        : m_loudest < kQuietSignal || isNarrow                       ? State::Warning
                                                                     : State::Passed;
    clipping.state = graded(m_clipped, kSomeClipping, kMuchClipping);
    if (clipping.state == State::Passed && clipping.second && *clipping.second > kLoudHum)
        clipping.state = State::Warning;
    noise.state = graded(*noise.figure, kNoise, kLoudNoise);
}

void Soundcheck::judgeServer(const Seen &seen, bool isLast)
{
    CheckRow &accepts = row(Step::ServerAccepts);
    CheckRow &returns = row(Step::VoiceReturns);
    if (returns.state != State::Running)
        return;
    if (!m_sends) {
        skip(accepts, Why::OffStage);
        skip(returns, Why::OffStage);
        return;
    }
    accepts.text = seen.line.serverHost;
    if (seen.line.roundTrip)
        accepts.figure = toMs(*seen.line.roundTrip);
    if (seen.line.complaint && seen.line.complainedAt != m_complainedBefore) {
        accepts.state = returns.state = State::Failed;
        accepts.text = seen.line.complaint->detail;
        return;
    }
    const quint64 sent = seen.voice.sent - std::min(m_sentBefore, seen.voice.sent);
    const quint64 back = seen.voice.returned - std::min(m_returnedBefore, seen.voice.returned);
    if (back > 0 && seen.voice.roundTrip)
        returns.figure = toMs(*seen.voice.roundTrip);
    returns.second = seen.correlation;
    if (!isLast)
        return;
    const bool isLive = seen.line.phase == LinePhase::Live;
    if (!isLive) {
        accepts.state = returns.state = State::Failed;
    } else if (sent < kEnoughSent) {
        skip(accepts, Why::NothingSent);
        skip(returns, Why::NothingSent);
    } else if (back == 0) {
        skip(accepts, Why::NothingReturned);
        returns.state = State::Failed;
    } else {
        accepts.state = State::Passed;
        const double alike = seen.correlation.value_or(1);
        returns.state = alike < kUnlike         ? State::Failed
            : back * 2 < sent || alike < kAlike ? State::Warning
                                                : State::Passed;
    }
}

/// An echo that was found proves itself; that there is none has to be proven.
void Soundcheck::judgeEcho(const Seen &seen, bool isLast)
{
    CheckRow &feedback = row(Step::Feedback);
    if (feedback.state == State::Skipped)
        return;
    if (!m_echo) {
        if (isLast)
            skip(feedback, Why::None);
        return;
    }
    const bool isFound = m_echo->hasOutput && m_echo->isMeasured && m_echo->db > -127;
    if (isFound) {
        feedback.figure = m_echo->db;
        feedback.state = graded(m_echo->db, kEchoHeard, kEchoHowls);
    } else if (const Why why = whyNoEcho(seen); why != Why::None || !m_echo->isMeasured) {
        skip(feedback, why);
    } else {
        feedback.state = State::Passed;
    }
}

Why Soundcheck::whyNoEcho(const Seen &seen) const
{
    if (!m_echo->hasOutput)
        return Why::NoOutput;
    if (!m_echo->isMeasured)
        return Why::None;
    if (m_echo->playedDb < kSweepIsPlayed)
        return Why::OutputMuted;
    const bool isDead
        = m_loudest < kNoSignal || m_echo->heardDb < kMicrophoneIsAlive || seen.capture.silentSince;
    return isDead ? Why::MicrophoneSilent : Why::None;
}

void Soundcheck::judgeDisk(const Seen &seen)
{
    CheckRow &disk = row(Step::DiskRoom);
    if (!seen.diskFree) {
        skip(disk, Why::NotNeeded);
        return;
    }
    const double bytesPerHour = seen.bitrate / 8.0 * 3600;
    disk.figure = double(*seen.diskFree) / bytesPerHour;
    disk.state = *disk.figure < kHoursTooShort ? State::Failed
        : *disk.figure < kHoursShort           ? State::Warning
                                               : State::Passed;
}

} // namespace earshot
