#pragma once

#include "event/recording.h"
#include "recordings/ogg_opus_headers.h"

namespace earshot {

/// Tags of a file of the recording: title, date, album (the event), artist, and who made it. `speaker` is the one whose
/// track it is; without one it is the programme, with all speakers, chapters (CHAPTERnnn, as Vorbis comments have them) and gaps
/// (`GAPnnn=HH:MM:SS.mmm <length in ms> <speaker|server|room|paused|limit> <name>`, from 001).
/// Of chapters and gaps the first 999 each, as many as have a number: all are in recording.json.
std::vector<OpusTag> recordingTags(const RecordingInfo &info, const RecordingTrack *speaker = nullptr);

} // namespace earshot
