#include "audio/packet_buffer.h"
#include "audio/packet_queue.h"
#include "base/random.h"

#include <QTest>

#include <map>
#include <numeric>
#include <thread>

using namespace earshot;

namespace {

std::vector<std::uint8_t> payload(std::size_t size, std::uint8_t first)
{
    std::vector<std::uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), first);
    return bytes;
}

PacketInfo info(std::int64_t sequence)
{
    return {.sequence = sequence, .timestamp = sequence * 960, .frames = 960};
}

bool equals(std::span<const std::uint8_t> a, const std::vector<std::uint8_t> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

} // namespace

class PacketStorageTest : public QObject
{
    Q_OBJECT
private slots:
    void buffer_ordersPackets_andKeepsTheirBytes()
    {
        PacketBuffer buffer;
        for (const int sequence : {5, 3, 9, 4, 8})
            QCOMPARE(
                buffer.insert(info(sequence), payload(std::size_t(sequence) * 100, std::uint8_t(sequence))),
                PacketBuffer::Inserted::Stored);
        QCOMPARE(buffer.insert(info(4), payload(10, 1)), PacketBuffer::Inserted::Duplicate);
        for (const int sequence : {3, 4, 5, 8, 9}) {
            QCOMPARE(buffer.front().sequence, sequence);
            QVERIFY(
                equals(buffer.frontPayload(), payload(std::size_t(sequence) * 100, std::uint8_t(sequence))));
            buffer.dropFront();
        }
        QVERIFY(buffer.isEmpty());
    }
    void buffer_holdsFortySeconds_thenDropsTheOldest()
    {
        PacketBuffer buffer;
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(buffer.insert(info(i), payload(240, std::uint8_t(i))), PacketBuffer::Inserted::Stored);
        QCOMPARE(buffer.size(), PacketBuffer::kMaxPackets);
        QCOMPARE_GE(buffer.size(), 2000);
        QCOMPARE(buffer.front().sequence, 5000 - PacketBuffer::kMaxPackets);
        QVERIFY(equals(buffer.frontPayload(), payload(240, std::uint8_t(buffer.front().sequence))));
        QCOMPARE(buffer.insert(info(3), payload(240, 3)), PacketBuffer::Inserted::Refused);
    }
    void buffer_refusesNothingAndTooMuch()
    {
        PacketBuffer buffer;
        QCOMPARE(buffer.insert(info(1), {}), PacketBuffer::Inserted::Refused);
        QCOMPARE(buffer.insert(info(1), payload(5000, 0)), PacketBuffer::Inserted::Refused);
        QVERIFY(buffer.isEmpty());
    }
    void buffer_losesNoStorage_underRandomUse()
    {
        PacketBuffer buffer;
        SeededRandom random(7);
        std::map<std::int64_t, std::vector<std::uint8_t>> expected;
        for (int i = 0; i < 100'000; ++i) {
            if (random.next() % 3 && buffer.size() < 100) {
                const auto sequence = std::int64_t(i + int(random.next() % 20));
                auto bytes = payload(1 + random.next() % 1500, std::uint8_t(i));
                if (buffer.insert(info(sequence), bytes) == PacketBuffer::Inserted::Stored)
                    expected.emplace(sequence, std::move(bytes));
            } else if (!buffer.isEmpty()) {
                QCOMPARE(buffer.front().sequence, expected.begin()->first);
                QVERIFY(equals(buffer.frontPayload(), expected.begin()->second));
                buffer.dropFront();
                expected.erase(expected.begin());
            }
            QCOMPARE(buffer.size(), int(expected.size()));
        }
        buffer.clear();
        for (int i = 0; i < 500; ++i)
            QCOMPARE(buffer.insert(info(i), payload(500, 0)), PacketBuffer::Inserted::Stored);
        QCOMPARE(buffer.size(), 500);
    }
    void queue_carriesEverything_betweenTwoThreads()
    {
        PacketQueue queue;
        constexpr int kPackets = 50'000;
        std::thread writer([&queue] {
            SeededRandom random(3);
            EncodedPacket packet;
            for (int i = 0; i < kPackets;) {
                packet.slot = i % 32;
                packet.sequence = std::uint16_t(i);
                packet.timestamp = std::uint32_t(i) * 960;
                packet.size = std::uint16_t(1 + (i * 37) % int(EncodedPacket::kMaxPayload));
                std::fill_n(packet.bytes.begin(), packet.size, std::uint8_t(i));
                if (queue.push(packet, std::uint32_t(i)))
                    ++i;
                else
                    std::this_thread::yield();
            }
        });
        EncodedPacket packet;
        std::uint32_t generation = 0;
        int wrong = 0;
        for (int i = 0; i < kPackets;) {
            if (!queue.pop(packet, generation)) {
                std::this_thread::yield();
                continue;
            }
            const auto bytes = packet.payload();
            wrong += generation != std::uint32_t(i) || packet.slot != i % 32
                || packet.sequence != std::uint16_t(i)
                || packet.size != 1 + (i * 37) % int(EncodedPacket::kMaxPayload)
                || !std::all_of(bytes.begin(), bytes.end(), [i](auto b) { return b == std::uint8_t(i); });
            ++i;
        }
        writer.join();
        QCOMPARE(wrong, 0);
        QVERIFY(!queue.pop(packet, generation));
    }
    void queue_refusesWhenFull_andTakesAgainAfterwards()
    {
        PacketQueue queue;
        EncodedPacket packet;
        packet.size = 160;
        int pushed = 0;
        while (queue.push(packet, 0))
            ++pushed;
        QCOMPARE_GE(pushed, 50 * 60); // a minute of one speaker
        std::uint32_t generation = 0;
        QVERIFY(queue.pop(packet, generation));
        QVERIFY(queue.push(packet, 0));
        packet.size = EncodedPacket::kMaxPayload + 1;
        QVERIFY(!queue.push(packet, 0));
    }
};

QTEST_APPLESS_MAIN(PacketStorageTest)
#include "packet_storage_test.moc"
