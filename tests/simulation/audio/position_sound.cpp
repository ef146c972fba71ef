#include "simulation/audio/position_sound.h"

#include <algorithm>
#include <cstring>

namespace earshot::test {

namespace {

constexpr int kUnit = 120; // frames, 2.5 ms
constexpr int kSlowest = 240; // frames in which a packet rises or sinks

} // namespace

void PositionPayload::write(EncodedPacket &packet) const
{
    packet.level = kind == Kind::Voice ? 20 : 127;
    packet.bytes[0] = std::uint8_t(frames / kUnit);
    packet.bytes[1] = std::uint8_t(int(kind) | (rises ? 0x10 : 0) | (sinks ? 0x20 : 0));
    packet.size = kind == Kind::Empty ? 0 : kind == Kind::Dtx ? 2 : 60;
    std::memcpy(&packet.bytes[2], &position, sizeof position);
}

PositionPayload PositionPayload::read(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < 2)
        return {.kind = Kind::Empty, .frames = 0};
    PositionPayload payload{.kind = Kind(bytes[1] & 0x0f),
        .frames = bytes[0] * kUnit,
        .rises = (bytes[1] & 0x10) != 0,
        .sinks = (bytes[1] & 0x20) != 0};
    if (bytes.size() > 2)
        std::memcpy(&payload.position, &bytes[2], sizeof payload.position);
    return payload;
}

int PositionDecoder::framesIn(std::span<const std::uint8_t> bytes) const
{
    const auto payload = PositionPayload::read(bytes);
    return payload.kind == PositionPayload::Kind::Unreadable ? 0 : payload.frames;
}

int PositionDecoder::decode(std::span<const std::uint8_t> bytes, std::span<float> out)
{
    using Kind = PositionPayload::Kind;
    const auto payload = PositionPayload::read(bytes);
    if (payload.kind != Kind::Voice && payload.kind != Kind::Dtx)
        return 0;
    const int slow = std::min(kSlowest, payload.frames / 2);
    const bool goesOn = payload.kind == Kind::Voice && payload.position == m_next;
    for (int i = 0; i < payload.frames; ++i) {
        float gain = payload.kind == Kind::Voice ? 1 : 0;
        if (payload.rises && i < slow)
            gain = float(i + 1) / float(slow);
        if (payload.sinks && payload.frames - i <= slow)
            gain = float(payload.frames - i - 1) / float(slow);
        float left = gain * m_sound.left(double(payload.position + i));
        float right = gain * m_sound.right(double(payload.position + i));
        if (!goesOn && i < kOverlap) {
            const float w = (float(i) + 0.5f) / kOverlap;
            left = left * w + m_left * (1 - w);
            right = right * w + m_right * (1 - w);
        }
        out[std::size_t(2 * i)] = left;
        out[std::size_t(2 * i + 1)] = right;
    }
    m_left = out[std::size_t(2 * payload.frames - 2)];
    m_right = out[std::size_t(2 * payload.frames - 1)];
    m_next = payload.kind == Kind::Voice ? payload.position + payload.frames : -1;
    return payload.frames;
}

void PositionDecoder::conceal(std::span<float> out)
{
    for (std::size_t i = 0; i + 1 < out.size(); i += 2) {
        out[i] = m_left;
        out[i + 1] = m_right;
    }
    m_next = -1;
}

void PositionDecoder::reset()
{
    m_left = m_right = 0;
    m_next = -1;
}

} // namespace earshot::test
