#include "client/soundcheck.h"

#include <algorithm>

namespace earshot {

namespace {

using Step = CheckRow::Step;
using State = CheckRow::State;

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
    if (!isRunning())
        return;
    m_view.state = SoundcheckView::State::Done;
    m_view.remaining = milliseconds{0};
    for (CheckRow &row : m_view.rows) {
        if (row.state == State::Running || row.state == State::Waiting)
            row.state = State::Skipped;
    }
}

void Soundcheck::update(const Seen &seen, Instant now, WallTime wall)
{
    if (!isRunning())
        return;
    m_passed = std::chrono::duration_cast<milliseconds>(now - m_begun);
    const bool isLast = m_passed >= kLongest || (m_passed > kSpeaking && m_echo);
    judgeVoice(seen, m_passed >= kSpeaking);
    judgeServer(seen, m_passed >= kSpeaking);
    judgeEcho(isLast);
    judgeDisk(seen);
    m_view.remaining = std::max(milliseconds{kLongest} - m_passed, milliseconds{0});
    if (!isLast)
        return;
    stop();
    m_view.finished = wall;
    m_view.passed
        = std::ranges::none_of(m_view.rows, [](const CheckRow &r) { return r.state == State::Failed; });
}

bool Soundcheck::wantsVoice() const
{
    return isRunning() && m_sends && m_passed < kSpeaking;
}

bool Soundcheck::takeEchoWish()
{
    if (!isRunning() || m_passed < kSpeaking || m_echoAsked)
        return false;
    m_echoAsked = true;
    row(Step::Feedback).state = State::Running;
    return true;
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
        accepts.state = returns.state = State::Skipped;
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
    accepts.state = isLive ? State::Passed : State::Failed;
    if (sent < kEnoughSent || !isLive)
        returns.state = isLive ? State::Skipped : State::Failed; // nothing was said
    else if (back == 0 || (seen.correlation && *seen.correlation < kUnlike))
        returns.state = State::Failed;
    else
        returns.state = back * 2 < sent || (seen.correlation && *seen.correlation < kAlike) ? State::Warning
                                                                                            : State::Passed;
}

void Soundcheck::judgeEcho(bool isLast)
{
    CheckRow &feedback = row(Step::Feedback);
    if (m_echo && m_echo->db) {
        feedback.figure = m_echo->db;
        feedback.state = graded(*m_echo->db, kEchoHeard, kEchoHowls);
    } else if (isLast) {
        feedback.state = State::Skipped;
    }
}

void Soundcheck::judgeDisk(const Seen &seen)
{
    CheckRow &disk = row(Step::DiskRoom);
    if (!seen.diskFree) {
        disk.state = State::Skipped;
        return;
    }
    const double bytesPerHour = seen.bitrate / 8.0 * 3600;
    disk.figure = double(*seen.diskFree) / bytesPerHour;
    disk.state = *disk.figure < kHoursTooShort ? State::Failed
        : *disk.figure < kHoursShort           ? State::Warning
                                               : State::Passed;
}

} // namespace earshot
