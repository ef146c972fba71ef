#include "audio/qt_source.h"

#include "audio/device_format.h"

namespace earshot {

namespace {

#ifdef Q_OS_LINUX
constexpr int kFragmentsBuffered = 2; ///< with PulseAudio Qt takes this as what comes at a time
#else
constexpr int kFragmentsBuffered = 4;
#endif

} // namespace

QtSource::QtSource(const QAudioDevice &device, microseconds fragment, PushFunction push, const Clock &clock)
    : m_device(device)
    , m_format(inputFormatFor(device))
    , m_source(device, m_format)
    , m_target(m_format, std::move(push), clock)
{
    m_source.setBufferSize(m_format.bytesForDuration(kFragmentsBuffered * fragment.count()));
    m_source.start(&m_target);
}

QtSource::~QtSource()
{
    m_source.reset();
    m_source.stop();
}

std::optional<Failure> QtSource::failure() const
{
    switch (m_source.error()) {
    case QAudio::OpenError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the microphone could not be opened")};
    case QAudio::IOError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the microphone reports an input/output error")};
    case QAudio::FatalError:
        return Failure{Cause::DeviceFailed, QStringLiteral("the microphone reports a fatal error")};
    case QAudio::NoError:
    case QAudio::UnderrunError:
        break;
    }
    if (m_source.state() == QAudio::StoppedState)
        return Failure{Cause::DeviceFailed, QStringLiteral("the microphone stopped by itself")};
    return std::nullopt;
}

} // namespace earshot
