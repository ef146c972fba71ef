#include "support/numbered_tone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace earshot::test {

namespace {

struct Band {
    int firstHz;
    int digits;
};
constexpr std::array<Band, 4> kBands{{{300, 10}, {1400, 10}, {2500, 10}, {3600, 20}}};
constexpr int kStepHz = 100;
constexpr float kAmplitude
    = 0.04f; ///< four of them are quieter than the target of the levelling, which so leaves them alone

std::array<int, 4> digitsOf(int part)
{
    const int second = part / NumberedTone::kPartsPerSecond;
    return {second / 100 % 10, second / 10 % 10, second % 10, part % NumberedTone::kPartsPerSecond};
}

// The reader works at a quarter of the rate, in windows of 20 ms, where the tones of a band do not see each other.
constexpr int kDecimation = 4;
constexpr int kReadRate = NumberedTone::kRate / kDecimation;
constexpr int kWindow = kReadRate / 50;
constexpr int kHop = kReadRate / 200;
constexpr float kLeast = 0.000057f; ///< power of a tone that counts, of 0.04²/2 = 0.0008
constexpr float kClear = 8; ///< power over that of the next in its band
constexpr double kShortest = 0.015;
constexpr double kWhole
    = 0.045; ///< s that a whole part is read as, at least; of one that has begun, 40 ms are left at most
constexpr double kSilence = 0.1; ///< s

/// cos and sin of each tone over a window.
struct Table {
    struct Tone {
        std::array<float, kWindow> cosine;
        std::array<float, kWindow> sine;
    };
    std::array<std::vector<Tone>, kBands.size()> tones;

    Table()
    {
        for (std::size_t b = 0; b < kBands.size(); ++b) {
            for (int digit = 0; digit < kBands[b].digits; ++digit) {
                const double step = 2 * M_PI * (kBands[b].firstHz + digit * kStepHz) / kReadRate;
                Tone &tone = tones[b].emplace_back();
                for (int i = 0; i < kWindow; ++i) {
                    tone.cosine[std::size_t(i)] = float(std::cos(step * i));
                    tone.sine[std::size_t(i)] = float(std::sin(step * i));
                }
            }
        }
    }
};

float powerOf(const Table::Tone &tone, const float *x)
{
    float re = 0;
    float im = 0;
    for (std::size_t i = 0; i < kWindow; ++i) {
        re += x[i] * tone.cosine[i];
        im += x[i] * tone.sine[i];
    }
    return 2 * (re * re + im * im) / (float(kWindow) * float(kWindow));
}

/// The digit whose tone stands out in its band.
std::optional<int> digitIn(const std::vector<Table::Tone> &band, const float *x)
{
    float best = 0;
    float next = 0;
    int digit = 0;
    for (std::size_t d = 0; d < band.size(); ++d) {
        const float power = powerOf(band[d], x);
        if (power > best) {
            next = best;
            best = power;
            digit = int(d);
        } else {
            next = std::max(next, power);
        }
    }
    return best > kLeast && best > kClear * next ? std::optional(digit) : std::nullopt;
}

std::optional<int> partIn(const Table &table, const float *x)
{
    int second = 0;
    for (std::size_t b = 0; b < 3; ++b) {
        const auto digit = digitIn(table.tones[b], x);
        if (!digit)
            return std::nullopt;
        second = second * 10 + *digit;
    }
    const auto twentieth = digitIn(table.tones[3], x);
    return twentieth ? std::optional(second * NumberedTone::kPartsPerSecond + *twentieth) : std::nullopt;
}

} // namespace

float NumberedTone::sample(qint64 n)
{
    const auto digits = digitsOf(int(n / kPartFrames % kParts));
    double sum = 0;
    for (std::size_t b = 0; b < kBands.size(); ++b) {
        const int hz = kBands[b].firstHz + digits[b] * kStepHz;
        sum += std::sin(2 * M_PI * double(n % kPartFrames) * hz / kRate);
    }
    return kAmplitude * float(sum);
}

std::vector<NumberedTone::Heard> NumberedTone::read(std::span<const float> samples)
{
    static const Table table;
    std::vector<float> x(samples.size() / kDecimation);
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t k = 0; k < kDecimation; ++k)
            x[i] += samples[i * kDecimation + k] / kDecimation;
    }
    std::vector<Heard> heard;
    // A window is clear while nearly all of it lies in one part: the part sounds longer by most of a window.
    constexpr double kHopSeconds = double(kHop) / kReadRate;
    constexpr double kBeyond = 0.010;
    for (std::size_t begin = 0; begin + kWindow <= x.size(); begin += kHop) {
        const auto part = partIn(table, x.data() + begin);
        if (!part)
            continue;
        const double at = double(begin) / kReadRate;
        const bool goesOn = !heard.empty() && heard.back().part == *part
            && at - (heard.back().at + heard.back().length) < 0.030;
        if (!goesOn)
            heard.push_back({*part, at, 0});
        heard.back().length = at + kHopSeconds - heard.back().at;
    }
    for (Heard &piece : heard)
        piece.length += kBeyond;
    std::erase_if(heard, [](const Heard &piece) { return piece.length < kShortest + 1e-9; });
    return heard;
}

ToneAccount::ToneAccount(const std::vector<NumberedTone::Heard> &heard)
{
    if (heard.empty())
        return;
    const auto byPart = [](const auto &a, const auto &b) { return a.part < b.part; };
    first = std::ranges::min_element(heard, byPart)->part;
    last = std::ranges::max_element(heard, byPart)->part;
    spread = heard.back().at + heard.back().length - heard.front().at;
    std::map<int, double> lengths;
    std::set<int> edges{first, last}; ///< may have sounded where nothing can be read
    for (std::size_t i = 0; i < heard.size(); ++i) {
        const auto [part, at, length] = heard[i];
        const bool isRest = i > 0 && heard[i - 1].part == part && length < kWhole;
        if (lengths.contains(part) && !isRest)
            twice.insert(part);
        lengths[part] += length;
        if (i == 0)
            continue;
        const double gap = at - heard[i - 1].at - heard[i - 1].length;
        longestGap = std::max(longestGap, gap);
        if (gap > kSilence)
            edges.insert({heard[i - 1].part, part});
    }
    for (int part = first; part <= last; ++part) {
        const auto length = lengths.find(part);
        if (length == lengths.end())
            missing.insert(part);
        else if (!edges.contains(part) && length->second < 0.5 / NumberedTone::kPartsPerSecond)
            cut.insert(part);
    }
}

} // namespace earshot::test
