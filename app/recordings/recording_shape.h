#pragma once

#include "recordings/opus_recording.h"
#include "recordings/waveform.h"

#include <memory>
#include <vector>

namespace earshot {

/// Loudness over time for a seek bar: the mean of the peaks of 100 ms, 255 = full scale, evenly spread over the recording.
///
/// Where there is no waveform of it, it is made here: what is up to ten minutes long is read as a whole, of what is longer
/// two tenths of a second at each of 1024 places, coarsely first, so that all of the bar shows something at once.
class RecordingShape
{
public:
    static constexpr std::size_t kPoints = 1024;

    static std::vector<quint8> of(const Waveform &waveform);

    explicit RecordingShape(std::unique_ptr<OpusRecording> recording);

    /// Some milliseconds of work. False: it is done.
    bool step();
    const std::vector<quint8> &shape() const { return m_shape; }

private:
    bool readOn();
    bool sample();
    float peakAt(qint64 position);

    std::unique_ptr<OpusRecording> m_recording;
    const qint64 m_length;
    const bool m_isSampled;
    std::vector<quint8> m_shape;
    std::vector<float> m_decoded;
    std::size_t m_stride = kPoints; ///< of the sampling under way
    std::size_t m_next = 0;
    std::size_t m_point = 0; ///< of the reading
    double m_peaks = 0; ///< of this point, summed
    int m_peakCount = 0;
    float m_peak = 0; ///< of the 100 ms under way
    qint64 m_peakEnds = Waveform::kSamplesPerPixel;
};

} // namespace earshot
