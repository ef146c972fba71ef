#pragma once

#include "base/ids.h"
#include "base/units.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace earshot {

/// Why a part of a recording is not there.
enum class GapCause {
    Speaker, ///< packets that the server does not have: the speaker's own line or program, as far as can be told afterwards
    Server, ///< the servers took it and keep it no more, or were away: all is missing, or what several speakers said at once
    Room, ///< no room to write it, and kept by nobody else
    Paused, ///< the host had paused the event: nothing of it was for the public
    Limit, ///< more than a recording takes: of speakers, of gaps, of hours
};

/// A part of a speaker's sound, or of all sound, that everybody misses. What nobody said is none.
struct RecordingGap {
    milliseconds at{0}; ///< from the recording's start
    milliseconds length{0};
    GapCause cause = GapCause::Speaker;
    QString speaker; ///< name

    bool operator==(const RecordingGap &) const = default;
};

/// What listeners miss of a recording: not what was paused. Of several speakers at once it counts once.
struct MissedTime {
    int parts = 0;
    milliseconds length{0};
};
MissedTime missedIn(const std::vector<RecordingGap> &gaps);

/// Who speaks from there on.
struct RecordingChapter {
    milliseconds at{0}; ///< from the recording's start
    QString title;

    bool operator==(const RecordingChapter &) const = default;
};

inline constexpr milliseconds kMaxRecording = std::chrono::hours(48);
inline constexpr qint64 kMaxRecordingBytes = qint64(8) * 1024 * 1024 * 1024;

/// One file of a recording as it is published.
struct RecordingFile {
    QString name; ///< in the recording's folder: "programme.opus"; `[A-Za-z0-9._-]`, no leading dot
    qint64 bytes = 0;
    QByteArray sha256; ///< 32 bytes

    bool operator==(const RecordingFile &) const = default;
};

/// One speaker's packets as sent.
struct RecordingTrack {
    RecordingFile file;
    QString speaker; ///< name
    QString key; ///< of the speaker, `U…`

    bool operator==(const RecordingTrack &) const = default;
};

/// All that is known of a recording but its sound: `recording.json` beside the files.
struct RecordingInfo {
    QString event; ///< id
    QString title;
    QString hostName;
    WallTime started{}; ///< civil time of the first sample
    milliseconds duration{0};
    RecordingFile programme; ///< all speakers mixed; no digest while it is written
    RecordingFile waveform; ///< its overview
    std::vector<RecordingTrack> tracks;
    std::vector<RecordingChapter> chapters; ///< in order of time
    std::vector<RecordingGap> gaps; ///< in order of time
    bool isWhole = false; ///< written to its end

    bool operator==(const RecordingInfo &) const = default;
};

/// What a schedule card says of a recording: enough to list, fetch and check it.
struct RecordingNote {
    QString folder; ///< `<event>/<start as yyyyMMddTHHmmssZ>`: the objects' names are `<folder>/<file>`
    RecordingFile programme;
    milliseconds duration{0};
    int gaps = 0;
    milliseconds missing{0}; ///< all gaps together
    WallTime published{};

    bool operator==(const RecordingNote &) const = default;
};

} // namespace earshot
