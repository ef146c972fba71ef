#pragma once

#include <QtGlobal>

#include <map>
#include <set>
#include <span>
#include <vector>

namespace earshot::test {

/// Sound that says which part of itself it is: every 50 ms have a number of their own, of 20 000, so what was heard of
/// 1000 seconds, how often and how completely, can be told from a recording alone.
///
/// Four tones sound at a time, one of each band. Three are the digits of the second, one is the twentieth in it:
///
///     300…1200 Hz hundreds | 1400…2300 Hz tens | 2500…3400 Hz ones | 3600…5500 Hz twentieths
///
/// All are multiples of 100 Hz, so a part holds whole periods, and a time stretch finds a period of 10 ms everywhere
/// inside of it.
class NumberedTone
{
public:
    static constexpr int kRate = 48000;
    static constexpr int kPartsPerSecond = 20;
    static constexpr int kPartFrames = kRate / kPartsPerSecond;
    static constexpr int kParts = 1000 * kPartsPerSecond;

    /// The n-th sample, 0 = start of second 0, -1…1.
    static float sample(qint64 n);

    /// A piece of the recording in which one part sounds.
    struct Heard {
        int part = 0;
        double at = 0; ///< s in the recording
        double length = 0; ///< s
    };
    /// The parts in the order in which they sound in `samples` (48 kHz mono). What is too short or unclear to be told
    /// (less than 15 ms) is none.
    static std::vector<Heard> read(std::span<const float> samples);
};

/// What a recording holds of the parts between the first and the last in it. A silence may begin within a part, whose rest
/// follows it: that is neither cut nor heard twice.
struct ToneAccount {
    explicit ToneAccount(const std::vector<NumberedTone::Heard> &heard);

    int first = 0;
    int last = 0;
    std::set<int> missing; ///< parts that are not heard at all
    std::set<int> cut; ///< heard less than half
    std::set<int> twice; ///< heard again after another, or wholly
    double longestGap = 0; ///< s without any part
    double spread = 0; ///< s from the first to the last in the recording
};

} // namespace earshot::test
