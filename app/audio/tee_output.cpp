#include "audio/tee_output.h"

#include "audio/media_time.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kWriteEvery = 200ms;
constexpr std::size_t kMostPending = std::size_t(kFramesPerSecond) * kStereo; // 1 s

} // namespace

Result<std::unique_ptr<TeeOutput>> TeeOutput::create(
    std::unique_ptr<AudioOutput> output, const QString &path, Clock &clock)
{
    auto writer = WavWriter::create(path);
    if (!writer)
        return writer.failure();
    return std::unique_ptr<TeeOutput>(new TeeOutput(std::move(output), std::move(*writer), clock));
}

TeeOutput::TeeOutput(std::unique_ptr<AudioOutput> output, WavWriter writer, Clock &clock)
    : m_output(std::move(output))
    , m_writer(std::move(writer))
    , m_timer(clock.makeTimer())
{
    m_pending.reserve(kMostPending);
    connect(m_output.get(), &AudioOutput::statsChanged, this, &AudioOutput::statsChanged);
}

TeeOutput::~TeeOutput()
{
    write();
}

void TeeOutput::start(PullFunction pull)
{
    m_output->start(
        [this, pull = std::move(pull)](std::span<float> out, Instant now, microseconds deviceBuffer) {
            pull(out, now, deviceBuffer);
            if (m_pending.size() + out.size() > kMostPending)
                write();
            m_pending.insert(m_pending.end(), out.begin(), out.end());
        });
    writeEveryNowAndThen();
}

void TeeOutput::stop()
{
    m_output->stop();
    m_timer->stop();
    write();
}

void TeeOutput::writeEveryNowAndThen()
{
    m_timer->start(kWriteEvery, [this] {
        write();
        writeEveryNowAndThen();
    });
}

void TeeOutput::write()
{
    if (m_writer && !m_pending.empty()) {
        if (const auto outcome = m_writer->write(m_pending); !outcome) {
            m_writer.reset();
            emit fileFailed(outcome.failure());
        }
    }
    m_pending.clear();
}

} // namespace earshot
