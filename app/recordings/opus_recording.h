#pragma once

#include "audio/media_time.h"
#include "base/result.h"
#include "recordings/tag_reader.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>
#include <vector>

namespace earshot {

class OpusBytes;

/// The sound of any Ogg Opus file, from the disk, packet by packet: mono, stereo or surround (as stereo), one stream or a
/// chain of them, whole, damaged, cut, or still growing by a download. Positions are frames at 48 kHz from its beginning.
/// Single-threaded.
class OpusRecording
{
public:
    /// `growsTo`: bytes it will have, 0 = what is there is all. Fails with FileUnreadable, or BadData where no sound is in
    /// it (or not yet: where it grows, the beginning may still be to come).
    static Result<std::unique_ptr<OpusRecording>> open(const QString &path, qint64 growsTo = 0);
    static Result<std::unique_ptr<OpusRecording>> ofMemory(const QByteArray &bytes);
    ~OpusRecording();

    const RecordingTags &tags() const;
    qint64 available() const; ///< can be played up to there
    qint64 length() const; ///< where it grows: reckoned from its bytes
    bool isGrowing() const;
    bool isCut() const; ///< ends without its end
    /// Where bytes are damaged, as far as it was read; each once.
    const std::vector<qint64> &damage() const;

    struct Piece {
        int frames = 0; ///< 0: the end of what is there
        qint64 position = 0; ///< of the first; after damage further on than the piece before has ended
    };
    /// Interleaved stereo.
    Piece read(std::span<float> stereo);
    qint64 position() const; ///< of what is read next
    /// To the sample, bounded to what is there.
    void seek(qint64 position);
    /// Takes what has come by the download. False where that is nothing yet.
    bool grow();

private:
    class Private;
    explicit OpusRecording(std::unique_ptr<Private> p);
    static Result<std::unique_ptr<OpusRecording>> of(std::unique_ptr<OpusBytes> bytes, qint64 growsTo);

    std::unique_ptr<Private> d;
};

} // namespace earshot
