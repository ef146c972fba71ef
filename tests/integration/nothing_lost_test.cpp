#include "client/client.h"
#include "client/live_speaker.h"
#include "desk/desk.h"
#include "support/listen_process.h"
#include "support/live_event.h"
#include "support/made_sounds.h"
#include "support/nats_cluster.h"
#include "support/numbered_tone.h"
#include "support/opus_file.h"
#include "support/stall_proxy.h"
#include "wire/websocket_connection.h"

#include <QFile>
#include <QtEndian>
#include <QtTest>

#include <algorithm>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Times that a listener's server is killed: EARSHOT_LOST_HITS=20 for more of them.
int hitsWanted()
{
    return std::max(8, qEnvironmentVariableIntValue("EARSHOT_LOST_HITS"));
}

constexpr double kNeverLive = 1000; ///< s, for the median
const EventId kEvent = *EventId::parse(u"town-hall");

VoiceTrack numberedVoice()
{
    const int seconds = 60 + 18 * hitsWanted(); // at least one for each kill
    const int frames = seconds * 50;
    return *VoiceTrack::make(
        {1, 0, frames * 960, encodedFrames(frames, [](qint64 n) { return NumberedTone::sample(n); })});
}

/// The left channel of a WAV file as WavWriter makes it.
std::vector<float> readWav(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll().sliced(44);
    std::vector<float> left;
    for (qsizetype i = 0; i + 4 <= bytes.size(); i += 4)
        left.push_back(float(qFromLittleEndian<qint16>(bytes.constData() + i)) / 32768);
    return left;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return -1;
    std::ranges::sort(values);
    return values[values.size() / 2];
}

QString listed(const std::set<int> &parts)
{
    QStringList texts;
    for (const int part : parts)
        texts += QString::number(double(part) / NumberedTone::kPartsPerSecond, 'f', 2);
    return texts.join(' ');
}

/// Somebody with Earshot whose sound is written to a file.
class Ear
{
public:
    Ear(const QString &file, const Link &link)
        : m_file(file)
        , m_client(
              m_clock, m_random, {.sound = {.output = {OutputChoice::Kind::Null, {}}}, .heardFile = file})
    {
        m_client.openLink(link.toString());
    }

    const NowPlayingView &view() const { return m_client.nowPlaying(); }
    bool hears() const
    {
        const auto &speakers = view().evidence.speakers;
        return !speakers.empty() && speakers.front().audio && speakers.front().audio->played > seconds{1};
    }
    /// Where in the recording the device is now, s.
    double at() const { return double(view().evidence.output.framesConsumed) / 48000; }

    struct Hit {
        double at; ///< s in the recording
        QString what;
    };
    std::vector<Hit> hits;

    void finish() { m_heard = NumberedTone::read(readWav(m_file)); }
    const std::vector<NumberedTone::Heard> &heard() const { return m_heard; }
    /// How late the sound is at a time, compared with the quickest ever, s.
    double lateness(const NumberedTone::Heard &piece) const
    {
        return piece.at - double(piece.part) / NumberedTone::kPartsPerSecond;
    }
    /// From the hit to the next sound after the silence that follows it, 0 where none follows.
    double resumedAfter(const Hit &hit) const
    {
        for (std::size_t i = 1; i < m_heard.size(); ++i) {
            const double silentSince = m_heard[i - 1].at + m_heard[i - 1].length;
            if (m_heard[i].at > hit.at && m_heard[i].at < hit.at + 15 && m_heard[i].at - silentSince > 0.1)
                return m_heard[i].at - hit.at;
        }
        return 0;
    }
    /// From the hit until the sound is as near to live as before it, nothing: not before the end.
    std::optional<double> liveAfter(const Hit &hit) const
    {
        std::vector<double> before;
        for (const auto &piece : m_heard) {
            if (piece.at < hit.at && piece.at > hit.at - 1)
                before.push_back(lateness(piece));
        }
        const double resumed = hit.at + resumedAfter(hit);
        for (const auto &piece : m_heard) {
            if (piece.at >= resumed && piece.at > hit.at + 0.4 && lateness(piece) < median(before) + 0.2)
                return piece.at - hit.at;
        }
        return std::nullopt;
    }

    /// From 2 s before the hit to 20 s after it.
    QString latenessAround(const Hit &hit) const
    {
        double least = lateness(m_heard.front());
        for (const auto &piece : m_heard)
            least = std::min(least, lateness(piece));
        QStringList texts;
        double next = hit.at - 2;
        for (const auto &piece : m_heard) {
            if (piece.at < next || piece.at > hit.at + 20)
                continue;
            texts += QString::number(int(1000 * (lateness(piece) - least)));
            next += 2;
        }
        return texts.join(' ');
    }

private:
    QString m_file;
    SystemClock m_clock;
    SystemRandom m_random;
    Client m_client;
    std::vector<NumberedTone::Heard> m_heard;
};

} // namespace

/// A cluster of three servers that die by turns, a speaker, a desk, and listeners whose sound is examined
/// afterwards. A server that is killed closes its lines at once; one that vanishes is as the network that is gone.
class NothingLostTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void serversThatAreKilled_costNoWord();
    void networkThatIsGone_andASleep_costNoWord();

private:
    Link linkTo(int port) const;
    int nodeOf(const Ear &ear) const;
    static ToneAccount settled(const std::vector<NumberedTone::Heard> &heard);
    void examine(Ear &ear, const QString &name);

    QTemporaryDir m_dir;
    SystemClock m_clock;
    SystemRandom m_random;
    NatsCluster m_cluster;
    std::unique_ptr<Session> m_deskLine;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<LiveSpeaker> m_speaker;
    std::size_t m_missing = 0;
    std::size_t m_cut = 0;
    std::size_t m_twice = 0;
};

Link NothingLostTest::linkTo(int port) const
{
    Link link;
    link.host = QStringLiteral("127.0.0.1");
    link.port = port;
    link.tls = false;
    link.event = kEvent;
    link.ticket = m_cluster.listener(m_clock.wall()).ticket;
    return link;
}

/// -1 where it is on none.
int NothingLostTest::nodeOf(const Ear &ear) const
{
    const SessionStats &line = ear.view().evidence.session;
    return line.phase == LinePhase::Live ? line.serverName.right(1).toInt() : -1;
}

void NothingLostTest::initTestCase()
{
    EARSHOT_NEED_NATS_SERVER();
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.node(0).log().right(2000)));
    m_deskLine = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
    EventDesk::Config config;
    config.audioBytes = qint64(128) * 1024 * 1024; // of the 1 GB that each node may keep
    const EngineKeys keys = m_cluster.keys();
    config.issuer = SpeakerTickets::Issuer{keys.audience, keys.speaker};
    m_desk = std::make_unique<Desk>(m_clock, *m_deskLine, config);
    std::optional<Outcome> kept;
    connect(m_desk.get(), &Desk::audioKept, this, [&](const Outcome &outcome) { kept = outcome; });
    m_deskLine->start({m_cluster.addresses(), m_cluster.desk(m_clock.wall()), "desk", false, {}});
    QTRY_VERIFY_WITH_TIMEOUT(kept, 20'000);
    QVERIFY2(kept->ok(), qPrintable(kept->ok() ? QString() : kept->failure().detail));
    disconnect(m_desk.get(), nullptr, this, nullptr);

    ScheduleCard card{.id = kEvent};
    card.title = QStringLiteral("Town hall");
    card.planned = m_clock.wall();
    EventDesk &event = m_desk->addEvent(card, EventDesk::FormerCard::Replace);
    QTRY_VERIFY_WITH_TIMEOUT(event.isInCharge(), 20'000);
    event.start();
    event.setCatchUpShare(1);
    const NKey key = NKey::generate(NKeyKind::User);
    const Result<QByteArray> ticket = event.admit(key.userKey(), QStringLiteral("Ana"), Role::Speaker);
    QVERIFY(ticket);
    LiveSpeaker::Config voice{.event = kEvent, .name = QStringLiteral("Ana"), .startedAt = m_clock.wall()};
    voice.line.servers = m_cluster.addresses();
    voice.line.credentials = {*ticket, key};
    const VoiceTrack track = numberedVoice();
    voice.startedAt = m_clock.wall();
    m_speaker = std::make_unique<LiveSpeaker>(
        m_clock, m_random, webSocketConnections(m_clock, m_random), track, voice);
    m_speaker->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_speaker->sender().stats().acknowledged > 20, 10'000);
}

void NothingLostTest::cleanupTestCase()
{
    m_speaker.reset();
    m_desk.reset();
    m_deskLine.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// Every part between the first and the last heard, once.
/// A busy machine may cut into the first second after a join, before the buffer knows it. That is another test's matter.
ToneAccount NothingLostTest::settled(const std::vector<NumberedTone::Heard> &heard)
{
    ToneAccount account(heard);
    std::erase_if(
        account.cut, [&](int part) { return part < account.first + NumberedTone::kPartsPerSecond; });
    return account;
}

void NothingLostTest::examine(Ear &ear, const QString &name)
{
    const ToneAccount account = settled(ear.heard());
    const CatchUpStats &catchUp = ear.view().evidence.session.catchUp;
    const auto &speakers = ear.view().evidence.speakers;
    const auto audio = speakers.empty() ? std::nullopt : speakers.front().audio;
    qInfo("%s: %.1f s heard (%.1f to %.1f), missing [%s], cut [%s], twice [%s]; %llu packets fetched, %llu "
          "not found, "
          "skipped %.0f ms, lost %llu, target %.0f ms",
        qPrintable(name), account.spread, account.first / 20.0, account.last / 20.0,
        qPrintable(listed(account.missing)), qPrintable(listed(account.cut)),
        qPrintable(listed(account.twice)), catchUp.recovered, catchUp.lost,
        audio ? toMs(audio->skipped) : -1.0, audio ? audio->lost : 0ull, audio ? toMs(audio->target) : -1.0);
    m_missing += account.missing.size();
    m_cut += account.cut.size();
    m_twice += account.twice.size();
    QVERIFY(account.last - account.first > 20 * 20);
}

void NothingLostTest::serversThatAreKilled_costNoWord()
{
    constexpr int kEars = 6;
    const auto wanted = std::size_t(hitsWanted());
    std::vector<std::unique_ptr<Ear>> ears;
    for (int i = 0; i < kEars; ++i) {
        ears.push_back(std::make_unique<Ear>(m_dir.filePath(QStringLiteral("ear-%1.wav").arg(i)),
            linkTo(m_cluster.node(i % 3).webSocketPort())));
    }
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(ears, [](const auto &ear) { return ear->hears(); }), 15'000);
    QTest::qWait(5000);

    std::size_t hits = 0;
    for (int kill = 0; hits < wanted && kill < hitsWanted(); ++kill) {
        std::array<int, 3> listening{};
        for (const auto &ear : ears) {
            if (const int node = nodeOf(*ear); node >= 0)
                ++listening[std::size_t(node)];
        }
        const int victim = int(std::ranges::max_element(listening) - listening.begin());
        const bool speaks = m_speaker->line().stats().serverName.endsWith(QString::number(victim));
        for (const auto &ear : ears) {
            if (nodeOf(*ear) == victim) {
                ear->hits.push_back({ear->at(),
                    QStringLiteral("kill %1%2")
                        .arg(kill)
                        .arg(speaks ? QStringLiteral(", the speaker's too") : QString())});
                ++hits;
            }
        }
        qInfo("kill %d: node %d with %d listeners%s", kill, victim, listening[std::size_t(victim)],
            speaks ? " and the speaker" : "");
        m_cluster.node(victim).kill();
        QTest::qWait(1500);
        QVERIFY(m_cluster.node(victim).start());
        QTest::qWait(16'500);
    }

    std::vector<double> resumed;
    std::vector<double> live;
    int neverLive = 0;
    m_missing = m_cut = m_twice = 0;
    for (int i = 0; i < kEars; ++i) {
        Ear &ear = *ears[std::size_t(i)];
        ear.finish();
        examine(ear, QStringLiteral("listener %1").arg(i));
        for (const Ear::Hit &hit : ear.hits) {
            const auto liveAfter = ear.liveAfter(hit);
            resumed.push_back(ear.resumedAfter(hit));
            live.push_back(liveAfter.value_or(kNeverLive));
            neverLive += !liveAfter;
            if (resumed.back() > 0)
                qInfo("    ms later than at best, every 2 s: %s", qPrintable(ear.latenessAround(hit)));
            qInfo("  listener %d, %s: sound after %.2f s, live after %.1f s", i, qPrintable(hit.what),
                resumed.back(), liveAfter.value_or(-1));
        }
    }
    qInfo(
        "%zu times a listener's server was killed: sound again after %.2f s (median; longest %.2f), live "
        "after %.1f s "
        "(median; longest %.1f, %d never as near as before); parts missing %zu, cut %zu, twice %zu; packets "
        "sent again %llu",
        hits, median(resumed), resumed.empty() ? -1 : std::ranges::max(resumed), median(live),
        live.empty() ? -1 : std::ranges::max(live), neverLive, m_missing, m_cut, m_twice,
        m_speaker->sender().stats().repeated);
    QCOMPARE_GE(hits, wanted);
    QCOMPARE(m_missing, std::size_t(0));
    QCOMPARE(m_cut, std::size_t(0));
    QCOMPARE(m_twice, std::size_t(0));
    QCOMPARE_LE(median(resumed), 1.0);
    QCOMPARE_LE(median(live), 20.0);
}

/// A server by itself, so that there is no way around the proxy, and two listeners at once: one has no network for
/// 10 s, one sleeps for 8 s.
void NothingLostTest::networkThatIsGone_andASleep_costNoWord()
{
    const QString file = m_dir.filePath(QStringLiteral("tone.opus"));
    Samples voice;
    for (qint64 n = 0; n < 70 * 48000; ++n)
        voice.push_back(NumberedTone::sample(n));
    QVERIFY(writeVoice(file, voice));
    LiveEvent event({file});
    QVERIFY2(event.start(), qPrintable(event.failure()));
    event.desk().setCatchUpShare(1);

    StallProxy proxy(quint16(event.link().port));
    Ear ear(m_dir.filePath(QStringLiteral("stalled.wav")), event.linkThrough(proxy.port()));
    const QString sleeperFile = m_dir.filePath(QStringLiteral("sleeper.wav"));
    auto sleeper = std::make_unique<ListenProcess>();
    sleeper->start(event.link(),
        {QStringLiteral("--out"), sleeperFile, QStringLiteral("--device"), QStringLiteral("null")});
    QTRY_VERIFY_WITH_TIMEOUT(ear.hears(), 15'000);
    QTRY_COMPARE_WITH_TIMEOUT(sleeper->log.shown(), QStringLiteral("ok.live"), 15'000);
    QTest::qWait(3000);

    ear.hits.push_back({ear.at(), QStringLiteral("no network")});
    proxy.stall();
    sleeper->halt();
    QTest::qWait(8000);
    sleeper->goOn();
    QTest::qWait(2000);
    const double back = ear.at();
    proxy.resume();
    QTest::qWait(16'000);

    QVERIFY(sleeper->end());
    m_missing = m_cut = m_twice = 0;
    ear.finish();
    examine(ear, QStringLiteral("10 s without network"));
    qInfo("sound %.2f s after the network was back",
        ear.hits.front().at + ear.resumedAfter(ear.hits.front()) - back);
    const ToneAccount slept = settled(NumberedTone::read(readWav(sleeperFile)));
    qInfo(
        "8 s asleep: %.1f s heard (%.1f to %.1f), missing [%s], cut [%s], twice [%s], longest silence %.2f s",
        slept.spread, slept.first / 20.0, slept.last / 20.0, qPrintable(listed(slept.missing)),
        qPrintable(listed(slept.cut)), qPrintable(listed(slept.twice)), slept.longestGap);
    QVERIFY(slept.last - slept.first > 20 * 20);
    QCOMPARE(m_missing + slept.missing.size(), std::size_t(0));
    QCOMPARE(m_cut + slept.cut.size(), std::size_t(0));
    QCOMPARE(m_twice + slept.twice.size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(NothingLostTest)
#include "nothing_lost_test.moc"
