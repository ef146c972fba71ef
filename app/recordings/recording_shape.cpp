#include "recordings/recording_shape.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr qint64 kReadWhole = qint64(kFramesPerSecond) * 600;
constexpr int kPacketsPerStep = 50;
constexpr int kPlacesPerStep = 4;

float peakOf(std::span<const float> stereo)
{
    float peak = 0;
    for (const float sample : stereo)
        peak = std::max(peak, std::abs(sample));
    return peak;
}

quint8 pointOf(double meanPeak)
{
    return quint8(std::lround(std::clamp(meanPeak, 0.0, 1.0) * 255));
}

} // namespace

std::vector<quint8> RecordingShape::of(const Waveform &waveform)
{
    const std::size_t pixels = waveform.pixels.size();
    const std::size_t points = std::min(kPoints, pixels);
    std::vector<quint8> shape(points);
    for (std::size_t point = 0; point < points; ++point) {
        const std::size_t begin = point * pixels / points;
        const std::size_t end = (point + 1) * pixels / points;
        double sum = 0;
        for (std::size_t i = begin; i < end; ++i)
            sum += std::max(std::abs(waveform.pixels[i].least), std::abs(waveform.pixels[i].most));
        shape[point] = pointOf(sum / double(end - begin) / 127);
    }
    return shape;
}

RecordingShape::RecordingShape(std::unique_ptr<OpusRecording> recording)
    : m_recording(std::move(recording))
    , m_length(std::max<qint64>(1, m_recording->available()))
    , m_isSampled(m_length > kReadWhole)
    , m_shape(m_isSampled
              ? kPoints
              : std::clamp<std::size_t>(std::size_t(m_length / Waveform::kSamplesPerPixel), 1, kPoints))
    , m_decoded(std::size_t(kFramesPerSecond) / 50 * 6 * kStereo)
{ }

bool RecordingShape::step()
{
    return m_isSampled ? sample() : readOn();
}

bool RecordingShape::readOn()
{
    const auto finishPeak = [this] {
        m_peaks += double(m_peak);
        ++m_peakCount;
        m_shape[m_point] = pointOf(m_peaks / m_peakCount);
        m_peak = 0;
    };
    for (int packets = 0; packets < kPacketsPerStep; ++packets) {
        const OpusRecording::Piece piece = m_recording->read(m_decoded);
        if (piece.frames == 0) {
            finishPeak();
            return false;
        }
        m_peak = std::max(m_peak, peakOf(std::span(m_decoded).first(std::size_t(piece.frames * kStereo))));
        const qint64 end = piece.position + piece.frames;
        if (end < m_peakEnds)
            continue;
        finishPeak();
        m_peakEnds = end + Waveform::kSamplesPerPixel;
        const auto point = std::size_t(double(end) / double(m_length) * double(m_shape.size()));
        if (std::min(point, m_shape.size() - 1) != m_point) {
            m_point = std::min(point, m_shape.size() - 1);
            m_peaks = 0;
            m_peakCount = 0;
        }
    }
    return true;
}

/// Loudest of a tenth of a second.
float RecordingShape::peakAt(qint64 position)
{
    m_recording->seek(position);
    float peak = 0;
    for (int frames = 0; frames < Waveform::kSamplesPerPixel;) {
        const OpusRecording::Piece piece = m_recording->read(m_decoded);
        if (piece.frames == 0)
            break;
        peak = std::max(peak, peakOf(std::span(m_decoded).first(std::size_t(piece.frames * kStereo))));
        frames += piece.frames;
    }
    return peak;
}

bool RecordingShape::sample()
{
    for (int places = 0; places < kPlacesPerStep; ++places) {
        const double width = double(m_length) / double(kPoints);
        const double begin = double(m_next) * width;
        const float first = peakAt(qint64(begin + width / 4));
        const float second = peakAt(qint64(begin + width * 3 / 4));
        // Stands for its neighbours until they are looked at.
        std::fill_n(m_shape.begin() + std::ptrdiff_t(m_next), std::min(m_stride, kPoints - m_next),
            pointOf(double(first + second) / 2));
        // All at multiples of the stride are known: the odd multiples of its half come next.
        m_next += 2 * m_stride;
        while (m_next >= kPoints) {
            m_stride /= 2;
            m_next = m_stride;
            if (m_stride == 0)
                return false;
        }
    }
    return true;
}

} // namespace earshot
