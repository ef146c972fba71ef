#include "audio/conversation.h"
#include "audio/playback.h"
#include "support/ruler_decoder.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace earshot;
using earshot::test::RulerDecoder;
using earshot::test::RulerReader;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};

/// Two people on lines of their own; packet n is spoken from n·20 ms on by both.
class Table
{
public:
    explicit Table(DelayMode mode)
        : playback(mode, [] { return std::make_unique<RulerDecoder>(); })
    {
        playback.setLevelling(false); // its size is what a sample tells
    }

    /// The first with jitter of 5 ms, the second on a line that stalls for 200 ms now and then.
    Instant arrivalOf(int slot, int number)
    {
        const Instant sent = kBegin + (number + 1) * 20ms + 50ms;
        if (slot == 0)
            return sent + microseconds{std::int64_t(chance() % 5000)};
        if (sent > stallEnds + 2s && chance() % 100 == 0)
            stallEnds = sent + 200ms;
        return std::max(sent, stallEnds);
    }
    /// Goes on to `end`; tells, each 20 ms, how far behind what was said each of them is heard (s).
    void run(Instant end, const std::function<void(std::array<std::optional<double>, 2>)> &heard)
    {
        for (; now < end; now += 20ms) {
            for (int slot : {0, 1}) {
                for (auto &number = next[std::size_t(slot)]; due[std::size_t(slot)] <= now;
                     due[std::size_t(slot)] = arrivalOf(slot, ++number)) {
                    auto packet = RulerDecoder::packet(slot, number, due[std::size_t(slot)]);
                    const bool isSpeech = speaks(slot, number);
                    if (!isSpeech && (number < 3 || !speaks(slot, number - 3)))
                        continue;
                    if (!isSpeech) // who falls silent sends 60 ms of it
                        std::memset(&packet.bytes[1], 0xff, 4);
                    packet.sequence = sequence[std::size_t(slot)]++;
                    QVERIFY(playback.push(packet));
                }
            }
            std::array<float, 1920> out;
            playback.pull(out, now, 0ms);
            std::array<std::optional<double>, 2> behind;
            for (std::size_t side = 0; side < 2; ++side) {
                if (const auto position = reader.read(out, side))
                    behind[side] = toMs(now - kBegin) / 1000 - *position;
            }
            heard(behind);
        }
    }
    SpeakerAudioStats stats(int slot) const { return playback.stats().speakers.at(std::size_t(slot)); }

    Playback playback;
    RulerReader reader;
    std::function<bool(int slot, int number)> speaks = [](int, int) { return true; };
    Instant now = kBegin;

private:
    std::minstd_rand chance{5};
    Instant stallEnds = kBegin;
    std::array<int, 2> next{};
    std::array<Instant, 2> due{kBegin + 70ms, kBegin + 70ms};
    std::array<std::uint16_t, 2> sequence{};
};

} // namespace

class ConversationTest : public QObject
{
    Q_OBJECT
private slots:
    void bothTalk_areHeardInStep()
    {
        Table table(DelayMode::Audience);
        std::vector<double> apart;
        table.run(kBegin + 90s, [&](auto behind) {
            if (table.now > kBegin + 20s && behind[0] && behind[1])
                apart.push_back(std::abs(*behind[0] - *behind[1]));
        });
        QCOMPARE_GT(apart.size(), std::size_t(3400));
        std::ranges::sort(apart);
        const double usually = apart[apart.size() * 95 / 100];
        qInfo("apart: median %.0f ms, 95 %% of the time below %.0f ms, largest %.0f ms; target %.0f ms",
            1000 * apart[apart.size() / 2], 1000 * usually, 1000 * apart.back(), toMs(table.stats(0).target));
        // While a stall lasts, the one that it hits is played down to half speed, rather than not at all, which is taken
        // back in the seconds after it: here one in 4 s.
        QCOMPARE_LE(apart[apart.size() / 2], 0.015);
        QCOMPARE_LE(usually, 0.080);
        QCOMPARE_LE(apart.back(), 0.120);
        QCOMPARE(table.stats(0).target, table.stats(1).target);
    }
    void questionAndAnswer_keepTheirTiming()
    {
        Table table(DelayMode::Audience);
        // By turns of 12 s, which is longer than any buffer; 300 ms between them.
        table.speaks = [](int slot, int number) { return number / 600 % 2 == slot && number % 600 < 585; };
        std::vector<std::array<std::optional<double>, 2>> heard;
        table.run(kBegin + 120s, [&](auto behind) { heard.push_back(behind); });
        double apart = 0;
        int turns = 0;
        for (std::size_t i = 1000; i + 10 < heard.size(); ++i) {
            const std::size_t who = heard[i][1] ? 1 : 0;
            if (heard[i][who] && !heard[i - 1][who] && heard[i + 5][who]) {
                // 100 ms into his first word; 500 ms before the other ran out, which looks like a stall at first.
                std::size_t last = i - 1;
                while (last > 25 && !heard[last][1 - who])
                    --last;
                apart = std::max(apart, std::abs(*heard[i + 5][who] - *heard[last - 25][1 - who]));
                ++turns;
            }
        }
        QCOMPARE_GE(turns, 6);
        qInfo("largest change of an answer's timing %.0f ms", 1000 * apart);
        QCOMPARE_LE(apart, 0.100);
    }
    void onStage_eachIsAsNearAsHisLineAllows()
    {
        Table table(DelayMode::OnStage);
        table.run(kBegin + 60s, [](auto) {});
        QCOMPARE_LE(table.stats(0).target, 40ms);
        QCOMPARE_GE(table.stats(1).target, 100ms);
    }
    void whoIsAlone_hasHisOwnDelay_andThatOfWhoLeftFallsSlowly()
    {
        Conversation talk;
        Instant at = kBegin;
        const auto pass = [&](seconds time, bool second) {
            for (const Instant end = at + time; at < end; at += kBlockTime) {
                talk.note(0, true, 60ms, at);
                talk.note(1, second, 300ms, at);
                talk.endBlock();
            }
        };
        pass(10s, false);
        QCOMPARE(talk.leastTarget(0), 0ms);
        pass(1s, true);
        QCOMPARE(talk.leastTarget(0), 300ms);
        QCOMPARE(talk.leastTarget(1), 300ms);
        pass(29s, false);
        QCOMPARE(talk.leastTarget(0), 300ms);
        pass(3s, false);
        QVERIFY(talk.leastTarget(0) > 150ms && talk.leastTarget(0) < 300ms);
        QCOMPARE(talk.leastTarget(1), 0ms);
        pass(5s, false);
        QCOMPARE(talk.leastTarget(0), 0ms);
        pass(1s, true);
        talk.leave(1);
        pass(10s, false);
        QCOMPARE(talk.leastTarget(0), 0ms);
    }
};

QTEST_APPLESS_MAIN(ConversationTest)
#include "conversation_test.moc"
