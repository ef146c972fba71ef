#include "integration/gathering.h"
#include "support/nats_server.h"
#include "support/pulse_server.h"
#include "support/siren.h"
#include "support/sound_match.h"
#include "support/sound_room.h"
#include "support/spoken_delay.h"

#include "audio/media_time.h"

using namespace earshot;
using namespace earshot::test;

namespace {

using Index = std::ptrdiff_t;
constexpr Index kMs = kFramesPerSecond / 1000;
constexpr double kTailMs = 100; // what Earshot sends after the key is let go
constexpr double kExactMs = 20;
constexpr int kPauseMs = 600;

double msOf(Index samples)
{
    return double(samples) / kMs;
}

/// The key was moved somewhere between these two samples of the room's recording.
struct KeyMove {
    Index asked = 0;
    Index answered = 0;
};

struct Talk {
    KeyMove down;
    KeyMove up;
};

/// How a talk came over, in ms.
struct Press {
    double delay = 0; ///< from mouth to ear, of the first 100 ms
    double audible = 0; ///< from the key to the first sound
    double preRoll = 0; ///< said before the key went down, and heard
    double leastTail
        = 0; ///< said after it went up, and heard; by when it was asked to, and by when it said that it had
    double mostTail = 0;
    double correlation = 0; ///< of the first 100 ms
};

struct Figure {
    double least = 0;
    double median = 0;
    double most = 0;
};

template<typename Get>
Figure figureOf(const std::vector<Press> &presses, Get get)
{
    std::vector<double> all;
    for (const Press &press : presses)
        all.push_back(get(press));
    std::ranges::sort(all);
    return {all.front(), all[all.size() / 2], all.back()};
}

} // namespace

/// What one says into a microphone is heard by others, and how long that takes: a host, a speaker, a listener and somebody
/// else on the stage, each a program of its own, with a real server and sound server.
///
/// The mouth and both ears are recorded as channels of one sink, so all delays are exact; those that programs add by
/// holding sound in device buffers are told apart. A take during which this computer stood still is taken again.
/// With EARSHOT_MOUTH_TO_EAR_SECONDS the first talk lasts that long, the key is pressed half as often, and the one take
/// counts, whatever this computer does.
class MouthToEarTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        auto started = PulseServer::start();
        EARSHOT_NEED_SOUND_SERVER(started);
        m_pulse = std::move(*started);
        QVERIFY(m_pulse->plugIn(QStringLiteral("own")));
        m_room = SoundRoom::build({QStringLiteral("listener_ears"), QStringLiteral("stage_ears")});
        QVERIFY(m_room);
        const int wanted = qEnvironmentVariableIntValue("EARSHOT_MOUTH_TO_EAR_SECONDS");
        m_isLonger = wanted > 0;
        m_seconds = std::max(m_seconds, wanted);
        m_presses = std::max(m_presses, wanted / 2);
        m_people = std::make_unique<Gathering>();
        QVERIFY(m_people->host());
        QVERIFY(m_people->comeTogether({"--input", "mic", "--device", "own"}, {"--device", "stage_ears"},
            {"--device", "listener_ears"}));
    }

    void cleanupTestCase()
    {
        m_people.reset();
        m_room.reset();
        m_pulse.reset();
    }

    void init()
    {
        if (m_isDisturbed)
            QSKIP("this computer did not get on with its work, whatever was tried");
    }

    void allIsSaid()
    {
        bool isSaid = false;
        for (int take = 1; take <= kTakes; ++take) {
            QVERIFY(m_room->record());
            isSaid = sayText() && saySirens() && sayWord();
            m_room->stopRecording();
            const microseconds standstill = m_room->longestStandstill();
            m_isDisturbed = standstill > kDisturbed && !m_isLonger;
            qInfo("take %d: what sounded was recorded with up to %.0f ms of delay", take, toMs(standstill));
            if (!m_isDisturbed)
                break;
            m_room->hush();
            m_people->touchKey("off");
            QTest::qWait(1000);
        }
        if (m_isDisturbed)
            return;
        QVERIFY(isSaid);
        m_microphoneMs = m_people->microphoneMs();
        m_deviceMs = {m_people->listenersDeviceMs(), m_people->othersDeviceMs()};
    }

    void whatIsHeard_isWhatWasSaid()
    {
        const Samples &mouth = m_room->mouth();
        const Samples said(mouth.begin() + m_text.down.answered, mouth.begin() + m_text.up.asked);
        for (const Ear ear : kEars) {
            const SoundMatch match = matchSound(m_room->ear(ear), said, milliseconds{100});
            qInfo("%s: correlation %.4f over %.1f s, longest gap %.0f ms, heard %.2f %%", name(ear),
                match.correlation, match.overlapSeconds, match.longestGapMs, 100 * match.heardShare);
            QVERIFY(match.correlation >= 0.9);
            QVERIFY(match.heardShare >= 0.98);
        }
    }

    void fromMouthToEar()
    {
        constexpr std::array kAtMostMs{700.0, 400.0}; // with whatever else this computer does
        for (const Ear ear : kEars) {
            const auto delay = heardBy(ear).spread(m_text.down.answered + 1000 * kMs, m_text.up.asked);
            QVERIFY(delay);
            const double median = msOf(delay->median);
            qInfo("%s: %.0f ms from mouth to ear in the median, 95 %% within %.0f ms; buffers of the "
                  "microphone "
                  "%.0f ms, of the output %.0f ms, all else %.0f ms",
                name(ear), median, msOf(delay->nearlyAll), m_microphoneMs, m_deviceMs[ear],
                median - m_microphoneMs - m_deviceMs[ear]);
            QVERIFY(median <= kAtMostMs[ear]);
        }
    }

    void firstSound_comesNoLaterThanItsWayTakes()
    {
        for (const Ear ear : kEars) {
            const std::vector<Press> all = presses(ear);
            QCOMPARE(all.size(), m_sirens.size());
            const Figure beyond = figureOf(all, [](const Press &p) { return p.audible - p.delay; });
            print(name(ear), "key to first sound", figureOf(all, [](const Press &p) { return p.audible; }));
            print(name(ear), "mouth to ear then", figureOf(all, [](const Press &p) { return p.delay; }));
            print(name(ear), "first sound beyond that", beyond);
            QVERIFY(beyond.median <= 40);
        }
    }

    void firstTenthOfASecond_isHeard()
    {
        for (const Ear ear : kEars) {
            const Figure first = figureOf(presses(ear), [](const Press &p) { return p.correlation; });
            qInfo("%s: first 100 ms after the key: correlation %.3f in the median, %.3f at worst", name(ear),
                first.median, first.least);
            QVERIFY(first.median >= 0.9);
        }
    }

    /// By the ear that hears most of a talk: the other one may have stretched an end while it waited for more.
    void whatIsSent_beginsAndEndsWithTheKey()
    {
        std::vector<Press> sent = presses(Audience);
        const std::vector<Press> stage = presses(Stage);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            sent[i].preRoll = std::max(sent[i].preRoll, stage[i].preRoll);
            sent[i].leastTail = std::max(sent[i].leastTail, stage[i].leastTail);
            sent[i].mostTail = std::max(sent[i].mostTail, stage[i].mostTail);
        }
        const Figure preRoll = figureOf(sent, [](const Press &p) { return p.preRoll; });
        const Figure tail = figureOf(sent, [](const Press &p) { return p.leastTail; });
        print("sent", "pre-roll", preRoll);
        print("sent", "release tail", tail);
        QVERIFY(preRoll.least >= 0);
        QVERIFY(tail.median >= kTailMs - kExactMs);
        QVERIFY(figureOf(sent, [](const Press &p) { return p.mostTail; }).median <= kTailMs + kExactMs);
    }

    void aWordOutOfSilence_isHeardFromItsBeginning()
    {
        const auto begin = m_room->firstSaid(m_silentFrom);
        QVERIFY(begin);
        double best = 0; // what an ear stretched was sent nonetheless
        for (const Ear ear : kEars) {
            const auto heard = heardBy(ear).of(*begin, 100 * kMs, 0, kLongest);
            QVERIFY(heard);
            qInfo("%s: first 100 ms after silence: correlation %.3f", name(ear), heard->correlation);
            best = std::max(best, heard->correlation);
        }
        QVERIFY(best >= 0.8);
    }

private:
    enum Ear : std::size_t { Audience, Stage };
    static constexpr std::array kEars{Audience, Stage};
    static constexpr int kTakes = 3;
    static constexpr milliseconds kDisturbed{60}; ///< what the device is to hold on stage
    static constexpr Index kLongest = 800 * kMs; ///< that a way may take

    static const char *name(Ear ear) { return ear == Audience ? "audience" : "stage"; }
    static void print(const char *where, const char *what, const Figure &ms)
    {
        qInfo("%s: %s: median %.0f ms, %.0f to %.0f ms", where, what, ms.median, ms.least, ms.most);
    }
    SpokenDelay heardBy(Ear ear) const { return {m_room->mouth(), m_room->ear(ear)}; }

    /// The key is moved by the program that people use for it.
    bool sayText()
    {
        if (!m_room->say(spoken(m_seconds + 2)) || !isSaid(0))
            return false;
        QTest::qWait(300); // noise suppression has heard the room
        const auto down = m_people->moveKey("on");
        QTest::qWait(1000 * m_seconds);
        const auto up = m_people->moveKey("off");
        m_room->hush();
        QTest::qWait(kPauseMs);
        if (!down || !up)
            return false;
        m_text = {inSamples(*down), inSamples(*up)};
        return true;
    }

    bool saySirens()
    {
        m_sirens.clear();
        const Index before = Index(m_room->mouth().size());
        if (!m_room->say(siren(m_presses * 1.8 + 5)) || !isSaid(before))
            return false;
        QTest::qWait(300);
        for (int i = 0; i < m_presses; ++i) {
            const auto down = m_people->touchKey("on");
            QTest::qWait(500 + 37 * (i % 5));
            const auto up = m_people->touchKey("off");
            QTest::qWait(kPauseMs);
            if (!down || !up)
                return false;
            m_sirens.push_back({inSamples(*down), inSamples(*up)});
        }
        m_room->hush();
        QTest::qWait(300);
        return true;
    }

    /// Who speaks begins when the key is down.
    bool sayWord()
    {
        m_silentFrom = Index(m_room->mouth().size());
        const auto down = m_people->touchKey("on");
        if (!down || !m_room->say(spoken(2)) || !isSaid(m_silentFrom))
            return false;
        QTest::qWait(700);
        m_people->touchKey("off");
        QTest::qWait(kPauseMs);
        return inSamples(*down).answered <= *m_room->firstSaid(m_silentFrom);
    }

    /// Something is, soon.
    bool isSaid(Index from) const
    {
        return QTest::qWaitFor([&] { return m_room->firstSaid(from).has_value(); }, 5000);
    }

    KeyMove inSamples(const Gathering::KeyMove &move) const
    {
        return {m_room->sampleAt(move.asked), m_room->sampleAt(move.answered)};
    }

    /// Without those that were not heard.
    std::vector<Press> presses(Ear ear) const
    {
        std::vector<Press> presses;
        for (const Talk &talk : m_sirens) {
            if (const auto press = measured(talk, ear))
                presses.push_back(*press);
        }
        return presses;
    }

    std::optional<Press> measured(const Talk &talk, Ear ear) const
    {
        const SpokenDelay spoken = heardBy(ear);
        const auto first = spoken.of(talk.down.answered, 100 * kMs, 0, kLongest);
        const auto audible = spoken.firstAudible(talk.down.asked, talk.up.answered + kLongest);
        if (!first || !audible)
            return std::nullopt;
        const auto extent = spoken.heardExtent(talk.down.asked - 200 * kMs, talk.down.answered + 20 * kMs,
            talk.up.answered + 300 * kMs, first->delay);
        if (!extent)
            return std::nullopt;
        return Press{.delay = msOf(first->delay),
            .audible = msOf(*audible - talk.down.asked),
            .preRoll = msOf(talk.down.asked - extent->first),
            .leastTail = msOf(extent->last - talk.up.asked),
            .mostTail = msOf(extent->last - talk.up.answered),
            .correlation = first->correlation};
    }

    std::unique_ptr<PulseServer> m_pulse;
    std::unique_ptr<SoundRoom> m_room;
    std::unique_ptr<Gathering> m_people;
    int m_seconds = 4;
    int m_presses = 5;
    Talk m_text;
    std::vector<Talk> m_sirens;
    Index m_silentFrom = 0; ///< until the word
    bool m_isDisturbed = false;
    bool m_isLonger = false;
    double m_microphoneMs = 0;
    std::array<double, 2> m_deviceMs{};
};

QTEST_GUILESS_MAIN(MouthToEarTest)
#include "mouth_to_ear_test.moc"
