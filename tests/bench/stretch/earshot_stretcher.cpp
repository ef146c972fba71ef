#include "audio/paced_stretch.h"
#include "stretch/stretcher.h"

namespace stretching {

using namespace earshot;

namespace {

/// The classes of the app, asked as SpeakerStream asks them.
class EarshotStretcher final : public Stretcher
{
public:
    const char *name() const override { return "Earshot"; }
    Stretched stretch(const std::vector<float> &source, double faster) override
    {
        const auto direction
            = faster > 0 ? PacedStretch::Direction::Shorten : PacedStretch::Direction::Lengthen;
        // What the policy calls urgent: a stall, or a far catch-up.
        const bool urgent = faster > 0.12 || faster < -0.12;
        PacedStretch stretch;
        PcmFifo audio;
        Stretched result;
        std::size_t next = 0;
        for (;;) {
            while (audio.frames() < PacedStretch::kWindowFrames && next < source.size()) {
                const std::size_t count = std::min<std::size_t>(source.size() - next, 960 * kChannels);
                const auto room = audio.prepare(int(count) / kChannels);
                std::copy_n(source.begin() + std::ptrdiff_t(next), count, room.begin());
                audio.commit(int(count) / kChannels);
                next += count;
            }
            if (audio.frames() < PacedStretch::kWindowFrames)
                return result;
            const int frames = stretch.stretch(audio, direction, std::abs(faster), urgent);
            result.source.push_back(
                std::int64_t(next) / kChannels - audio.frames() + (faster < 0 ? frames : 0));
            const auto block = audio.content().first(kBlock * kChannels);
            result.sound.insert(result.sound.end(), block.begin(), block.end());
            audio.dropFront(kBlock);
        }
    }
};

} // namespace

std::unique_ptr<Stretcher> makeEarshot()
{
    return std::make_unique<EarshotStretcher>();
}

} // namespace stretching
