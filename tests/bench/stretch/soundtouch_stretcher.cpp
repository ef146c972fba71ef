#include "stretch/stretcher.h"

#include <soundtouch/SoundTouch.h>

namespace stretching {

namespace {

/// With its own settings (82 ms sequences or shorter, by the tempo).
class SoundTouchStretcher final : public Stretcher
{
public:
    const char *name() const override { return "SoundTouch"; }
    Stretched stretch(const std::vector<float> &source, double faster) override
    {
        soundtouch::SoundTouch touch;
        touch.setSampleRate(kRate);
        touch.setChannels(kChannels);
        touch.setTempo(1 + faster);
        Stretched result;
        std::vector<float> out(kBlock * kChannels);
        const auto take = [&] {
            for (unsigned got = 0; (got = touch.receiveSamples(out.data(), kBlock)) > 0;)
                result.sound.insert(result.sound.end(), out.begin(), out.begin() + got * kChannels);
        };
        for (std::size_t at = 0; at + out.size() <= source.size(); at += out.size()) {
            touch.putSamples(source.data() + at, kBlock);
            take();
        }
        result.sound.resize(result.sound.size() / out.size() * out.size());
        for (std::size_t i = 0; i < result.sound.size() / out.size(); ++i)
            result.source.push_back(std::int64_t(double(i * kBlock) * (1 + faster)));
        return result;
    }
};

} // namespace

std::unique_ptr<Stretcher> makeSoundTouch()
{
    return std::make_unique<SoundTouchStretcher>();
}

} // namespace stretching
