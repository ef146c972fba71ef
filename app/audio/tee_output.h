#pragma once

#include "audio/audio_output.h"
#include "audio/wav_writer.h"

#include <vector>

namespace earshot {

/// Another output, with a WAV file of what its device got. The file is written by a timer five times a
/// second, not while the device waits.
class TeeOutput final : public AudioOutput
{
    Q_OBJECT
public:
    static Result<std::unique_ptr<TeeOutput>> create(
        std::unique_ptr<AudioOutput> output, const QString &path, Clock &clock);
    ~TeeOutput() override;

    void start(PullFunction pull) override;
    void stop() override;
    void setDelayMode(DelayMode mode) override { m_output->setDelayMode(mode); }
    OutputStats stats() const override { return m_output->stats(); }

signals:
    /// The file ends here; the sound goes on.
    void fileFailed(const earshot::Failure &failure);

private:
    TeeOutput(std::unique_ptr<AudioOutput> output, WavWriter writer, Clock &clock);
    void writeEveryNowAndThen();
    void write();

    std::unique_ptr<AudioOutput> m_output;
    std::optional<WavWriter> m_writer; ///< empty after it failed
    std::unique_ptr<Timer> m_timer;
    std::vector<float> m_pending;
};

} // namespace earshot
