#include "session/archive_reader.h"
#include "session/archived_packet.h"
#include "session/delayed_packets.h"
#include "session/heard_packets.h"
#include "session/outage_account.h"
#include "session/playout_position.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"
#include "wire/subjects.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const EventId kEvent = *EventId::parse(u"town-hall");
const UserKey kAna = *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A')));

SpeakerPacket packet(quint16 sequence, quint32 ssrc = 1)
{
    RtpPacket rtp;
    rtp.sequence = sequence;
    rtp.timestamp = 2880u * sequence;
    rtp.ssrc = ssrc;
    rtp.payload = "x";
    return {kAna, rtp, false};
}

Instant at(int ms)
{
    return Instant{milliseconds{ms}};
}

/// A reader of an archive, and the server that it asks; each round answers what was asked before it.
struct Reading {
    static constexpr int kTimeoutRounds = 25;

    Reading(const QString &version, quint64 stored)
        : newest(stored)
    {
        Session::Config config;
        config.servers = {{QUrl("ws://127.0.0.1:1"), {}}};
        session.start(config);
        NatsInfo info;
        info.version = version;
        connection->accept(info);
    }

    /// `answerBatch` answers a request for many, `silent` is never answered.
    void run(int rounds, const std::function<void(const Connection::EachReply &)> &answerBatch = {},
        quint64 silent = 0)
    {
        reader.readOn();
        for (int round = 0; round < rounds; ++round) {
            for (const auto &request : std::exchange(connection->m_manyRequests, {})) {
                ++batches;
                answerBatch(request.each);
            }
            for (const auto &request : std::exchange(connection->m_requests, {})) {
                if (!request.subject.startsWith("$JS.API.DIRECT.GET.EARSHOT_AUDIO"))
                    continue;
                const auto from
                    = quint64(QJsonDocument::fromJson(request.payload).object()["seq"].toInteger());
                furthest = std::max(furthest, from);
                ++asked[from];
                if (from == silent)
                    unanswered.emplace_back(round + kTimeoutRounds, request.reply);
                else
                    request.reply(answer(from));
            }
            for (const auto &[due, reply] : std::exchange(unanswered, {})) {
                if (due <= round)
                    reply(Failure{Cause::RequestTimeout, {}});
                else
                    unanswered.emplace_back(due, reply);
            }
        }
    }
    NatsMessage answer(quint64 sequence) const
    {
        NatsMessage made;
        if (sequence > newest) {
            made.status = 404;
            return made;
        }
        made.headers = {{"Nats-Sequence", QByteArray::number(sequence)},
            {"Nats-Time-Stamp", "2026-11-21T05:05:45Z"}, {"Nats-Subject", subjects::audio(kEvent, kAna)}};
        made.payload = writeRtp(packet(quint16(sequence)).packet);
        return made;
    }

    const quint64 newest;
    VirtualClock clock;
    SeededRandom random{5};
    FakeConnection *connection = nullptr;
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        connection = made.get();
                        return made;
                    }};
    AudioArchive archive{session, kEvent, [](const ArchiveEntry &) {}};
    std::vector<quint64> entries;
    std::vector<Cause> failures;
    int ends = 0;
    int batches = 0;
    quint64 furthest = 0;
    std::map<quint64, int> asked;
    std::vector<std::pair<int, Connection::Reply>> unanswered;
    ArchiveReader reader{archive, 1, newest,
        {[this](const ArchiveEntry &entry) { entries.push_back(entry.sequence); }, [this] { ++ends; },
            [this](const Failure &failure) { failures.push_back(failure.cause); }}};
};

} // namespace

/// The parts that catch-up is made of.
class ArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void storeTime_isRead_data();
    void storeTime_isRead();
    void storeTime_ofOtherBytes_isNone_data();
    void storeTime_ofOtherBytes_isNone();
    void entry_isRead_fromAnswer();
    void entry_withoutPacket_isStillAnEntry();
    void entry_thatIsAnAnswerItself_hasNobodysVoice();
    void storeClock_believesTheLeastOffset();
    void storeClock_withoutLivePackets_believesCivilTime_butNoAnswerFromTheFuture();
    void heard_tellsStreamsApart_andKnowsHoles();
    void heard_isBounded();
    void account_countsWhatIsMissing_overTheWrapOfNumbers();
    void delayed_takesEachOnce_inOrderOfArrival();
    void delayed_forgetsWhatItDrops();
    void position_followsThePlayersWord_butNotAnOldOne();
    void reader_readsEachOnce_andSaysTheEnd();
    void reader_isStoppedByOneEntryThatIsNeverAnswered_notFarAheadOfIt();
    void reader_readsOneByOne_whereABatchSaysMoreAndBringsNothing();
};

void ArchiveTest::storeTime_isRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("us");
    QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00Z") << qint64(0);
    QTest::newRow("as the server writes it")
        << QByteArray("2026-11-21T05:05:45.123456789Z") << qint64(1'795'237'545'123'456);
    QTest::newRow("milliseconds") << QByteArray("2026-11-21T05:05:45.12Z") << qint64(1'795'237'545'120'000);
    QTest::newRow("zone") << QByteArray("2026-11-21T06:35:45+01:30") << qint64(1'795'237'545'000'000);
    QTest::newRow("zone west") << QByteArray("2026-11-20T23:05:45-06:00") << qint64(1'795'237'545'000'000);
    QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << qint64(1'709'164'800'000'000);
}

void ArchiveTest::storeTime_isRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, us);
    const auto time = readStoreTime(text);
    QVERIFY(time);
    QCOMPARE(qint64(time->time_since_epoch().count()), us);
}

void ArchiveTest::storeTime_ofOtherBytes_isNone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "2026", "2026-11-21", "2026-11-21T05:05:45", "2026-11-21 05:05:45Z",
             "2026-13-21T05:05:45Z", "2026-02-30T05:05:45Z", "2025-02-29T05:05:45Z", "2026-11-21T24:05:45Z",
             "2026-11-21T05:60:45Z", "2026-11-21T05:05:61Z", "2026-11-21T05:05:45.Z",
             "2026-11-21T05:05:45.1234567891Z", "2026-11-21T05:05:45Zx", "2026-11-21T05:05:45+25:00",
             "2026-11-21T05:05:45+0100", "99999-11-21T05:05:45Z", "-026-11-21T05:05:45Z",
             "1969-11-21T05:05:45Z", "20x6-11-21T05:05:45Z", "\xff\xff\xff\xff-11-21T05:05:45Z"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("long") << QByteArray("2026-11-21T05:05:45.") + QByteArray(100'000, '1') + 'Z';
}

void ArchiveTest::storeTime_ofOtherBytes_isNone()
{
    QFETCH(QByteArray, text);
    QVERIFY(!readStoreTime(text));
}

void ArchiveTest::entry_isRead_fromAnswer()
{
    NatsMessage answer;
    answer.headers = {{"Nats-Sequence", "4611686018427387904"}, {"Nats-Time-Stamp", "2026-11-21T05:05:45.5Z"},
        {"Nats-Subject", subjects::again(kEvent, kAna)}};
    answer.payload = writeRtp(packet(7).packet);
    const auto entry = readArchiveEntry(kEvent, answer);
    QVERIFY(entry);
    QCOMPARE(entry->sequence, ArchiveEntry::kMaxSequence);
    QVERIFY(entry->audio && entry->audio->isAgain);
    QCOMPARE(entry->audio->packet.sequence, quint16(7));
    answer.headers[2].second = subjects::audio(kEvent, kAna);
    QVERIFY(!readArchiveEntry(kEvent, answer)->audio->isAgain);
    answer.status = 408;
    QVERIFY(!readArchiveEntry(kEvent, answer));
    answer.status = 0;
    for (const char *sequence :
        {"", "0", "-1", "+1", "1.5", " 1", "4611686018427387905", "99999999999999999999"}) {
        answer.headers[0].second = sequence;
        QVERIFY2(!readArchiveEntry(kEvent, answer), sequence);
    }
}

void ArchiveTest::entry_withoutPacket_isStillAnEntry()
{
    NatsMessage answer;
    answer.headers
        = {{"Nats-Sequence", "7"}, {"Nats-Time-Stamp", "2026-11-21T05:05:45Z"}, {"Nats-Subject", ""}};
    answer.payload = writeRtp(packet(7).packet);
    for (const QByteArray &subject :
        {QByteArray(), QByteArray("ev.town-hall.state"), QByteArray("ev.town-hall.audio.x"),
            subjects::audio(*EventId::parse(u"other"), kAna), QByteArray(10'000, 'a')}) {
        answer.headers[2].second = subject;
        const auto entry = readArchiveEntry(kEvent, answer);
        QVERIFY(entry && entry->sequence == 7 && !entry->audio);
    }
    answer.headers[2].second = subjects::audio(kEvent, kAna);
    answer.payload = "no packet";
    QVERIFY(readArchiveEntry(kEvent, answer) && !readArchiveEntry(kEvent, answer)->audio);
}

/// Somebody had the server say a stored packet once more on another's subject: its headers are stored, too.
void ArchiveTest::entry_thatIsAnAnswerItself_hasNobodysVoice()
{
    NatsMessage answer;
    answer.headers = {{"Nats-Stream", "EARSHOT_AUDIO"}, {"Nats-Subject", subjects::audio(kEvent, kAna)},
        {"Nats-Sequence", "3"}, {"Nats-Time-Stamp", "2026-11-21T05:05:45Z"}};
    answer.payload = writeRtp(packet(7).packet);
    QVERIFY(readArchiveEntry(kEvent, answer)->audio);
    const NatsHeaders own = answer.headers;
    answer.headers.insert(answer.headers.end(), own.begin(), own.end());
    answer.headers[6].second = "9";
    auto entry = readArchiveEntry(kEvent, answer);
    QVERIFY(entry && entry->sequence == 9 && !entry->audio);
    // A stored "not found" is an entry, and not the archive's end.
    answer.headers = own;
    answer.status = 404;
    entry = readArchiveEntry(kEvent, answer);
    QVERIFY(entry && entry->sequence == 3 && !entry->audio);
}

void ArchiveTest::storeClock_believesTheLeastOffset()
{
    StoreClock clock;
    const StoreTime stored{seconds{1'795'000'000}};
    clock.answered(stored, at(9000), WallTime{seconds{1'795'000'100}});
    clock.cameLive(stored, at(1050));
    clock.cameLive(stored + seconds{1}, at(2020));
    clock.cameLive(stored + seconds{2}, at(3400));
    QVERIFY(clock.isExact());
    QCOMPARE(clock.arrivalOf(stored + seconds{10}).time_since_epoch(), microseconds{milliseconds{11'020}});
    QCOMPARE(clock.storedAt(clock.arrivalOf(stored)), stored);
    // The computer slept: an answer came sooner than the packets before it allow.
    clock.answered(stored + seconds{40}, at(11'100), WallTime{seconds{1'795'000'040}});
    QCOMPARE(clock.arrivalOf(stored + seconds{40}).time_since_epoch(), microseconds{milliseconds{11'100}});
}

void ArchiveTest::storeClock_withoutLivePackets_believesCivilTime_butNoAnswerFromTheFuture()
{
    StoreClock clock;
    const StoreTime stored{seconds{1'795'000'000}};
    clock.answered(stored, at(60'000), WallTime{seconds{1'795'000'030}});
    QVERIFY(!clock.isExact());
    QCOMPARE(clock.arrivalOf(stored).time_since_epoch(), microseconds{milliseconds{30'000}});
    clock.answered(stored, at(60'000), WallTime{seconds{1'794'999'000}});
    QCOMPARE(clock.arrivalOf(stored).time_since_epoch(), microseconds{milliseconds{60'000}});
}

void ArchiveTest::heard_tellsStreamsApart_andKnowsHoles()
{
    HeardPackets heard;
    QVERIFY(heard.isEmpty() && !heard.isUpTo(packet(1)));
    heard.add(packet(65'535), at(100));
    SpeakerPacket next = packet(0);
    next.packet.timestamp = packet(65'535).packet.timestamp + 2880;
    heard.add(next, at(160));
    QCOMPARE(heard.stream(next)->packetLength, microseconds{60'000});
    QCOMPARE(heard.arrivalOf(next), std::optional(at(160)));
    QVERIFY(*heard.isUpTo(packet(65'000)));
    QVERIFY(!heard.isUpTo(packet(0, 2)));
    SpeakerPacket later = next;
    later.packet.sequence = 4;
    later.packet.timestamp += 4 * 2880;
    QVERIFY(!*heard.isUpTo(later));
    QCOMPARE(heard.missingBefore(later), 3);
    QCOMPARE(heard.expectedArrival(later), std::optional(at(400)));
    QCOMPARE(heard.missingBefore(packet(65'000)), 0);
}

void ArchiveTest::heard_isBounded()
{
    HeardPackets heard;
    for (quint32 ssrc = 0; ssrc < 10'000; ++ssrc)
        heard.add(packet(1, ssrc), at(int(ssrc)));
    int known = 0;
    for (quint32 ssrc = 0; ssrc < 10'000; ++ssrc)
        known += heard.stream(packet(1, ssrc)) ? 1 : 0;
    QVERIFY(known <= 100);
    QVERIFY(heard.stream(packet(1, 9'999)));
}

void ArchiveTest::account_countsWhatIsMissing_overTheWrapOfNumbers()
{
    HeardPackets before;
    before.add(packet(65'529), at(0));
    before.add(packet(65'530), at(60));
    OutageAccount account(before, seconds{1});
    QCOMPARE(account.lost(), quint64(0));
    account.got(packet(65'532), at(180));
    QCOMPARE(account.lost(), quint64(1));
    account.got(packet(65'530), at(60)); // heard before
    account.cameLive(packet(3));
    account.cameLive(packet(4));
    QCOMPARE(account.lost(), quint64(7)); // 65531, 65533 … 65535, 0, 1, 2
    account.got(packet(1), at(480));
    account.got(packet(3), at(600)); // live
    QCOMPARE(account.lost(), quint64(6));
    QCOMPARE(account.recovered(), quint64(2));
    QCOMPARE(account.recoveredTime(), milliseconds{120});
    QCOMPARE(account.lostTime(), milliseconds{360});
    account.cameLive(packet(100, 2)); // began meanwhile, by its own word
    QCOMPARE(account.lost(), quint64(6));
}

void ArchiveTest::delayed_takesEachOnce_inOrderOfArrival()
{
    using Taken = DelayedPackets::Taken;
    DelayedPackets queue;
    QCOMPARE(queue.take(packet(3), at(30), true), Taken::New);
    QCOMPARE(queue.take(packet(1), at(10), false), Taken::New);
    QCOMPARE(queue.take(packet(1), at(10), false), Taken::Twin);
    QCOMPARE(queue.take(packet(3), at(30), false), Taken::LiveTwin);
    QCOMPARE(queue.take(packet(2), at(20), false), Taken::New);
    for (const quint16 sequence : {1, 2, 3})
        QCOMPARE(queue.takeFirst().packet.packet.sequence, sequence);
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.take(packet(2), at(20), true), Taken::Twin);
}

void ArchiveTest::delayed_forgetsWhatItDrops()
{
    DelayedPackets queue;
    queue.take(packet(1), at(10), false);
    queue.take(packet(2), at(20), true);
    queue.take(packet(3), at(30), true);
    QCOMPARE(queue.dropOldestLive(), std::optional(at(20)));
    QCOMPARE(queue.take(packet(2), at(20), false), DelayedPackets::Taken::New);
    queue.dropLive();
    QVERIFY(!queue.dropOldestLive());
    SpeakerPacket large = packet(0);
    large.packet.payload = QByteArray(3000, 'x');
    for (quint16 i = 10; !queue.isFull(); ++i) {
        QVERIFY(i < 10'000);
        large.packet.sequence = i;
        queue.take(large, at(i), true);
    }
}

void ArchiveTest::position_followsThePlayersWord_butNotAnOldOne()
{
    PlayoutPosition position(at(0), microseconds{0}, at(60'000));
    position.update(at(61'000), std::nullopt);
    QCOMPARE(position.arrival(), at(1150));
    position.update(at(62'000), PlayoutProgress{seconds{60}, seconds{60}});
    QCOMPARE(position.arrival(), at(2000));
    position.update(at(63'000), PlayoutProgress{milliseconds{100}, {}}); // of before the outage
    QCOMPARE(position.arrival(), at(6000));
    position.update(at(64'000), PlayoutProgress{seconds{90}, seconds{90}});
    QCOMPARE(position.arrival(), at(6000));
    PlayoutPosition rewound(at(30'000), seconds{30}, at(60'000));
    rewound.update(at(100'000), std::nullopt);
    QCOMPARE(rewound.arrival(), at(70'000));
}

void ArchiveTest::reader_readsEachOnce_andSaysTheEnd()
{
    Reading reading("2.9.10", 1000);
    reading.run(200);
    QCOMPARE(reading.entries.size(), size_t(1000));
    QVERIFY(std::ranges::is_sorted(reading.entries, std::less_equal{}));
    QCOMPARE(reading.ends, 1);
    QVERIFY(reading.failures.empty());
}

void ArchiveTest::reader_isStoppedByOneEntryThatIsNeverAnswered_notFarAheadOfIt()
{
    constexpr quint64 kSilent = 100;
    // So much that others answer all the time.
    Reading reading("2.9.10", 1'000'000);
    reading.run(20 * Reading::kTimeoutRounds, {}, kSilent);
    QCOMPARE(reading.failures, std::vector{Cause::RequestTimeout});
    QCOMPARE(reading.entries.size(), size_t(kSilent - 1));
    QCOMPARE(reading.ends, 0);
    QVERIFY2(reading.asked[kSilent] >= 2 && reading.asked[kSilent] <= 5,
        qPrintable(QString::number(reading.asked[kSilent])));
    // 128 that wait for it, and 32 on their way.
    QVERIFY2(reading.furthest <= kSilent + 128 + 32, qPrintable(QString::number(reading.furthest)));
}

void ArchiveTest::reader_readsOneByOne_whereABatchSaysMoreAndBringsNothing()
{
    Reading reading("2.11.0", 1000);
    reading.run(200, [](const Connection::EachReply &each) {
        NatsMessage end;
        end.status = 204;
        each(end);
    });
    QCOMPARE(reading.batches, 1);
    QCOMPARE(reading.entries.size(), size_t(1000));
    QCOMPARE(reading.ends, 1);
    QVERIFY(reading.failures.empty());
}

QTEST_GUILESS_MAIN(ArchiveTest)
#include "archive_test.moc"
