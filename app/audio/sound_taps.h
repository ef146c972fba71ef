#pragma once

#include "audio/tap_ring.h"
#include "audio/wav_writer.h"
#include "base/clock.h"

#include <QDir>
#include <QObject>

#include <array>

namespace earshot {

/// Every stage's samples as WAV files in a folder, with an index.txt that says what each is:
///
///     01-<slot>-decoded  02-<slot>-played  03-<slot>-levelled  04-mix  05-device
///
/// The pull path copies into rings; a timer ten times a second on the thread that this lives on writes them,
/// never the thread that pulls. A file begins when its stage has something to say, and the index says when that
/// was. Files are 32-bit float at 48 kHz, so that what is over full scale shows, and only their owner may read them.
class SoundTaps final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMostSpeakers = 32;
    enum class Stage { Decoded, Played, Levelled, Mix, Device };

    /// Makes the folder where it is missing. Fails where it cannot be written.
    static Result<std::unique_ptr<SoundTaps>> create(const QString &folder);
    ~SoundTaps() override;

    /// Where a stage's samples go; `slot` counts for those of one speaker.
    TapRing &ring(Stage stage, int slot = 0);
    /// The thread that pulls has come this far.
    void advance(int frames) { m_position += frames; }

    /// Writes from now on, by timers of this thread.
    void start(Clock &clock);
    /// Writes what is there. Single-threaded, as all but the rings.
    void write();

signals:
    /// The disk is full or too slow; nothing more is written. Comes once; the sound goes on.
    void failed(const earshot::Failure &failure);

private:
    struct Tap {
        explicit Tap(const std::int64_t &position)
            : ring(position)
        { }
        TapRing ring;
        Stage stage = Stage::Device;
        int slot = 0;
        std::optional<WavWriter> file;
    };

    explicit SoundTaps(const QString &folder);
    Outcome beginIndex();
    Outcome begin(Tap &tap);
    Outcome write(Tap &tap);
    void writeEveryNowAndThen();

    QDir m_folder;
    QFile m_index;
    std::int64_t m_position = 0; ///< frames; the pulling thread's own
    std::vector<std::unique_ptr<Tap>> m_taps;
    std::unique_ptr<Timer> m_timer;
    bool m_failed = false;
};

} // namespace earshot
