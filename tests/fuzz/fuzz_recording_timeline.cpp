#include "recordings/track_writer.h"
#include "recordings/voice_renderer.h"

#include <cstdlib>
#include <limits>

using namespace earshot;

namespace {

/// Numbers from the input, 0 behind its end.
class Dice
{
public:
    Dice(const std::uint8_t *data, std::size_t size)
        : m_rest(data, size)
    { }
    bool isEmpty() const { return m_rest.empty(); }
    std::uint32_t number(int bytes)
    {
        std::uint32_t value = 0;
        for (; bytes > 0 && !m_rest.empty(); --bytes) {
            value = value << 8 | m_rest.front();
            m_rest = m_rest.subspan(1);
        }
        return value;
    }

private:
    std::span<const std::uint8_t> m_rest;
};

} // namespace

/// Whatever one speaker sends: packets are in order, and sound comes out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr WallTime kStarted{milliseconds{1'795'000'000'000}};
    static const UserKey kKey = *UserKey::parse(u'U' + QString(55, u'A'));
    SpeakerTimeline timeline(kStarted);
    TrackWriter track(QStringLiteral("none.opus"), kKey, false, {});
    VoiceRenderer renderer;
    Dice dice(data, size);
    RecordedPacket packet{kKey};
    packet.stored = kStarted;
    for (int i = 0; i < 200 && !dice.isEmpty(); ++i) {
        const std::uint32_t kind = dice.number(1);
        packet.timestamp += kind & 1 ? dice.number(4) : dice.number(1) * 120;
        packet.sequence = quint16(packet.sequence + (kind & 2 ? dice.number(2) : 1));
        packet.stored += milliseconds{dice.number(1)};
        packet.captured.reset();
        if (kind & 4)
            packet.captured = packet.stored + milliseconds{qint32(dice.number(4))} * (kind & 8 ? 1000 : 1);
        packet.isAgain = kind & 16;
        packet.payload.clear();
        for (std::uint32_t bytes = dice.number(1) % 20 + 1; bytes > 0; --bytes)
            packet.payload += char(dice.number(1));
        timeline.add(packet);
    }
    for (PlacedPacket &placed : timeline.take(std::numeric_limits<qint64>::max())) {
        if (placed.place < 0 || placed.lost < 0 || placed.frames <= 0)
            std::abort();
        track.add(placed);
        renderer.add(std::move(placed));
    }
    std::array<float, 480> sound;
    for (qint64 place = 0; place < 48'000; place += 480) {
        sound.fill(0);
        renderer.mix(place, sound);
    }
    return 0;
}
