#pragma once

#include "recordings/speaker_timeline.h"
#include "recordings/track_writer.h"

namespace earshot {

/// All that a recording knows of one speaker.
struct RecordedSpeaker {
    RecordedSpeaker(const UserKey &itsKey, WallTime started, int itsVoice)
        : key(itsKey)
        , timeline(started)
        , voice(itsVoice)
    { }

    UserKey key;
    QString name;
    SpeakerTimeline timeline;
    int voice; ///< in the programme
    std::unique_ptr<TrackWriter> track; ///< from their first packet on
    QString fileName;
    bool isBeside = false; ///< the track is beside a former one that is still longer
    bool isCut = false; ///< what comes next does not join what was
    std::vector<RecordingGap> gaps;
    qint64 end = 0; ///< place behind the newest packet
    std::optional<RecordingFile> finished;
};

} // namespace earshot
