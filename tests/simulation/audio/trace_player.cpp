#include "simulation/audio/trace_player.h"

#include "audio/handover_clock.h"

#include <bit>

namespace earshot::test {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLongestPullGap = 200ms; ///< as in Playback
constexpr int kBlocksPerStats = 5;

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
    void hash(std::uint64_t value) { m_hash = (std::rotl(m_hash, 5) ^ value) * 0x9e3779b97f4a7c15u; }

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
    std::uint64_t m_hash = 1;
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

    if (isSounding) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < m_block.size(); i += 16) {
            word = std::rotl(word, 7) ^ std::bit_cast<std::uint32_t>(m_block[i])
                ^ std::uint64_t(std::bit_cast<std::uint32_t>(m_block[i + 1])) << 32;
        }
        hash(word);
    }
    const auto account = m_stream.account();
    hash(std::uint64_t(account.position) ^ std::uint64_t(account.real) << 20 ^ std::uint64_t(isSounding));

    const HeardBlock heard
        = m_reader.read(at, isSounding ? std::span<const float>(m_block) : std::span<const float>());
    const Played played{heard, account, m_blocks * kBlockFrames, isTimeForStats ? &stats : nullptr, m_isAnew,
        m_isCleared, m_choice, m_shift};
    if (getenv("DBG")) { float g0=9,g1=0,j=0; for (auto &f: heard.frames) {g0=std::min(g0,f.gain);g1=std::max(g1,f.gain);j=std::max(j,f.jump);}
        fprintf(stderr,"%9.3f s%d sm%d %.1f..%.1f adv %d | gain %.2f-%.2f jump %.3f | pos %lld real %lld ins %lld rem %lld\n", toMs(at-Trace::kBegin), isSounding, heard.isSmooth, heard.first, heard.last, heard.advancing, g0,g1,j, (long long)account.position,(long long)account.real,(long long)account.inserted,(long long)account.removed);
        if (j > 0.012) { int n=0; for (auto &f: heard.frames) {++n; if (f.jump>0.006) fprintf(stderr,"   [%d] gain %.3f pos %.1f jump %.4f\n", n-1, f.gain, f.position, f.jump);} } }
    for (Check *check : m_checks)
        check->add(played);
    m_isAnew = m_isCleared = false;
}

std::uint64_t Player::run()
{
    const double period = double(m_trace.blocksPerPull) * toMs(kBlockTime) * 1000 / (1 + m_trace.devicePpm / 1e6);
    double passed = 0; // µs
    std::size_t sleep = 0;
    for (;; passed += period) {
        Instant now = Trace::kBegin + microseconds{std::int64_t(passed)};
        for (; sleep < m_trace.sleeps.size() && m_trace.sleeps[sleep].at <= now; ++sleep) {
            passed += double(m_trace.sleeps[sleep].length.count());
            now += m_trace.sleeps[sleep].length;
        }
        if (now >= m_trace.end)
            break;
        takeEvents(now);
        for (int i = 0; i < m_trace.blocksPerPull; ++i)
            pullBlock(m_handover.next(now));
    }
    for (Check *check : m_checks)
        check->end();
    return m_hash;
}

} // namespace

std::uint64_t play(const Trace &trace, std::span<Check *const> checks)
{
    return Player(trace, checks).run();
}

} // namespace earshot::test
