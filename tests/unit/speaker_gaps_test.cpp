#include "base/random.h"
#include "desk/packet_count.h"
#include "session/speaker_gaps.h"

#include <QTest>

#include <set>

using namespace earshot;

namespace {

/// A speaker, the desk and a listener, with a packet each 20 ms and a beacon each 50 packets. Numbers begin just
/// before their wrap, timestamps too.
class Way
{
public:
    enum Fate { Fine, LostAtSource, LostAtServer, LostByLine, LostByBoth };

    RtpPacket packet(qint64 which) const
    {
        return {.sequence = quint16(65'500 + which),
            .timestamp = quint32(0xffff'0000u + quint32(which * 960)),
            .ssrc = ssrc};
    }
    void say(Fate fate = Fine)
    {
        const RtpPacket p = packet(number++);
        now += milliseconds{20};
        if (fate != LostAtSource && fate != LostByBoth)
            desk.take(p.sequence, p.ssrc);
        if (fate == Fine)
            gaps.takeLive(p, line, now);
    }
    void say(int count, Fate fate = Fine)
    {
        for (int i = 0; i < count; ++i)
            say(fate);
    }
    void beacon() { gaps.setDeskCount(desk.count()); }

    quint32 ssrc = 1;
    unsigned line = 0;
    qint64 number = 0;
    Instant now{seconds{100}};
    PacketCount desk;
    SpeakerGaps gaps;
};

/// Source, server, undecided, connection.
using Counts = std::array<quint64, 4>;
Counts countsOf(const GapStats &stats)
{
    return {stats.atSource, stats.atServer, stats.undecided, stats.atConnection};
}

} // namespace

class SpeakerGapsTest : public QObject
{
    Q_OBJECT
private slots:
    void gap_isUndecided_untilTheDeskTells()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.say(3, Way::LostAtSource);
        way.say();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 0, 3, 0}));
        QVERIFY(way.gaps.stats().waitingSince == way.now && way.gaps.stats().lastUndecided == way.now);
        const Instant seen = way.now;
        way.say(40);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{3, 0, 0, 0}));
        QVERIFY(!way.gaps.stats().waitingSince && way.gaps.stats().lastAtSource == seen);
        way.say(2, Way::LostAtServer);
        way.say(40);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{3, 2, 0, 0}));
        QCOMPARE(way.gaps.stats().received, quint64(131));
    }

    void bothAtOnce_areToldApartByTheirNumber()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.say(4, Way::LostAtSource);
        way.say(10);
        way.say(6, Way::LostAtServer);
        way.say(10);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{4, 6, 0, 0}));
    }

    void beaconThatIsAheadOfThePackets_waitsForThem()
    {
        Way way;
        way.say(50);
        way.beacon();
        // The desk has 52, which the servers lose on the way to this listener, as they lose 50 and 51.
        way.say(3, Way::LostAtServer);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 0, 0, 0}));
        way.say();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 3, 0, 0}));
    }

    void breakOfTheOwnLine_isTheConnections_alsoWhereTheSourceLostSomeOfIt()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.say(20, Way::LostByLine);
        way.say(5, Way::LostByBoth);
        ++way.line;
        way.say(30);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 0, 0, 25}));
        // The first beacon on a line says only from where on it can be compared.
        way.say(2, Way::LostAtServer);
        way.say(20);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 2, 0, 25}));
    }

    void whatIsFetchedOrSentAgain_isTakenOff()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.say(20, Way::LostByLine);
        ++way.line;
        way.say(30);
        way.beacon();
        way.say(4, Way::LostAtSource);
        way.say(30);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{4, 0, 0, 20}));
        for (int number = 45; number < 68; ++number) {
            way.gaps.takeLater(way.packet(number));
            way.gaps.takeLater(way.packet(number)); // counts once
        }
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{4, 0, 0, 2}));
        way.gaps.takeLater(way.packet(101));
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{3, 0, 0, 2}));
        way.gaps.takeLive(way.packet(103), way.line, way.now); // late, on the usual way
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{2, 0, 0, 2}));
        QCOMPARE(way.gaps.stats().received + way.gaps.stats().missing(), quint64(way.number));
        // Of another stream, or of a time so long ago that the numbers have come round: another packet.
        RtpPacket other = way.packet(100);
        other.ssrc = 9;
        way.gaps.takeLater(other);
        other = way.packet(100);
        other.timestamp -= 960u * 65'536;
        way.gaps.takeLater(other);
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{2, 0, 0, 2}));
    }

    void whatIsFetchedBeforeTheDeskTells_wasTheServers()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.say(4, Way::LostAtSource);
        way.say(10);
        way.say(6, Way::LostAtServer);
        way.say(10);
        for (int number = 66; number < 70; ++number)
            way.gaps.takeLater(way.packet(number));
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 0, 6, 0}));
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{4, 2, 0, 0}));
        way.say(3, Way::LostAtSource);
        way.say(5, Way::LostAtServer);
        way.say();
        for (int number = 83; number < 88; ++number)
            way.gaps.takeLive(way.packet(number), way.line, way.now);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{7, 2, 0, 0}));
    }

    void gapInManyPieces_keepsTheNewestOnly()
    {
        for (const bool isDecided : {false, true}) {
            Way way;
            way.say(50);
            way.beacon();
            way.say(4000, Way::LostAtServer);
            way.say();
            if (isDecided)
                way.beacon();
            for (int number = 50; number < 4050; number += 2)
                way.gaps.takeLater(way.packet(number));
            QCOMPARE(way.gaps.stats().received, quint64(51 + 2000));
            QCOMPARE(way.gaps.stats().missing(), quint64(2000));
            way.beacon();
            QVERIFY(!way.gaps.stats().waitingSince);
            for (int number = 51; number < 4050; number += 2)
                way.gaps.takeLater(way.packet(number));
            QCOMPARE(way.gaps.stats().received, quint64(51 + 2000 + 256)); // the others are forgotten
            QCOMPARE(way.gaps.stats().received + way.gaps.stats().missing(), quint64(way.number));
        }
    }

    void deskThatCannotTell_leavesItOpen()
    {
        Way way;
        way.say(50);
        way.say(3, Way::LostAtServer); // before the first beacon
        way.say(10);
        way.desk = {}; // the desk's line broke
        way.say(10);
        way.beacon();
        way.say(2, Way::LostAtServer); // known again
        way.say(10);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 2, 3, 0}));
        QVERIFY(!way.gaps.stats().waitingSince); // and it will not say more of it
        way.say(2, Way::LostAtSource);
        way.desk = {}; // another desk took over, with nothing counted yet
        way.say(3);
        way.beacon();
        way.say(2, Way::LostAtSource);
        way.say(3);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{2, 2, 5, 0}));
    }

    void deskThatIsSilentForAWhile_isNotBelievedForWhatItToldBefore()
    {
        Way way;
        way.say(50);
        way.say(4, Way::LostAtSource);
        way.say(10);
        way.beacon();
        way.gaps.setDeskCount({});
        way.say(3, Way::LostAtServer);
        way.say(10);
        way.beacon(); // its four are old
        way.say(2, Way::LostAtServer);
        way.say(10);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{4, 2, 3, 0}));
    }

    void listenerWhoJoinsLater_isNotToldWhatWasBefore()
    {
        Way way;
        way.say(50);
        way.say(30, Way::LostAtSource);
        way.say();
        way.gaps = {};
        way.say(10);
        way.say(2, Way::LostAtServer);
        way.say(10);
        way.beacon();
        way.say(3, Way::LostAtServer);
        way.say(10);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 3, 2, 0}));
    }

    void speakerWhoStartsAnew_leavesNoGap()
    {
        Way way;
        way.say(50);
        way.beacon();
        way.ssrc = 2;
        way.number = 30'000;
        way.say(50);
        way.say(2, Way::LostAtServer);
        way.say(10);
        way.beacon();
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 2, 0, 0}));
        // The same SSRC, but numbers and times that do not fit each other.
        RtpPacket odd = way.packet(way.number);
        odd.sequence -= 20'000;
        way.gaps.takeLive(odd, way.line, way.now);
        QCOMPARE(way.gaps.stats().missing(), quint64(2));
    }

    void silence_isNoGap_howeverLong()
    {
        Way way;
        way.say(50);
        RtpPacket packet = way.packet(way.number - 1);
        for (const quint32 pause : {19'200u, 48'000u * 180, 48'000u * 3600}) { // 400 ms, 3 min, 1 h
            packet.sequence = quint16(packet.sequence + 1);
            packet.timestamp += pause;
            way.gaps.takeLive(packet, way.line, way.now);
        }
        QCOMPARE(way.gaps.stats().missing(), quint64(0));
        QCOMPARE(way.gaps.stats().received, quint64(53));
    }

    void refusedByThePlayer_isTheConnections()
    {
        Way way;
        way.say(5);
        way.gaps.refused(way.now);
        QCOMPARE(countsOf(way.gaps.stats()), (Counts{0, 0, 0, 1}));
        QVERIFY(way.gaps.stats().lastAtConnection == way.now);
    }

    /// Random fates against counting them one by one: all that a beacon covers is decided, and rightly.
    void randomFates_areBlamedAsAPlainModelDoes()
    {
        SeededRandom random(4);
        const auto pick = [&](int below) { return int(random.next() % quint64(below)); };
        for (int round = 0; round < 300; ++round) {
            Way way;
            way.say(10);
            way.beacon();
            Counts expected{};
            for (int step = 0; step < 60; ++step) {
                const int length = 1 + pick(pick(10) == 0 ? 40 : 4);
                const int kind = pick(8);
                if (kind < 2) {
                    const auto fate = kind == 0 ? Way::LostAtSource : Way::LostAtServer;
                    way.say(length, fate);
                    way.say();
                    expected[std::size_t(kind)] += quint64(length);
                } else if (kind == 2) {
                    way.say(); // all before is complete
                    way.beacon();
                    for (int i = 0; i < length; ++i)
                        way.say(pick(2) ? Way::LostByLine : Way::LostByBoth);
                    ++way.line;
                    way.say();
                    way.beacon();
                    expected[3] += quint64(length);
                } else if (kind == 3) {
                    way.beacon();
                } else if (kind == 4) { // a duplicate, and one that is older than anything
                    way.gaps.takeLive(way.packet(way.number - 1), way.line, way.now);
                    way.gaps.takeLater(way.packet(0));
                } else {
                    way.say(length);
                }
            }
            way.say();
            way.beacon();
            QCOMPARE(countsOf(way.gaps.stats()), expected);
            QCOMPARE(way.gaps.stats().received + way.gaps.stats().missing(), quint64(way.number));
        }
    }

    /// Any bytes: no count is ever below zero, none is counted twice.
    void hostilePackets_keepTheBooks()
    {
        SeededRandom random(5);
        SpeakerGaps gaps;
        quint64 taken = 0;
        for (int i = 0; i < 200'000; ++i) {
            const quint64 dice = random.next();
            RtpPacket packet{.sequence = quint16(dice), .timestamp = quint32(dice >> 16)};
            if (dice >> 60)
                packet.sequence = quint16(i * 3 + (dice & 7)), packet.timestamp = quint32(i) * 960;
            ++taken;
            if (dice >> 48 & 3)
                gaps.takeLive(packet, unsigned(dice >> 50 & 255) / 250, Instant{microseconds{i}});
            else
                gaps.takeLater(packet);
            if ((dice >> 52 & 15) == 0) {
                const qint64 newest = qint64(random.next() >> 11);
                gaps.setDeskCount(DeskCount{
                    int(dice & 0xffff), qint64(dice & 0xffff) + (newest >> (dice & 63)), newest >> 20});
            }
            QVERIFY(gaps.stats().received <= taken);
            QVERIFY(gaps.stats().missing() < quint64(i + 1) * 32'768);
        }
    }
};

QTEST_APPLESS_MAIN(SpeakerGapsTest)
#include "speaker_gaps_test.moc"
