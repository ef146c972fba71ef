#include "simulation/audio/trace_player.h"

#include "audio/handover_clock.h"
#include "audio/playback.h"
#include "support/counted_memory.h"

#include <algorithm>
#include <bit>

namespace earshot::test {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLongestPullGap = 200ms; ///< as in Playback
constexpr int kBlocksPerStats = 5;

class Hash
{
public:
    void add(std::uint64_t value) { m_value = (std::rotl(m_value, 5) ^ value) * 0x9e3779b97f4a7c15u; }
    void add(std::span<const float> block)
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i + 1 < block.size(); i += 16) {
            word = std::rotl(word, 7) ^ std::bit_cast<std::uint32_t>(block[i])
                ^ std::uint64_t(std::bit_cast<std::uint32_t>(block[i + 1])) << 32;
        }
        add(word);
    }
    std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 1;
};

/// Calls `pull` whenever the device of a trace asks for sound.
template<typename Pull>
void runDevice(const Trace &trace, Pull pull)
{
    const double period = double(trace.blocksPerPull) * toMs(kBlockTime) * 1000 / (1 + trace.devicePpm / 1e6);
    double passed = 0; // µs
    std::size_t sleep = 0;
    for (;; passed += period) {
        Instant now = Trace::kBegin + microseconds{std::int64_t(passed)};
        for (; sleep < trace.sleeps.size() && trace.sleeps[sleep].at <= now; ++sleep) {
            passed += double(trace.sleeps[sleep].length.count());
            now += trace.sleeps[sleep].length;
        }
        if (now >= trace.end)
            return;
        pull(now);
    }
}

class Player
{
public:
    Player(const Trace &trace, std::span<Check *const> checks)
        : m_trace(trace)
        , m_checks(checks)
        , m_choice(trace.choice)
        , m_stream(std::make_unique<PositionDecoder>(trace.sound()), trace.choice.policy())
        , m_reader(trace.sound())
    { }

    std::uint64_t run();

private:
    void takeEvents(Instant now);
    void pullBlock(Instant at);

    const Trace &m_trace;
    std::span<Check *const> m_checks;
    ListenerChoice m_choice;
    SpeakerStream m_stream;
    BlockReader m_reader;
    HandoverClock m_handover;
    std::array<float, kBlockFrames * kStereo> m_block{};
    std::size_t m_nextEvent = 0;
    microseconds m_shift{0};
    bool m_isAnew = false;
    bool m_isCleared = false;
    std::int64_t m_blocks = 0;
    Hash m_hash;
};

void Player::takeEvents(Instant now)
{
    using Kind = Trace::Event::Kind;
    for (; m_nextEvent < m_trace.events.size() && m_trace.events[m_nextEvent].at <= now; ++m_nextEvent) {
        const Trace::Event &event = m_trace.events[m_nextEvent];
        Allocations::count(true);
        switch (event.kind) {
        case Kind::Packet: {
            const EncodedPacket packet = m_trace.sent[std::size_t(event.sent)].packet();
            m_stream.insert(packet, now - packet.arrival < kLongestPullGap ? packet.arrival : now);
            break;
        }
        case Kind::Choice:
            m_choice = event.choice;
            m_stream.setPolicy(event.choice.policy());
            break;
        case Kind::Seek:
            m_stream.seek();
            m_stream.setShift(m_shift = event.shift);
            m_isAnew = true;
            break;
        case Kind::Clear:
            m_stream.clear();
            m_isAnew = m_isCleared = true;
            break;
        }
        Allocations::count(false);
    }
}

void Player::pullBlock(Instant at)
{
    Allocations::count(true);
    const bool isSounding = m_stream.pull(m_block, at);
    const bool isTimeForStats = ++m_blocks % kBlocksPerStats == 0;
    const auto stats = isTimeForStats ? m_stream.stats(at) : SpeakerAudioStats{};
    Allocations::count(false);

    if (isSounding)
        m_hash.add(m_block);
    const auto account = m_stream.account();
    m_hash.add(
        std::uint64_t(account.position) ^ std::uint64_t(account.real) << 20 ^ std::uint64_t(isSounding));

    const HeardBlock heard
        = m_reader.read(at, isSounding ? std::span<const float>(m_block) : std::span<const float>());
    const Played played{heard, account, m_blocks * kBlockFrames, isTimeForStats ? &stats : nullptr, m_isAnew,
        m_isCleared, m_choice, m_shift};
    for (Check *check : m_checks)
        check->add(played);
    m_isAnew = m_isCleared = false;
}

std::uint64_t Player::run()
{
    runDevice(m_trace, [this](Instant now) {
        takeEvents(now);
        for (int i = 0; i < m_trace.blocksPerPull; ++i)
            pullBlock(m_handover.next(now));
    });
    for (Check *check : m_checks)
        check->end();
    return m_hash.value();
}

/// Several speakers, the first of whom is heard.
class Company
{
public:
    Company(std::span<const Trace> traces, std::span<Check *const> checks)
        : m_traces(traces)
        , m_checks(checks)
        , m_playback(traces.front().choice.mode,
              [sound = traces.front().sound()] { return std::make_unique<PositionDecoder>(sound); })
        , m_reader(traces.front().sound())
        , m_next(traces.size())
        , m_choice(traces.front().choice)
        , m_block(std::size_t(traces.front().blocksPerPull) * kBlockFrames * kStereo)
    {
        m_playback.setLevelling(false);
        for (int slot = 1; slot < int(traces.size()); ++slot)
            m_playback.setSpeakerGain(slot, 0);
        choose(m_choice);
    }

    std::uint64_t run();

private:
    void choose(const ListenerChoice &choice);
    void takeEvents(int slot, Instant now);
    void check(Instant now);

    std::span<const Trace> m_traces;
    std::span<Check *const> m_checks;
    Playback m_playback;
    BlockReader m_reader;
    std::vector<std::size_t> m_next; ///< event of each trace
    ListenerChoice m_choice;
    std::vector<float> m_block;
    std::int64_t m_pulled = 0;
    Hash m_hash;
};

void Company::choose(const ListenerChoice &choice)
{
    m_choice = choice;
    m_playback.setDelayMode(choice.mode);
    m_playback.setFallingBehind(choice.behind);
    m_playback.setDelayChoice(choice.delay);
}

void Company::takeEvents(int slot, Instant now)
{
    using Kind = Trace::Event::Kind;
    const Trace &trace = m_traces[std::size_t(slot)];
    for (std::size_t &i = m_next[std::size_t(slot)]; i < trace.events.size() && trace.events[i].at <= now;
         ++i) {
        const Trace::Event &event = trace.events[i];
        if (event.kind == Kind::Packet) {
            EncodedPacket packet = trace.sent[std::size_t(event.sent)].packet();
            packet.slot = slot;
            m_playback.push(packet);
        } else if (event.kind == Kind::Choice && slot == 0) {
            choose(event.choice);
        }
    }
}

void Company::check(Instant now)
{
    constexpr std::size_t kBlock = kBlockFrames * kStereo;
    for (std::size_t begin = 0; begin < m_block.size(); begin += kBlock) {
        const auto block = std::span<const float>(m_block).subspan(begin, kBlock);
        const bool isSilent = std::ranges::all_of(block, [](float x) { return x == 0; });
        m_hash.add(block);
        m_pulled += kBlockFrames;
        const HeardBlock heard = m_reader.read(now, isSilent ? std::span<const float>() : block);
        const Played played{heard, {}, m_pulled, nullptr, false, false, m_choice, microseconds{0}};
        for (Check *check : m_checks)
            check->add(played);
    }
}

std::uint64_t Company::run()
{
    runDevice(m_traces.front(), [this](Instant now) {
        for (int slot = 0; slot < int(m_traces.size()); ++slot)
            takeEvents(slot, now);
        Allocations::count(true);
        m_playback.pull(m_block, now, microseconds{0});
        Allocations::count(false);
        check(now);
    });
    for (Check *check : m_checks)
        check->end();
    return m_hash.value();
}

} // namespace

std::uint64_t play(const Trace &trace, std::span<Check *const> checks)
{
    return Player(trace, checks).run();
}

std::uint64_t playTogether(std::span<const Trace> traces, std::span<Check *const> checks)
{
    return Company(traces, checks).run();
}

} // namespace earshot::test
