#pragma once

#include <QAudioDevice>
#include <QAudioFormat>

#include <span>

namespace earshot {

/// What to open a device with: 48 kHz stereo, Float before Int16, where it takes that; otherwise what it
/// prefers.
QAudioFormat formatFor(const QAudioDevice &device);

/// Writes stereo frames in the device's sample type and channels: mono gets the mean, more than two channels
/// get left and right in the first two. `out` holds as many frames as `stereo`.
void writeSamples(std::span<const float> stereo, const QAudioFormat &format, char *out);

} // namespace earshot
