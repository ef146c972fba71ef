#include "wire/rtp_packet.h"

#include <QtEndian>

#include <cassert>

namespace earshot {

// RFC 3550 §5.1, with the header extension of §5.3.1 in the one-byte form of RFC 8285 §4.2:
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |V=2|P|X|  CC   |M|     PT      |       sequence number         |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |                           timestamp                           |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |           synchronization source (SSRC) identifier            |
//   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
//   |         contributing source (CSRC) identifiers, CC times      |
//   +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
//   |      0xBE     |      0xDE     |   length in 32-bit words      |  where X
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   | ID=1  | len=0 |V|   level     | ID=2  | len=7 | NTP seconds …  |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |         … NTP seconds (rest)  | NTP fraction (32 bits) …      |
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   | payload …                     |  padding, its last byte = its length, where P
//
// ID 1: audio level, RFC 6464 §3. ID 2: absolute capture time, its short form
// (http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time). `len` is one less than the bytes of data.

namespace {

constexpr qsizetype kFixedHeader = 12;
constexpr quint16 kOneByteProfile = 0xBEDE;
constexpr int kPaddingId = 0;
constexpr int kStopId = 15;
constexpr int kLevelId = 1;
constexpr int kCaptureTimeId = 2;
constexpr qsizetype kCaptureTimeBytes = 8;

constexpr std::int64_t kUnixToNtpSeconds = 2'208'988'800; ///< from 1900 to 1970
constexpr std::int64_t kNtpEraSeconds = std::int64_t(1) << 32;

/// UQ32.32 of civil time, rounded up so that reading it, rounded down, gives the same microsecond.
quint64 ntpFromWall(ExactWallTime time)
{
    const auto whole = std::chrono::floor<seconds>(time);
    const auto us = quint64((time - whole).count());
    const auto fraction = ((us << 32) + 999'999) / 1'000'000;
    return (quint64(whole.time_since_epoch().count() + kUnixToNtpSeconds) << 32) + fraction;
}

/// Seconds below 2^31 are of the era that begins in 2036 (RFC 4330 §3).
ExactWallTime wallFromNtp(quint64 ntp)
{
    std::int64_t ntpSeconds = std::int64_t(ntp >> 32);
    if (ntpSeconds < kNtpEraSeconds / 2)
        ntpSeconds += kNtpEraSeconds;
    const auto us = ((ntp & 0xFFFFFFFF) * 1'000'000) >> 32;
    return ExactWallTime{seconds{ntpSeconds - kUnixToNtpSeconds} + microseconds{std::int64_t(us)}};
}

void append16(QByteArray &out, quint16 value)
{
    char bytes[2];
    qToBigEndian(value, bytes);
    out.append(bytes, 2);
}

void append32(QByteArray &out, quint32 value)
{
    append16(out, quint16(value >> 16));
    append16(out, quint16(value));
}

/// The extension block's elements, padded to whole words; empty where the packet needs none.
QByteArray extensionElements(const RtpPacket &packet)
{
    QByteArray elements;
    if (packet.level) {
        assert(*packet.level >= 0 && *packet.level <= 127);
        elements.append(char(kLevelId << 4));
        elements.append(char((packet.voice ? 0x80 : 0) | *packet.level));
    }
    if (packet.captured) {
        elements.append(char((kCaptureTimeId << 4) | (kCaptureTimeBytes - 1)));
        const quint64 ntp = ntpFromWall(*packet.captured);
        append32(elements, quint32(ntp >> 32));
        append32(elements, quint32(ntp));
    }
    while (elements.size() % 4 != 0)
        elements.append('\0');
    return elements;
}

Failure bad(const char *reason)
{
    return {Cause::BadData, QString::fromLatin1(reason)};
}

/// Takes the known elements of a one-byte extension block into `packet`; false where a length runs out of the
/// block.
bool readElements(QByteArrayView block, RtpPacket &packet)
{
    qsizetype at = 0;
    while (at < block.size()) {
        const auto head = quint8(block[at++]);
        const int id = head >> 4;
        if (id == kPaddingId)
            continue;
        if (id == kStopId)
            return true;
        const qsizetype length = (head & 0x0F) + 1;
        if (length > block.size() - at)
            return false;
        const QByteArrayView data = block.sliced(at, length);
        if (id == kLevelId && length == 1) {
            packet.level = quint8(data[0]) & 0x7F;
            packet.voice = (quint8(data[0]) & 0x80) != 0;
        } else if (id == kCaptureTimeId && length >= kCaptureTimeBytes) {
            packet.captured = wallFromNtp(qFromBigEndian<quint64>(data.data()));
        }
        at += length;
    }
    return true;
}

} // namespace

QByteArray writeRtp(const RtpPacket &packet)
{
    assert(packet.payload.size() <= RtpPacket::kMaxPayload);
    const QByteArray elements = extensionElements(packet);
    QByteArray out;
    out.reserve(kFixedHeader + 4 + elements.size() + packet.payload.size());
    out.append(char(elements.isEmpty() ? 0x80 : 0x90));
    out.append(char((packet.marker ? 0x80 : 0) | RtpPacket::kPayloadType));
    append16(out, packet.sequence);
    append32(out, packet.timestamp);
    append32(out, packet.ssrc);
    if (!elements.isEmpty()) {
        append16(out, kOneByteProfile);
        append16(out, quint16(elements.size() / 4));
        out.append(elements);
    }
    out.append(packet.payload);
    return out;
}

Result<RtpPacket> readRtp(const QByteArray &bytes)
{
    if (bytes.size() > RtpPacket::kMaxBytes)
        return bad("too long");
    if (bytes.size() < kFixedHeader)
        return bad("too short");
    const char *data = bytes.constData();
    const auto first = quint8(data[0]);
    const auto second = quint8(data[1]);
    if (first >> 6 != 2)
        return bad("version");
    if ((second & 0x7F) != RtpPacket::kPayloadType)
        return bad("payload type");

    RtpPacket packet;
    packet.sequence = qFromBigEndian<quint16>(data + 2);
    packet.timestamp = qFromBigEndian<quint32>(data + 4);
    packet.ssrc = qFromBigEndian<quint32>(data + 8);
    packet.marker = (second & 0x80) != 0;
    qsizetype at = kFixedHeader + 4 * (first & 0x0F);
    qsizetype end = bytes.size();
    if (first & 0x10) {
        if (at + 4 > end)
            return bad("extension header");
        const auto profile = qFromBigEndian<quint16>(data + at);
        const qsizetype length = 4 * qsizetype(qFromBigEndian<quint16>(data + at + 2));
        at += 4;
        if (length > end - at)
            return bad("extension length");
        if (profile == kOneByteProfile && !readElements(QByteArrayView(data + at, length), packet))
            return bad("extension element");
        at += length;
    }
    if (first & 0x20) {
        const auto padding = quint8(data[end - 1]);
        if (padding == 0 || padding > end - at)
            return bad("padding");
        end -= padding;
    }
    if (at >= end)
        return bad("no payload");
    if (end - at > RtpPacket::kMaxPayload)
        return bad("payload too long");
    packet.payload = bytes.sliced(at, end - at);
    return packet;
}

} // namespace earshot
