#include "wire/rtp_packet.h"

#include <QTest>

using namespace earshot;

class RtpPacketTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten_data();
    void read_givesWhatWasWritten();
    void write_followsTheRfcBitForBit();
    void read_keepsEveryMicrosecondOfTheCaptureTime();
    void read_skipsContributorsPaddingAndForeignExtensions();
    void read_refusesWhatIsNoPacket_data();
    void read_refusesWhatIsNoPacket();
    void read_neverReadsPastTheEnd_whateverIsCutOff();
};

namespace {

RtpPacket fullPacket()
{
    RtpPacket packet;
    packet.sequence = 65535;
    packet.timestamp = 4'000'000'000;
    packet.ssrc = 0x12345678;
    packet.marker = true;
    packet.level = 33;
    packet.voice = true;
    packet.captured = wallFromUnixMs(1'795'000'000'123);
    packet.payload = "opus";
    return packet;
}

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

} // namespace

void RtpPacketTest::read_givesWhatWasWritten_data()
{
    QTest::addColumn<RtpPacket>("packet");
    QTest::newRow("everything") << fullPacket();
    RtpPacket packet = fullPacket();
    packet.captured.reset();
    QTest::newRow("level only") << packet;
    packet = fullPacket();
    packet.level.reset();
    packet.voice = false;
    QTest::newRow("capture time only") << packet;
    packet.captured.reset();
    packet.marker = false;
    QTest::newRow("no extension") << packet;
    packet.payload = QByteArray(RtpPacket::kMaxPayload, 'x');
    QTest::newRow("the largest payload") << packet;
    packet = fullPacket();
    packet.captured = wallFromUnixMs(2'100'000'000'999); // 2036-07-18, NTP's second era
    QTest::newRow("after 2036") << packet;
}

void RtpPacketTest::read_givesWhatWasWritten()
{
    QFETCH(RtpPacket, packet);
    const Result<RtpPacket> read = readRtp(writeRtp(packet));
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, packet);
}

void RtpPacketTest::write_followsTheRfcBitForBit()
{
    RtpPacket packet = fullPacket();
    packet.captured = wallFromUnixMs(500); // 1970 and a half second
    QCOMPARE(writeRtp(packet).toHex(),
        QByteArray("90efffffee6b280012345678" // V=2 X, M PT=111, sequence, timestamp, ssrc
                   "bede0003" // one-byte form, three words
                   "10a1" // id 1, V bit and 33
                   "2783aa7e8080000000" // id 2, 2208988800.5 s since 1900
                   "00" // filled up to a word
                   "6f707573"));
}

void RtpPacketTest::read_keepsEveryMicrosecondOfTheCaptureTime()
{
    RtpPacket packet = fullPacket();
    for (int us = 0; us < 1'000'000; us += 7) {
        packet.captured = wallFromUnixMs(1'795'000'000'000) + microseconds{us};
        QCOMPARE(readRtp(writeRtp(packet))->captured, packet.captured);
    }
}

void RtpPacketTest::read_skipsContributorsPaddingAndForeignExtensions()
{
    RtpPacket expected;
    expected.sequence = 1;
    expected.timestamp = 2;
    expected.ssrc = 3;
    expected.payload = "A";
    QCOMPARE(*readRtp(bytes("826f00010000000200000003 aaaaaaaa bbbbbbbb 41")), expected);
    QCOMPARE(*readRtp(bytes("a06f00010000000200000003 41 000003")), expected);
    QCOMPARE(*readRtp(bytes("906f00010000000200000003 1000 0001 01010000 41")), expected); // two-byte form
    QCOMPARE(*readRtp(bytes("906f00010000000200000003 bede 0001 e0990000 41")), expected); // id 14
    expected.level = 5;
    QCOMPARE(*readRtp(bytes("906f00010000000200000003 bede 0002 00001005 f0ff0000 41")),
        expected); // after id 15: the end
}

void RtpPacketTest::read_refusesWhatIsNoPacket_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &packet, const char *reason) {
        QTest::newRow(name) << packet << QString::fromLatin1(reason);
    };
    row("nothing", {}, "too short");
    row("3 bytes", "abc", "too short");
    row("11 bytes", bytes("806f000100000002000000"), "too short");
    row("a megabyte", QByteArray(1'000'000, '\x80'), "too long");
    row("version 1", bytes("406f00010000000200000003 41"), "version");
    row("another payload type", bytes("806000010000000200000003 41"), "payload type");
    row("header only", bytes("806f00010000000200000003"), "no payload");
    row("15 contributors that are not there", bytes("8f6f00010000000200000003 41"), "no payload");
    row("no room for the extension header", bytes("906f00010000000200000003 bede"), "extension header");
    row("extension header beyond the contributors", bytes("9f6f00010000000200000003 41"), "extension header");
    row("extension of 65535 words", bytes("906f00010000000200000003 bede ffff 41"), "extension length");
    row("extension one word too long", bytes("906f00010000000200000003 bede 0002 10050000 41"),
        "extension length");
    row("element longer than its block", bytes("906f00010000000200000003 bede 0001 2f000000 41"),
        "extension element");
    row("element head at the block's end", bytes("906f00010000000200000003 bede 0001 00000010 41"),
        "extension element");
    row("padding of nothing", bytes("a06f00010000000200000003 4100"), "padding");
    row("padding longer than the packet", bytes("a06f00010000000200000003 41ff"), "padding");
    row("padding only", bytes("a06f00010000000200000003 0002"), "no payload");
    row("padding flag on a bare header", bytes("a06f00010000000200000001"), "padding");
    row("payload of four frames", bytes("806f00010000000200000003") + QByteArray(3900, 'x'),
        "payload too long");
}

void RtpPacketTest::read_refusesWhatIsNoPacket()
{
    QFETCH(QByteArray, packet);
    QFETCH(QString, reason);
    const Result<RtpPacket> read = readRtp(packet);
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::BadData, reason}));
}

void RtpPacketTest::read_neverReadsPastTheEnd_whateverIsCutOff()
{
    const QByteArray whole = writeRtp(fullPacket());
    for (qsizetype length = 0; length < whole.size() - 4; ++length) {
        // A copy on the heap of just that size, so that a sanitizer sees a read beyond it.
        const QByteArray cut(whole.constData(), length);
        QVERIFY(!readRtp(cut));
    }
}

QTEST_APPLESS_MAIN(RtpPacketTest)
#include "rtp_packet_test.moc"
