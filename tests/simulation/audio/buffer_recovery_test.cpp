#include "base/random.h"
#include "simulation/audio/buffer_checks.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

Q_DECLARE_METATYPE(earshot::test::ListenerChoice)

namespace {

constexpr ListenerChoice kStage{.mode = DelayMode::OnStage};
constexpr ListenerChoice kAudience{.mode = DelayMode::Audience};

/// What happens to a speaker's packets of 20 ms, told from the beginning.
class Script
{
public:
    explicit Script(const ListenerChoice &choice)
    {
        m_trace.choice = choice;
        m_trace.calmWay = 30ms;
        m_trace.mustBeHeard = choice.hearsAll();
    }

    microseconds now() const { return timeOfFrames(m_position); }
    /// Each packet is late by up to `jitter`.
    Script &talk(microseconds length, microseconds jitter = 0ms)
    {
        for (const auto until = now() + length; now() < until;) {
            Trace::Sent sent{.payload = {.frames = 960, .position = m_position},
                .timestamp = std::uint32_t(m_position),
                .sequence = m_sequence++};
            m_position += 960;
            const microseconds late{
                jitter > 0ms ? std::int64_t(m_random.next() % std::uint64_t(jitter.count())) : 0};
            m_last = sent.came = sent.arrival = std::max({m_last, here() + late, m_held});
            m_trace.events.push_back({.at = sent.came, .sent = int(m_trace.sent.size())});
            m_trace.sent.push_back(sent);
        }
        return *this;
    }
    /// What is said for so long comes at its end.
    Script &stall(microseconds length)
    {
        m_held = here() + length;
        return talk(length);
    }
    /// What is said for so long never comes.
    Script &lose(microseconds length)
    {
        m_sequence = std::uint16_t(m_sequence + length / 20ms);
        m_position += framesOfTime(length);
        m_trace.mustBeHeard = false;
        return *this;
    }
    Script &choose(const ListenerChoice &choice)
    {
        m_trace.events.push_back({.at = here(), .kind = Trace::Event::Kind::Choice, .choice = choice});
        m_trace.mustBeHeard = false;
        return *this;
    }
    Trace finish()
    {
        m_trace.calm = m_trace.end = m_last;
        std::ranges::stable_sort(m_trace.events, {}, &Trace::Event::at);
        return m_trace;
    }

private:
    Instant here() const { return Trace::kBegin + now() + m_trace.calmWay; }

    Trace m_trace;
    SeededRandom m_random{1};
    std::int64_t m_position = 0;
    std::uint16_t m_sequence = 65'500;
    Instant m_held{};
    Instant m_last{};
};

/// The true delay of what is heard, over the shortest way of a packet; from the sound itself.
class DelayLog final : public Check
{
public:
    explicit DelayLog(const Trace &trace)
        : m_base(trace.calmWay + 20ms)
    { }

    struct Entry {
        microseconds at; ///< since the beginning
        std::optional<microseconds>
            delay; ///< of the block's first frame; nothing: it is none of the speaker's
        microseconds target;
    };
    void add(const Played &played) override
    {
        const HeardBlock &heard = played.heard;
        if (played.stats)
            m_target = played.stats->target;
        const microseconds at = heard.at - Trace::kBegin;
        const bool isReal = heard.first != HeardBlock::kNowhere && heard.lastStep > 0.5;
        m_entries.push_back(
            {at, isReal ? std::optional(at - timeOfFrames(std::int64_t(heard.first)) - m_base) : std::nullopt,
                m_target});
        if (played.stats)
            m_stats = *played.stats;
    }

    double mean(microseconds from, microseconds to) const
    {
        double sum = 0;
        int count = 0;
        for (const Entry &e : m_entries) {
            if (e.at >= from && e.at < to && e.delay) {
                sum += toMs(*e.delay);
                ++count;
            }
        }
        return count > 0 ? sum / count : -1;
    }
    /// From when on the delay is within its dead zone, a packet and a period of the target, up to `to`.
    microseconds isAtTargetFrom(microseconds from, microseconds to) const
    {
        microseconds since = from;
        for (const Entry &e : m_entries) {
            const microseconds dead = std::max<microseconds>(8ms, e.target * 8 / 100) + 35ms;
            if (e.at >= from && e.at < to && (!e.delay || std::chrono::abs(*e.delay - e.target) > dead))
                since = e.at;
        }
        return since;
    }
    /// From when on the target is what it is at `to`.
    microseconds targetStandsFrom(microseconds from, microseconds to) const
    {
        microseconds since = from;
        for (const Entry &e : m_entries) {
            if (e.at >= from && e.at < to && std::chrono::abs(e.target - targetAt(to)) > 10ms)
                since = e.at;
        }
        return since;
    }
    microseconds firstSoundAfter(microseconds from) const
    {
        const auto first
            = std::ranges::find_if(m_entries, [from](const Entry &e) { return e.at >= from && e.delay; });
        return first == m_entries.end() ? microseconds::max() : first->at;
    }
    microseconds targetAt(microseconds at) const
    {
        return std::ranges::lower_bound(m_entries, at, {}, &Entry::at)->target;
    }
    const SpeakerAudioStats &stats() const { return m_stats; }

private:
    microseconds m_base;
    microseconds m_target{0};
    std::vector<Entry> m_entries;
    SpeakerAudioStats m_stats;
};

/// Plays it; what must hold for every trace holds for this one.
DelayLog listenTo(const Trace &trace)
{
    DelayLog log(trace);
    ContinuityCheck continuity;
    OrderCheck order;
    HeardCheck heard(trace);
    DelayCheck delay(trace);
    CounterCheck counters(trace);
    std::array<Check *, 6> checks{&log, &continuity, &order, &heard, &delay, &counters};
    play(trace, checks);
    for (const Check *check : checks) {
        if (!check->failure().empty())
            QTest::qFail(check->failure().c_str(), __FILE__, __LINE__);
    }
    return log;
}

double inSeconds(microseconds time)
{
    return toMs(time) / 1000;
}

} // namespace

/// What a listener is promised after each kind of trouble, measured by the positions of what is heard.
class BufferRecoveryTest : public QObject
{
    Q_OBJECT
private slots:
    void quietLine_addsLittleDelay_data()
    {
        QTest::addColumn<bool>("isOnStage");
        QTest::addColumn<double>("mostMs");
        QTest::newRow("stage") << true << 36.0;
        QTest::newRow("audience") << false << 100.0;
    }
    void quietLine_addsLittleDelay()
    {
        QFETCH(bool, isOnStage);
        QFETCH(double, mostMs);
        const auto log = listenTo(Script(isOnStage ? kStage : kAudience).talk(180s, 2ms).finish());
        const double mean = log.mean(0s, 180s);
        qInfo("added delay %.1f ms", mean);
        QCOMPARE_LE(mean, mostMs);
        QCOMPARE(log.stats().concealed, microseconds(0));
    }

    void stallOfASecond_isMadeUpFor_data()
    {
        QTest::addColumn<ListenerChoice>("choice");
        QTest::addColumn<microseconds>("most");
        QTest::newRow("stage") << kStage << microseconds(4s);
        QTest::newRow("audience") << kAudience << microseconds(25s);
        QTest::newRow("audience that stays live")
            << ListenerChoice{.behind = FallingBehind::JumpToLive} << microseconds(25s);
        QTest::newRow("audience with low delay")
            << ListenerChoice{.delay = {.kind = DelayChoice::Kind::LowDelay}} << microseconds(25s);
        QTest::newRow("audience with a fixed delay")
            << ListenerChoice{.delay = {.kind = DelayChoice::Kind::Fixed, .fixed = 300ms}}
            << microseconds(25s);
    }
    void stallOfASecond_isMadeUpFor()
    {
        QFETCH(ListenerChoice, choice);
        QFETCH(microseconds, most);
        const auto log = listenTo(Script(choice).talk(30s, 2ms).stall(1s).talk(40s, 2ms).finish());
        // The stall counts for the target, too: who comes back to a target that moved later has moved with it.
        const microseconds back = log.isAtTargetFrom(31s, 69s) - log.targetStandsFrom(31s, 69s);
        qInfo("back at the target of %.0f ms after %.2f s, concealed %.0f ms", toMs(log.targetAt(69s)),
            inSeconds(back), toMs(log.stats().concealed));
        QCOMPARE_LE(back, most);
        QCOMPARE(log.stats().skipped, microseconds(0));
    }

    void afterAGap_theFirstPacketIsHeardSoon_data()
    {
        QTest::addColumn<bool>("isOnStage");
        QTest::addColumn<bool>("isLost");
        QTest::addColumn<double>("mostMs");
        QTest::newRow("stage, lost") << true << true << 80.0;
        QTest::newRow("audience, lost") << false << true << 250.0;
        QTest::newRow("stage, late") << true << false << 80.0;
        QTest::newRow("audience, late") << false << false << 250.0;
    }
    void afterAGap_theFirstPacketIsHeardSoon()
    {
        QFETCH(bool, isOnStage);
        QFETCH(bool, isLost);
        QFETCH(double, mostMs);
        Script script(isOnStage ? kStage : kAudience);
        script.talk(30s, 2ms);
        if (isLost)
            script.lose(5s);
        else
            script.stall(5s);
        const microseconds first = script.now() + 30ms + (isLost ? 20ms : 0ms); // here
        const auto log = listenTo(script.talk(10s, 2ms).finish());
        const double took = toMs(log.firstSoundAfter(first) - first);
        qInfo("heard after %.0f ms", took);
        QCOMPARE_LE(took, mostMs);
    }

    void listenerBroughtOnStage_isNearAtOnce_andFarAgainAfterwards_data()
    {
        QTest::addColumn<ListenerChoice>("audience");
        QTest::addColumn<microseconds>("stallsOf");
        QTest::newRow("quiet line") << kAudience << microseconds(0);
        QTest::newRow("line with stalls") << kAudience << microseconds(300ms);
        QTest::newRow("stays live, line with stalls")
            << ListenerChoice{.behind = FallingBehind::JumpToLive} << microseconds(300ms);
        QTest::newRow("fixed delay of a second")
            << ListenerChoice{.delay = {.kind = DelayChoice::Kind::Fixed, .fixed = 1s}} << microseconds(0);
    }
    /// Within sound: no click, nothing twice, and nothing left out.
    void listenerBroughtOnStage_isNearAtOnce_andFarAgainAfterwards()
    {
        QFETCH(ListenerChoice, audience);
        QFETCH(microseconds, stallsOf);
        Script script(audience);
        script.talk(5s, 2ms);
        for (int i = 0; i < 4; ++i) {
            if (stallsOf > 0ms)
                script.stall(stallsOf);
            script.talk(7s, 2ms);
        }
        const microseconds toStage = script.now() + 30ms;
        script.choose(kStage).talk(20s, 2ms);
        const microseconds toAudience = script.now() + 30ms;
        script.choose(audience).talk(40s, 2ms);
        const microseconds end = script.now();
        const auto log = listenTo(script.finish());

        const microseconds near = log.isAtTargetFrom(toStage + 100ms, toAudience - 100ms)
            - log.targetStandsFrom(toStage + 100ms, toAudience - 100ms);
        const microseconds far = log.isAtTargetFrom(toAudience + 100ms, end - 1s)
            - log.targetStandsFrom(toAudience + 100ms, end - 1s);
        const double before = log.mean(toStage - 3s, toStage);
        const double onStage = log.mean(toAudience - 3s, toAudience);
        const double after = log.mean(end - 3s, end);
        qInfo("%.0f ms -> %.0f ms in %.1f s -> %.0f ms in %.1f s", before, onStage, inSeconds(near), after,
            inSeconds(far));
        QCOMPARE_LT(onStage, 60.0);
        QCOMPARE_GT(before, onStage + 10);
        QCOMPARE_GT(after, onStage + 10);
        // 10 % faster, 30 % while it is far; 5 % slower.
        QCOMPARE_LE(inSeconds(near), 2.0 + (before - onStage) / 1000 / 0.10);
        QCOMPARE_LE(inSeconds(far), 2.0 + (after - onStage) / 1000 / 0.05 * 1.5);
        QCOMPARE(log.stats().skipped, microseconds(0));
        if (stallsOf == 0ms)
            QCOMPARE(log.stats().concealed, microseconds(0));
    }
    /// From minutes behind live there is only the jump, and it is named.
    void listenerWhoCatchesUp_andIsBroughtOnStage_jumpsToNow()
    {
        Script script(kAudience);
        script.talk(20s, 2ms).stall(8s).talk(2s, 2ms);
        const microseconds toStage = script.now() + 30ms;
        script.choose(kStage).talk(10s, 2ms);
        const microseconds end = script.now();
        const auto log = listenTo(script.finish());
        QCOMPARE_GT(log.mean(toStage - 500ms, toStage), 5000.0);
        QCOMPARE_LT(log.mean(toStage + 100ms, toStage + 1s), 200.0);
        QCOMPARE_LE(log.isAtTargetFrom(toStage + 100ms, end) - toStage, 2s);
        QCOMPARE_GT(log.stats().skipped, 5s);
    }
};

QTEST_APPLESS_MAIN(BufferRecoveryTest)
#include "buffer_recovery_test.moc"
