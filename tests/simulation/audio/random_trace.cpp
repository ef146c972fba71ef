#include "simulation/audio/random_trace.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using Kind = PositionPayload::Kind;

constexpr std::array kSizes{120, 480, 960, 1920, 2880, 5760}; // 2.5…120 ms

class Maker
{
public:
    Maker(std::uint64_t seed, bool isOneOfSeveral)
        : m_random(seed)
        , m_isOneOfSeveral(isOneOfSeveral)
    { }

    Trace make();

private:
    int below(int n) { return int(m_random.next() % std::uint64_t(n)); }
    bool oneIn(int n) { return below(n) == 0; }
    microseconds between(microseconds least, microseconds most) // as often in each octave
    {
        const double octaves = double(most.count()) / double(least.count());
        return microseconds{std::int64_t(double(least.count()) * std::pow(octaves, m_random.fraction()))};
    }
    static constexpr microseconds us(std::int64_t n) { return microseconds{n}; }

    Instant now() const { return Trace::kBegin + timeOfFrames(m_position); }
    ListenerChoice anyChoice();
    void note(const char *what, microseconds length = 0ms);
    void send(Kind kind);
    void talk(microseconds length);
    void beSilent(microseconds length, bool dtx);
    void disturb();
    void lose();
    void goBack();
    void deliver();

    SeededRandom m_random;
    bool m_isOneOfSeveral;
    Trace m_trace;
    microseconds m_longest{1s}; ///< of a disturbance
    std::int64_t m_position = 0;
    std::uint16_t m_sequence = 0;
    std::uint32_t m_offset = 0; ///< timestamp - position
    int m_frames = 960;
    bool m_mixed = false;
    bool m_jumpsBack = false;
    microseconds m_jitter{0};
    microseconds m_slower{0}; ///< than the shortest way
    bool m_rises = false;
    bool m_marker = false;
    Kind m_next = Kind::Voice; ///< of the next m_nextCount
    int m_nextCount = 0;
    Instant m_held{}; ///< a stall ends
    Instant m_restartedIn{}; ///< the end of the stall, if any, in which the sender last started anew
    Instant m_broken{}; ///< the line is back
    Instant m_lastCame{};
    Instant m_lastFetched{};
    std::vector<Trace::Event> m_seeks;
};

void Maker::note(const char *what, microseconds length)
{
    m_trace.story += " " + std::to_string(toMs(now() - Trace::kBegin)).substr(0, 7) + ":" + what;
    if (length > 0ms)
        m_trace.story += "(" + std::to_string(int(toMs(length))) + "ms)";
}

ListenerChoice Maker::anyChoice()
{
    ListenerChoice choice;
    choice.mode = oneIn(3) ? DelayMode::OnStage : DelayMode::Audience;
    choice.behind = oneIn(3) ? FallingBehind::JumpToLive : FallingBehind::PlayFaster;
    const std::array kinds{DelayChoice::Kind::Smooth, DelayChoice::Kind::LowDelay, DelayChoice::Kind::Fixed};
    choice.delay.kind = kinds[std::size_t(oneIn(2) ? 0 : below(3))];
    choice.delay.fixed = between(40ms, oneIn(4) ? 5s : 600ms);
    return choice;
}

void Maker::send(Kind kind)
{
    if (m_mixed)
        m_frames = kSizes[std::size_t(below(int(kSizes.size())))];
    if (m_nextCount > 0) {
        --m_nextCount;
        kind = m_next;
        ++m_trace.broken;
    }
    Trace::Sent sent{.payload = {kind, m_frames, m_position, m_rises && kind == Kind::Voice, false},
        .timestamp = m_offset + std::uint32_t(m_position),
        .sequence = m_sequence++,
        .marker = m_marker};
    m_rises = m_rises && kind != Kind::Voice;
    m_marker = false;
    m_position += m_frames;
    const microseconds jitter{m_jitter > 0ms ? below(int(m_jitter.count())) : 0};
    sent.arrival = now() + m_trace.calmWay + m_slower + jitter;
    if (now() < m_broken) { // fetched when the line is back
        m_lastFetched = std::max(m_lastFetched, m_broken + between(30ms, 150ms));
        sent.came = m_lastFetched;
    } else {
        m_lastCame = sent.came = sent.arrival = std::max({m_lastCame, sent.arrival, m_held});
    }
    m_trace.sent.push_back(sent);
}

void Maker::talk(microseconds length)
{
    for (const Instant until = now() + length; now() < until;)
        send(Kind::Voice);
}

/// The sender's clock goes on, its numbers do not.
void Maker::beSilent(microseconds length, bool dtx)
{
    m_trace.hasSilence = true;
    if (!m_trace.sent.empty())
        m_trace.sent.back().payload.sinks = true;
    const Instant until = now() + length;
    while (now() < until) {
        if (dtx)
            send(Kind::Dtx);
        m_position += dtx ? framesOfTime(400ms) - m_frames % framesOfTime(400ms) : framesOfTime(10ms);
    }
    m_rises = true;
    m_marker = !oneIn(3);
}

/// Numbers that never come.
void Maker::lose()
{
    const int most = int(m_longest / timeOfFrames(m_frames));
    const int count
        = std::clamp(int(std::pow(500.0, m_random.fraction())), 1, std::max(1, std::min(500, most)));
    note("gap", timeOfFrames(count * m_frames));
    m_sequence = std::uint16_t(m_sequence + count);
    m_position += count * m_frames;
    m_trace.mustBeHeard = m_trace.isCountable = false;
}

void Maker::goBack()
{
    Trace::Event seek{.at = now() + m_trace.calmWay + 5ms, .kind = Trace::Event::Kind::Seek};
    if (m_seeks.empty() || !oneIn(3))
        seek.shift = std::min(between(300ms, m_longest * 2), now() - Trace::kBegin);
    note("seek", seek.shift);
    m_seeks.push_back(seek);
    m_trace.hasSeek = true;
    m_trace.mustBeHeard = m_trace.isCountable = false;
}

void Maker::disturb()
{
    const Instant at = now() + m_trace.calmWay;
    int kind = below(16);
    // Of what comes in one instant, nobody can tell three runs of a sender apart.
    if ((kind == 6 || kind == 7) && at < m_held && m_held == m_restartedIn)
        kind = 0;
    if (kind == 6 || kind == 7)
        m_restartedIn = m_held;
    switch (kind) {
    case 0:
    case 1:
    case 2: {
        const microseconds length = between(20ms, m_longest);
        note("stall", length);
        m_held = at + length;
        break;
    }
    case 3: {
        note("again");
        const int count = std::min(1 + below(60), int(m_trace.sent.size()));
        for (int i = int(m_trace.sent.size()) - count; i < int(m_trace.sent.size()); ++i) {
            const Instant again
                = std::max(m_lastCame, m_trace.sent[std::size_t(i)].came) + us(below(100'000));
            m_trace.events.push_back({.at = again, .sent = i});
        }
        break;
    }
    case 4:
        lose();
        break;
    case 5: {
        const microseconds length = between(50ms, m_longest);
        note("break", length);
        m_broken = std::max(at + length, m_held); // what was on the way comes first
        m_trace.isCountable = m_trace.mustBeHeard = false;
        break;
    }
    case 6:
        note("restart");
        m_trace.mustBeHeard = m_trace.isCountable = false;
        m_sequence = std::uint16_t(m_sequence + 3500 + below(58'000));
        m_offset = std::uint32_t(m_random.next());
        break;
    case 7:
        note("jump");
        m_trace.mustBeHeard = m_trace.isCountable = false;
        m_offset += (m_jumpsBack ? ~0u : 1u) * ((1u << 24) + std::uint32_t(below(2000)) * 120);
        break;
    case 8:
    case 9: {
        const microseconds length = between(40ms, m_longest * 2);
        note("pause", length);
        beSilent(length, false);
        break;
    }
    case 10: {
        const microseconds length = between(400ms, 2s);
        note("dtx", length);
        beSilent(length, true);
        break;
    }
    case 11:
        note("broken");
        m_next = std::array{Kind::Broken, Kind::Unreadable, Kind::Empty}[std::size_t(below(3))];
        m_nextCount = 1 + below(5);
        m_trace.mustBeHeard = m_trace.isCountable = false;
        break;
    case 12: {
        const microseconds length = between(100ms, m_longest);
        note("sleep", length);
        m_trace.sleeps.push_back({at, length});
        break;
    }
    case 13: {
        const auto choice = anyChoice();
        note(choice.mode == DelayMode::OnStage ? "stage"
                : choice.hearsAll()            ? "audience"
                                               : "live",
            choice.delay.kind == DelayChoice::Kind::Fixed ? choice.delay.fixed
                                                          : milliseconds{int(choice.delay.kind)});
        m_trace.events.push_back({.at = at, .kind = Trace::Event::Kind::Choice, .choice = choice});
        m_trace.mustBeHeard = m_trace.mustBeHeard && choice.hearsAll();
        break;
    }
    case 14:
        if (!m_isOneOfSeveral)
            goBack();
        break;
    case 15:
        if (oneIn(3) && !m_isOneOfSeveral) {
            note("clear");
            m_trace.events.push_back({.at = at, .kind = Trace::Event::Kind::Clear});
            m_trace.mustBeHeard = m_trace.isCountable = false;
        } else {
            m_slower = us(below(60'000));
            m_jitter = us(below(30'000));
            note("jitter", m_slower);
        }
        break;
    }
}

/// Packets come when they came; after a seek, those of that time, a little ahead of their time.
void Maker::deliver()
{
    for (int i = 0; i < int(m_trace.sent.size()); ++i)
        m_trace.events.push_back({.at = m_trace.sent[std::size_t(i)].came, .sent = i});
    for (const auto &seek : m_seeks) {
        std::erase_if(m_trace.events,
            [&](const Trace::Event &e) { return e.kind == Trace::Event::Kind::Packet && e.at >= seek.at; });
        constexpr microseconds kLead = 1s;
        Instant last = seek.at + 30ms;
        for (int i = 0; i < int(m_trace.sent.size()); ++i) {
            const Trace::Sent &sent = m_trace.sent[std::size_t(i)];
            if (sent.arrival < seek.at - seek.shift - 100ms)
                continue;
            last = std::max({last, sent.came, sent.arrival + seek.shift - kLead});
            m_trace.events.push_back({.at = last, .sent = i});
        }
        m_trace.events.push_back(seek);
    }
    std::ranges::stable_sort(m_trace.events, {}, &Trace::Event::at);
}

Trace Maker::make()
{
    const int size = below(100);
    m_longest = size < 85 ? 1s : size < 98 ? 4s : 20s;
    const microseconds talkTime = size < 85 ? 500ms : size < 98 ? 1500ms : 5s;
    m_trace.choice = anyChoice();
    m_trace.mustBeHeard = m_trace.choice.hearsAll();
    m_trace.calmWay = us(5'000 + below(100'000));
    m_trace.blocksPerPull = oneIn(2) ? 1 : 1 + below(12);
    m_trace.devicePpm = (m_random.fraction() - 0.5) * 600;
    m_sequence = std::uint16_t(oneIn(2) ? -below(200) : below(65536));
    m_offset = oneIn(2) ? std::uint32_t(-below(200'000)) : std::uint32_t(m_random.next());
    m_frames = oneIn(2) ? 960 : kSizes[std::size_t(below(int(kSizes.size())))];
    m_mixed = oneIn(6);
    m_jumpsBack = oneIn(2);
    note(m_trace.choice.mode == DelayMode::OnStage ? "stage"
            : m_trace.choice.hearsAll()            ? "audience"
                                                   : "live",
        m_trace.choice.delay.kind == DelayChoice::Kind::Fixed ? m_trace.choice.delay.fixed
                                                              : milliseconds{int(m_trace.choice.delay.kind)});
    m_trace.story += " frames " + std::to_string(m_mixed ? 0 : m_frames) + ", pulls "
        + std::to_string(m_trace.blocksPerPull);
    talk(between(20ms, talkTime));
    for (int left = 1 + below(5); left > 0; --left) {
        disturb();
        talk(between(5ms, talkTime));
    }
    m_slower = m_jitter = 0ms;
    m_nextCount = 0;
    m_trace.calm = std::max({m_lastCame, m_lastFetched, m_held, m_broken, now() + m_trace.calmWay});
    for (const auto &sleep : m_trace.sleeps)
        // What a short one cost the device is seen after up to two seconds.
        m_trace.calm = std::max(m_trace.calm, sleep.at + sleep.length + 2s);
    for (const auto &seek : m_seeks)
        m_trace.calm = std::max(m_trace.calm, seek.at + 100ms);
    note("calm");
    m_trace.end = m_trace.calm + (size < 85 ? 1s : size < 98 ? 3s : 20s);
    talk(m_trace.end - now());
    deliver();
    return std::move(m_trace);
}

} // namespace

EncodedPacket Trace::Sent::packet() const
{
    EncodedPacket packet;
    packet.sequence = sequence;
    packet.timestamp = timestamp;
    packet.arrival = arrival;
    packet.marker = marker;
    payload.write(packet);
    return packet;
}

const Trace::Sent &Trace::holding(double position) const
{
    const auto after = std::ranges::upper_bound(
        sent, position, {}, [](const Sent &s) { return double(s.payload.position); });
    return after == sent.begin() ? *after : *(after - 1);
}

Trace randomTrace(std::uint64_t seed, bool isOneOfSeveral)
{
    return Maker(seed, isOneOfSeveral).make();
}

} // namespace earshot::test
