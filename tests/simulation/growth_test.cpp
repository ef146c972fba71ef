#include "audio/playback.h"
#include "client/now_playing.h"
#include "session/event_listener.h"
#include "support/fake_connection.h"
#include "support/speech.h"
#include "support/virtual_clock.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QCoreApplication>
#include <QPointer>
#include <QtTest>

#include <ctime>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");
constexpr int kVoices = 2;

UserKey keyOf(int voice)
{
    return *UserKey::parse(QString(QLatin1Char('U')) + QString(54, QLatin1Char('A')) + QChar('A' + voice));
}

/// Bytes in use on the heap; nothing where the allocator does not tell (sanitizers have their own, and look
/// for leaks at the end).
std::optional<qint64> heapInUse()
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const struct mallinfo2 info = ::mallinfo2();
    return qint64(info.uordblks + info.hblkhd);
#else
    return std::nullopt;
#endif
}

/// Processor time of this thread.
double cpuSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

/// A listener with its session, its player and its view; the test is server, desk, voices and sound device,
/// and each of them fails in turn, every minute.
class FaultyHour
{
public:
    FaultyHour()
    {
        QObject::connect(&listener, &EventListener::stateReceived,
            [this](const EventState &heard, Instant at) { nowPlaying.setState(heard, at); });
        QObject::connect(
            &listener, &EventListener::cardReceived, [this](const auto &card) { nowPlaying.setCard(card); });
        QObject::connect(
            &listener, &EventListener::slotsChanged, [this](const auto &used) { nowPlaying.setSlots(used); });
        nowPlaying.begin(kEvent, "live.example", std::nullopt, {});
        session.start({.servers = {{QUrl("wss://live.example"), {}}}});
    }

    void minute()
    {
        for (int second = 0; second < 60; ++second) {
            serverIsUp = !(second >= 5 && second < 12); // lost, and nobody there
            lineIsStalled = second >= 20 && second < 25;
            deskIsUp = !(second >= 28 && second < 36);
            losesPackets = second >= 38 && second < 42;
            deviceFails = second >= 45 && second < 48;
            state.stage[0].muted = second >= 50 && second < 53;
            if (second == 5)
                end(Cause::ServerLost);
            if (second == 55)
                end(Cause::ProtocolBroken);
            for (int step = 0; step < kStepsInSecond; ++step)
                oneStep(step);
        }
    }

    QMap<QString, int> seen; ///< milliseconds of each verdict
    int reports = 0; ///< that said somebody hears
    int unreadableReports = 0;
    milliseconds reported{0}; ///< heard, by the reports
    qint64 heard() const
    {
        qint64 us = 0;
        for (const SpeakerAudioStats &speaker : playback.stats().speakers)
            us += speaker.played.count();
        return us;
    }

private:
    static constexpr milliseconds kStep{60}; ///< of a packet
    static constexpr int kStepsInSecond = 1000 / 60;
    static constexpr int kFrames = 48 * 60;

    FakeConnection *line() { return dialled ? dialled.data() : nullptr; }

    void end(Cause cause)
    {
        if (session.isLive() && line())
            line()->fail(cause);
    }

    void oneStep(int step)
    {
        const Instant now = clock.now();
        if (session.stats().phase == LinePhase::Dialing && line()) {
            if (serverIsUp)
                line()->accept();
            else
                line()->fail(Cause::ConnectionRefused);
        } else if (session.isLive() && line()) {
            if (step == 0 && deskIsUp)
                sendBeacon();
            sendAudio();
            arrive();
        } else {
            onTheWay.clear();
        }
        ++next; // the voices go on, whoever hears them
        answerRequests();
        if (!deviceFails)
            playback.pull(block, now, milliseconds{60});
        if (step % 4 == 0)
            look(now);
        clock.advance(kStep);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    /// Nothing is kept here: every question runs into its time, and what is told is forgotten.
    void answerRequests()
    {
        if (!line())
            return;
        for (const FakeConnection::Published &told : std::exchange(line()->m_published, {}))
            takeReport(told);
        for (auto &request : std::exchange(line()->m_requests, {}))
            request.reply(Failure{Cause::RequestTimeout, {}});
        if (!line())
            return;
        for (auto &request : std::exchange(line()->m_manyRequests, {}))
            request.each(Failure{Cause::RequestTimeout, {}});
    }

    void takeReport(const FakeConnection::Published &told)
    {
        if (told.subject != subjects::report(kEvent))
            return;
        const Result<ReceiverReport> report = readReport(told.payload);
        if (!report) {
            ++unreadableReports;
            return;
        }
        reports += report->hearing ? 1 : 0;
        reported += report->heard;
    }

    /// A stalled line loses nothing: it comes later.
    void arrive()
    {
        if (lineIsStalled)
            return;
        for (const auto &[subject, payload] : std::exchange(onTheWay, {}))
            line()->deliver(subject, payload, clock.now());
        if (line() && line()->m_pings > 0) {
            line()->m_pings = 0;
            line()->answerPing(milliseconds{20}, clock.now());
        }
    }

    void sendBeacon()
    {
        ++state.revision;
        state.deskClock = clock.wall();
        onTheWay.emplace_back(subjects::state(kEvent), writeState(state));
    }

    void sendAudio()
    {
        for (int voice = 0; voice < kVoices; ++voice) {
            const EncodedPacket &sound = voices[std::size_t(next) % voices.size()];
            if (state.stage[std::size_t(voice)].muted)
                continue; // numbers nothing
            RtpPacket packet;
            packet.sequence = sequences[std::size_t(voice)]++;
            if (losesPackets && next % 5 == 0)
                continue;
            packet.timestamp = quint32(next) * kFrames;
            packet.level = sound.level;
            packet.payload = QByteArray(reinterpret_cast<const char *>(sound.bytes.data()), sound.size);
            onTheWay.emplace_back(subjects::audio(kEvent, keyOf(voice)), writeRtp(packet));
        }
    }

    void look(Instant now)
    {
        OutputStats output;
        output.phase = deviceFails ? OutputPhase::Failed : OutputPhase::Playing;
        output.deviceName = QStringLiteral("Headphones");
        output.lastPull = now;
        output.framesConsumed = frames += 4 * kFrames;
        nowPlaying.setSession(session.stats());
        nowPlaying.setOutput(output);
        nowPlaying.setAudio(playback.stats());
        nowPlaying.update();
        seen[nowPlaying.view().verdict.id] += 4 * int(kStep.count());
        listener.setReport(nowPlaying.report());
    }

    void onPacket(int slot, const RtpPacket &packet, Instant arrival)
    {
        EncodedPacket encoded;
        encoded.slot = slot;
        encoded.sequence = packet.sequence;
        encoded.timestamp = packet.timestamp;
        encoded.arrival = arrival;
        encoded.level = std::uint8_t(packet.level.value_or(127));
        encoded.size = std::uint16_t(packet.payload.size());
        std::ranges::copy(packet.payload, reinterpret_cast<char *>(encoded.bytes.data()));
        playback.push(encoded);
    }

    static EventState makeState()
    {
        EventState made{.id = kEvent};
        made.phase = Phase::Live;
        made.title = QStringLiteral("Town hall");
        for (int voice = 0; voice < kVoices; ++voice)
            made.stage.push_back({keyOf(voice), QStringLiteral("Voice %1").arg(voice), Role::Speaker, false,
                Presence::Present, {}});
        return made;
    }

    VirtualClock clock;
    SeededRandom random{5};
    QPointer<FakeConnection> dialled;
    Playback playback{DelayMode::Audience};
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        dialled = made.get();
                        return made;
                    }};
    EventListener listener{clock, session, kEvent, 99,
        {[this](int slot, const RtpPacket &packet, Instant at) { onPacket(slot, packet, at); },
            [this](int slot) { playback.removeSpeaker(slot); }}};
    NowPlaying nowPlaying{clock};
    EventState state = makeState();
    const std::vector<EncodedPacket> voices = encode(spoken(30), 3, Instant{});
    std::vector<float> block = std::vector<float>(std::size_t(2 * kFrames));
    std::vector<std::pair<QByteArray, QByteArray>> onTheWay; ///< subject and payload
    std::array<quint16, kVoices> sequences{};
    qint64 next = 0;
    quint64 frames = 0;
    bool serverIsUp = true;
    bool lineIsStalled = false;
    bool deskIsUp = true;
    bool losesPackets = false;
    bool deviceFails = false;
};

} // namespace

class GrowthTest : public QObject
{
    Q_OBJECT

private slots:
    void anHourOfFaults_costsNoMoreAtItsEnd_thanAfterFiveMinutes();
};

void GrowthTest::anHourOfFaults_costsNoMoreAtItsEnd_thanAfterFiveMinutes()
{
    FaultyHour hour;
    std::vector<double> cpu; // of each minute
    std::vector<std::optional<qint64>> heap; // after it
    for (int minute = 0; minute < 60; ++minute) {
        const double before = cpuSeconds();
        hour.minute();
        cpu.push_back(cpuSeconds() - before);
        heap.push_back(heapInUse());
    }
    // The quickest of five: what else the computer does meanwhile is no part of it.
    const double early = *std::min_element(cpu.begin(), cpu.begin() + 5);
    const double late = *std::min_element(cpu.end() - 5, cpu.end());
    QString verdicts;
    for (auto it = hour.seen.begin(); it != hour.seen.end(); ++it)
        verdicts += QStringLiteral("%1 %2 s, ").arg(it.key()).arg(it.value() / 1000);
    qInfo("a minute costs %.1f ms of processor time at first, %.1f ms at the end; %s", early * 1000,
        late * 1000, qUtf8Printable(verdicts));

    QVERIFY2(hour.heard() > qint64(30) * 60 * 1'000'000, qPrintable(QString::number(hour.heard())));
    // Whoever hears for an hour is counted as long, too.
    QCOMPARE(hour.unreadableReports, 0);
    QVERIFY2(hour.reports > 60 * 4, qPrintable(QString::number(hour.reports)));
    QVERIFY(hour.reported > minutes{30} && hour.reported.count() * 1000 <= hour.heard());
    for (const char *id : {"ok.live", "server.lost", "you.stalled", "out.failed"})
        QVERIFY2(hour.seen.contains(QString::fromLatin1(id)), qPrintable(verdicts));
    QVERIFY2(late < 1.5 * early, qPrintable(QStringLiteral("%1 s after %2 s").arg(late).arg(early)));
    if (!heap.back())
        return;
    const auto kilobytes = [&](std::size_t minute) { return *heap[minute - 1] / 1024; };
    qInfo("on the heap: %lld kB after 5 min, %lld kB after 30 min, %lld kB after 60 min", kilobytes(5),
        kilobytes(30), kilobytes(60));
    // The timeline keeps 200 entries, the account of gaps ten minutes: full within half an hour.
    QVERIFY(kilobytes(60) - kilobytes(5) < 1024);
    QVERIFY(kilobytes(60) - kilobytes(30) < 64);
}

QTEST_GUILESS_MAIN(GrowthTest)
#include "growth_test.moc"
