#include "audio/qt_sink.h"

#include "audio/device_format.h"

namespace earshot {

QtSink::QtSink(const QAudioDevice &device, microseconds buffer, PullFunction pull, const Clock &clock)
    : m_device(device)
    , m_format(formatFor(device))
    , m_sink(device, m_format)
    , m_source(
          m_format, std::move(pull), [this] { return buffered(); }, clock)
{
    m_sink.setBufferSize(m_format.bytesForDuration(buffer.count()));
    m_sink.start(&m_source);
}

QtSink::~QtSink()
{
    // Without the reset, stop() would wait until all that is buffered was heard.
    m_sink.reset();
    m_sink.stop();
}

microseconds QtSink::buffered() const
{
    return microseconds{
        m_format.durationForBytes(int(std::max<qsizetype>(0, m_sink.bufferSize() - m_sink.bytesFree())))};
}

std::optional<Failure> QtSink::failure() const
{
    switch (m_sink.error()) {
    case QAudio::OpenError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the device could not be opened")};
    case QAudio::IOError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the device reports an input/output error")};
    case QAudio::FatalError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the device reports a fatal error")};
    case QAudio::NoError:
    case QAudio::UnderrunError:
        break;
    }
    if (m_sink.state() == QAudio::StoppedState)
        return Failure{Cause::DeviceFailed, QStringLiteral("the device stopped by itself")};
    return std::nullopt;
}

} // namespace earshot
