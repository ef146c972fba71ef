#include "stretch/stretcher.h"

#include <modules/audio_coding/neteq/accelerate.h>
#include <modules/audio_coding/neteq/audio_multi_vector.h>
#include <modules/audio_coding/neteq/background_noise.h>
#include <modules/audio_coding/neteq/preemptive_expand.h>

#include <algorithm>
#include <cmath>

namespace stretching {

namespace {

constexpr int kWindow = 1440; // both need 30 ms

/// NetEq's two operations, asked whenever time is owed, as Earshot's own are; without NetEq's decision logic, which
/// allows one in 60 ms.
class NetEqStretcher final : public Stretcher
{
public:
    const char *name() const override { return "NetEq"; }
    Stretched stretch(const std::vector<float> &source, double faster) override
    {
        webrtc::BackgroundNoise noise(kChannels);
        webrtc::Accelerate accelerate(kRate, kChannels, noise);
        webrtc::PreemptiveExpand expand(kRate, kChannels, noise, kBlock / 2);
        std::vector<std::int16_t> audio;
        Stretched result;
        std::size_t next = 0;
        double owed = 0;
        for (;;) {
            for (; audio.size() < kWindow * kChannels && next < source.size(); ++next)
                audio.push_back(std::int16_t(std::lround(std::clamp(source[next], -1.0f, 1.0f) * 32767)));
            if (audio.size() < kWindow * kChannels)
                return result;
            owed = std::min(owed + std::abs(faster) * kBlock, 960.0);
            std::int64_t inserted = 0;
            if (owed > 0) {
                webrtc::AudioMultiVector out(kChannels);
                std::size_t changed = 0;
                const std::size_t length = kWindow * kChannels;
                if (faster > 0)
                    accelerate.Process(audio.data(), length, faster > 0.12, &out, &changed);
                else
                    expand.Process(audio.data(), length, 0, &out, &changed);
                std::vector<std::int16_t> stretched(out.Size() * kChannels);
                changed
                    = std::size_t(std::abs(std::int64_t(out.Size()) - kWindow)); // it tells less than it does
                if (changed > 0 && out.ReadInterleaved(out.Size(), stretched.data()) == stretched.size()) {
                    stretched.insert(stretched.end(), audio.begin() + length, audio.end());
                    audio = std::move(stretched);
                    owed -= double(changed);
                    inserted = faster < 0 ? std::int64_t(changed) : 0;
                }
            }
            result.source.push_back(
                std::int64_t(next) / kChannels - std::int64_t(audio.size()) / kChannels + inserted);
            for (int i = 0; i < kBlock * kChannels; ++i)
                result.sound.push_back(float(audio[std::size_t(i)]) / 32767);
            audio.erase(audio.begin(), audio.begin() + kBlock * kChannels);
        }
    }
};

} // namespace

std::unique_ptr<Stretcher> makeNetEq()
{
    return std::make_unique<NetEqStretcher>();
}

} // namespace stretching
