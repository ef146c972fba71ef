#pragma once

#include <QAudioDevice>
#include <QAudioFormat>

#include <span>

namespace earshot {

/// What to open a device with: 48 kHz stereo, Float before Int16, where it takes that; otherwise what it
/// prefers.
QAudioFormat formatFor(const QAudioDevice &device);

/// The same for a microphone: 48 kHz mono. On macOS always what it prefers: 48 kHz is claimed there also for
/// microphones that then give silence or a wrong pitch.
QAudioFormat inputFormatFor(const QAudioDevice &device);

/// Writes stereo frames in the device's sample type and channels: mono gets the mean, more than two channels
/// get left and right in the first two. `out` holds as many frames as `stereo`.
void writeSamples(std::span<const float> stereo, const QAudioFormat &format, char *out);

/// Reads as many frames as `mono` holds, and gives the mean of their channels.
void readMono(const char *in, const QAudioFormat &format, std::span<float> mono);

} // namespace earshot
