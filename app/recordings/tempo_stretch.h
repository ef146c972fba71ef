#pragma once

#include "audio/media_time.h"

#include <QtGlobal>

#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace earshot {

/// Plays faster or slower with the pitch kept (SoundTouch); at 1× what comes goes out bit by bit. Knows of each frame
/// that comes out where in the recording it is. Single-threaded.
class TempoStretch
{
public:
    TempoStretch();
    ~TempoStretch();

    /// From what is put next on.
    void setSpeed(double speed);
    /// Interleaved stereo; `position` of its first frame in the recording, which may jump.
    void put(std::span<const float> stereo, qint64 position);
    /// No more follows: all is to come out.
    void finish();
    void clear();

    int frames() const { return int((m_out.size() - m_outBegin) / kStereo); } ///< ready to be taken
    struct Place {
        qint64 position = 0;
        double speed = 1;
    };
    /// Exactly so many as fit and are ready; tells where the first of them is.
    Place take(std::span<float> stereo);

private:
    class Stretcher;
    struct Mark {
        qint64 frame; ///< counted
        qint64 position;
        double speed;
    };

    void receive();
    void append(std::span<const float> stereo, qint64 position, double speed);

    std::unique_ptr<Stretcher> m_stretcher;
    double m_speed = 1;
    std::deque<Mark> m_put; ///< places of what was put into the stretcher, by frames put
    qint64 m_putFrames = 0;
    double m_received = 0; ///< frames put that have come out
    std::vector<float> m_out;
    std::size_t m_outBegin = 0; ///< samples taken of it
    qint64 m_outFirst = 0; ///< frame count of m_outBegin
    qint64 m_outFrames = 0; ///< ever appended
    std::deque<Mark> m_marks; ///< places of what comes out
};

} // namespace earshot
