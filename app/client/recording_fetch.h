#pragma once

#include "client/file_fetch.h"
#include "event/recording.h"

#include <vector>

namespace earshot {

/// Fetches the files of one recording into a folder, one after the other: what is known of it and its overview first, so
/// that a player has them; then the programme, then the tracks if wanted. Where the first two cannot be had, or are of
/// another recording, the programme can. Single-threaded, as FileFetch. Any callback may destroy this object.
class RecordingFetch : public QObject
{
    Q_OBJECT
public:
    struct Plan {
        QString folder; ///< exists
        QObject *home = nullptr; ///< as FileFetch::Plan
        QString server; ///< ServerView::id
        QString objects; ///< RecordingNote::folder
        RecordingFile programme;
        bool withTracks = false; ///< then `recording.json` is needed
        bool isPrivate = true;
        milliseconds patience{5000};
    };
    /// As FileFetch's; the bytes are those of all files with sound.
    using Mediator = FileFetch::Mediator;

    RecordingFetch(Clock &clock, ObjectSource &source, const Plan &plan, Mediator mediator);

    void start();

    /// Whether a name from the network may be that of a file with sound, on any system: `[A-Za-z0-9._-]`, at most 100
    /// characters, ends with `.opus`, and is no device's name on Windows (CON, NUL, …).
    static bool isSoundFile(const QString &name);

    static constexpr char kWaveform[] = "waveform.dat";

private:
    struct Step {
        RecordingFile file; ///< without a digest: as the server says
        bool isSound = false;
    };
    void next();
    void onDone(const Outcome &outcome);
    bool isKept(const QString &path, const RecordingFile &file) const;
    std::optional<RecordingInfo> readInfo() const;
    void takeInfo();
    bool addTracks();

    Clock &m_clock;
    ObjectSource &m_source;
    const Plan m_plan;
    const std::shared_ptr<const Mediator> m_mediator;
    std::vector<Step> m_steps;
    std::size_t m_step = 0;
    qint64 m_done = 0; ///< bytes of files that are finished
    qint64 m_all = 0;
    std::unique_ptr<FileFetch> m_fetch;
    std::unique_ptr<FileFetch> m_former; ///< whose callback may still be running
};

} // namespace earshot
