#include "client/talk_remote.h"
#include "support/host_process.h"
#include "support/nats_server.h"
#include "support/opus_file.h"
#include "support/program.h"
#include "support/pulse_server.h"
#include "support/sound_match.h"
#include "support/sound_room.h"
#include "support/spoken_delay.h"

#include "audio/media_time.h"

#include <numbers>

using namespace earshot;
using namespace earshot::test;

namespace {

using Index = std::ptrdiff_t;
constexpr Index kMs = kFramesPerSecond / 1000;

double msOf(Index samples)
{
    return double(samples) / kMs;
}

/// At each moment of a quarter of a second it has a pitch of its own, so what is heard of it tells when it was said.
Samples siren(double seconds)
{
    constexpr double kTurn = 0.25;
    Samples out;
    double phase = 0;
    for (double i = 0; i < seconds * kFramesPerSecond; ++i) {
        const double t = std::fmod(i / kFramesPerSecond, kTurn) / kTurn;
        phase += (400 + 2800 * t) / kFramesPerSecond;
        out.push_back(float(0.3 * std::sin(2 * std::numbers::pi * phase)));
    }
    return out;
}

/// Text for the first talk, then the siren.
Samples programme(double talk, double rest)
{
    Samples said = spoken(talk);
    const Samples after = siren(rest);
    said.insert(said.end(), after.begin(), after.end());
    return said;
}

Samples part(const Samples &in, Index from, Index to)
{
    return {in.begin() + std::clamp<Index>(from, 0, Index(in.size())),
        in.begin() + std::clamp<Index>(to, 0, Index(in.size()))};
}

/// When the talk key went down and up, in samples of the room's recording.
struct Talk {
    Index pressed = 0;
    Index released = 0;
};

} // namespace

/// What one says into a microphone is heard by others, and how long that takes: a host, a speaker, a listener and somebody
/// else on the stage, each a program of its own, with a real server and sound server.
///
/// The mouth and both ears are recorded as channels of one sink, so all delays are exact; those that programs add by
/// holding sound in device buffers are told apart. With EARSHOT_MOUTH_TO_EAR_SECONDS the first talk lasts that long.
class MouthToEarTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        auto started = PulseServer::start();
        if (!started && started.failure().cause == Cause::ProgramMissing) {
            const QString reason = started.failure().detail + QStringLiteral(" is not installed");
            if (qEnvironmentVariable("CI") == QLatin1String("true"))
                QFAIL(qPrintable(reason));
            QSKIP(qPrintable(reason));
        }
        QVERIFY(started.ok());
        m_pulse = std::move(*started);
        QVERIFY(m_pulse->plugIn(QStringLiteral("own")));
        m_room = SoundRoom::build({QStringLiteral("listener_ears"), QStringLiteral("stage_ears")});
        QVERIFY(m_room);
        host();
        if (!QTest::currentTestFailed())
            comeTogether();
    }

    void cleanupTestCase()
    {
        m_speaker.reset();
        m_listener.reset();
        m_other.reset();
        m_host.reset();
        m_room.reset();
        m_pulse.reset();
    }

    void allTalks_areHeard()
    {
        bool isNumber = false;
        const int longer = qEnvironmentVariableIntValue("EARSHOT_MOUTH_TO_EAR_SECONDS", &isNumber);
        const double first = isNumber ? longer : 5;
        QVERIFY(m_room->record());
        QVERIFY(m_room->say(programme(first + 1.2, kPresses * 1.6 + 1)));
        const auto isSpoken
            = [this] { return SpokenDelay(m_room->mouth(), m_room->mouth()).firstAudible(0, kMs * 60'000); };
        QTRY_VERIFY_WITH_TIMEOUT(isSpoken(), 5000);
        QTest::qWait(300); // noise suppression has heard the room
        talk(milliseconds{int(first * 1000)});
        for (int i = 0; i < kPresses; ++i)
            talk(milliseconds{700 + 37 * i});
        m_room->stopRecording();
        QCOMPARE(int(m_talks.size()), 1 + kPresses);
    }

    void whatIsHeard_isWhatWasSaid()
    {
        const Talk &talk = m_talks.front();
        const Samples said = part(m_room->mouth(), talk.pressed, talk.released);
        for (const Ear ear : {Audience, Stage}) {
            const SoundMatch match = matchSound(m_room->ear(ear), said);
            qInfo("%s: correlation %.4f over %.1f s, longest gap %.0f ms, heard %.2f %%", name(ear),
                match.correlation, match.overlapSeconds, match.longestGapMs, 100 * match.heardShare);
            QVERIFY(match.correlation >= 0.9);
            QVERIFY(match.longestGapMs <= 60);
            QVERIFY(match.heardShare >= 0.98);
        }
    }

    void fromMouthToEar()
    {
        const Talk &talk = m_talks.front();
        const double microphone = m_microphoneMs;
        for (const Ear ear : {Audience, Stage}) {
            const auto delay = SpokenDelay(m_room->mouth(), m_room->ear(ear))
                                   .median(talk.pressed + 1000 * kMs, talk.released);
            QVERIFY(delay);
            m_delay[ear] = *delay;
            const double all = msOf(*delay);
            const double buffers = microphone + m_deviceMs[ear];
            qInfo("%s: %.0f ms from mouth to ear: microphone's device %.0f ms, output's device %.0f ms, all "
                  "else "
                  "%.0f ms",
                name(ear), all, microphone, m_deviceMs[ear], all - buffers);
        }
        QVERIFY(msOf(m_delay[Stage]) - microphone - m_deviceMs[Stage] <= 150);
        QVERIFY(msOf(m_delay[Stage]) <= 250);
        QVERIFY(msOf(m_delay[Audience]) <= 450);
        QVERIFY(m_delay[Stage] < m_delay[Audience]);
    }

    void pushToTalk()
    {
        for (const Ear ear : {Audience, Stage}) {
            const SpokenDelay spoken(m_room->mouth(), m_room->ear(ear));
            for (std::size_t i = 1; i < m_talks.size(); ++i) {
                const Talk &talk = m_talks[i];
                const auto audible = spoken.firstAudible(talk.pressed, talk.released + 500 * kMs);
                const auto delay = spoken.median(talk.pressed + 200 * kMs, talk.released);
                QVERIFY(audible && delay);
                const auto extent
                    = spoken.heardExtent(talk.pressed - 200 * kMs, talk.released + 400 * kMs, *delay);
                QVERIFY(extent);
                const double beyond = msOf(*audible - talk.pressed - *delay);
                const double preRoll = msOf(talk.pressed - extent->first);
                const double tail = msOf(extent->last - talk.released);
                const SoundMatch beginning = firstTenth(talk, *delay, ear);
                qInfo("%s, press %d: delay %.0f ms, first sound %.0f ms beyond it, pre-roll %.0f ms, tail "
                      "%.0f ms, first 100 ms correlate %.3f",
                    name(ear), int(i), msOf(*delay), beyond, preRoll, tail, beginning.correlation);
            }
        }
    }

private:
    enum Ear : std::size_t { Audience, Stage };
    static constexpr int kPresses = 3;

    static const char *name(Ear ear) { return ear == Audience ? "audience" : "stage"; }

    void host()
    {
        m_host = std::make_unique<HostProcess>();
        m_host->start(folder("host"), {"--title", "From mouth to ear"});
        QTRY_VERIFY_WITH_TIMEOUT(!m_host->speakerLink.isEmpty(), 15'000);
        m_speakerLink = m_host->speakerLink;
        m_host->say("invite speaker");
        QTRY_VERIFY_WITH_TIMEOUT(m_host->speakerLink != m_speakerLink, 5'000);
    }

    void comeTogether()
    {
        QFile mute(m_folder.filePath(QStringLiteral("mute.opus")));
        QVERIFY(mute.open(QIODevice::WriteOnly));
        mute.write(oggOpusFile(encodedFrames(50, [](qint64) { return 0.0f; }), 0));
        mute.close();
        m_other = std::make_unique<Program>(folder("other"));
        m_other->run({"speak", m_host->speakerLink, "--file", mute.fileName(), "--repeat", "--push-to-talk",
            "--name", "Jonas", "--device", "stage_ears"});
        m_speaker = std::make_unique<Program>(folder("speaker"));
        m_speaker->run({"speak", m_speakerLink, "--mic", "--input", "mic", "--push-to-talk", "--name", "Ana",
            "--device", "own"});
        m_listener = std::make_unique<Program>(folder("listener"));
        m_listener->run({"listen", m_host->listenerLink, "--device", "listener_ears"});
        for (Program *person : {m_speaker.get(), m_other.get()})
            QTRY_COMPARE_WITH_TIMEOUT(
                person->last("seat")["phase"].toString(), QStringLiteral("on-stage"), 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_listener->last("verdict").isEmpty(), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_speaker->last("proof")["microphone_ms"].toDouble() > 0, 5'000);
    }

    void talk(milliseconds length)
    {
        Talk talk;
        const auto press = [this](const char *word, bool open) {
            const Instant now = m_clock.now();
            const auto answer = askTalkRemote(word, folder("speaker") + QStringLiteral("/earshot-talk"));
            if (!answer || answer->open != open)
                qWarning("talk %s: %s", word, qPrintable(answer ? answer->end : answer.failure().detail));
            return now;
        };
        const Instant pressed = press("on", true);
        QTest::qWait(int(length.count()));
        const Instant released = press("off", false);
        m_microphoneMs = m_speaker->last("proof")["microphone_ms"].toDouble();
        m_deviceMs[Stage] = m_other->last("proof")["device_ms"].toDouble();
        m_deviceMs[Audience] = m_listener->last("audio")["device_ms"].toDouble();
        QTest::qWait(700);
        talk.pressed = m_room->sampleAt(pressed);
        talk.released = m_room->sampleAt(released);
        m_talks.push_back(talk);
    }

    /// What is heard of the first 100 ms after the press.
    SoundMatch firstTenth(const Talk &talk, Index delay, Ear ear) const
    {
        SoundMatch match;
        const auto heard = SpokenDelay(m_room->mouth(), m_room->ear(ear))
                               .of(talk.pressed, 100 * kMs, delay - 100 * kMs, delay + 100 * kMs);
        match.correlation = heard ? heard->correlation : 0;
        return match;
    }

    QString folder(const char *name)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(path);
        // Else it is no place for a talk key.
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<PulseServer> m_pulse;
    std::unique_ptr<SoundRoom> m_room;
    std::unique_ptr<HostProcess> m_host;
    QString m_speakerLink;
    std::unique_ptr<Program> m_speaker;
    std::unique_ptr<Program> m_listener;
    std::unique_ptr<Program> m_other;
    std::vector<Talk> m_talks;
    double m_microphoneMs = 0;
    std::array<double, 2> m_deviceMs{};
    std::array<Index, 2> m_delay{};
};

QTEST_GUILESS_MAIN(MouthToEarTest)
#include "mouth_to_ear_test.moc"
