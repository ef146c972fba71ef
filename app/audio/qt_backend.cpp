#include "audio/qt_backend.h"

#include "audio/qt_sink.h"
#include "audio/sound_server.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLookEvery = 500ms;

/// What PulseAudio and PipeWire put there when they have no device: sound ends in it.
const QByteArray kPlaceHolder("auto_null");

std::vector<OutputDevice> readOutputs()
{
    std::vector<OutputDevice> outputs;
    const QByteArray defaultId = QMediaDevices::defaultAudioOutput().id();
    const auto devices = QMediaDevices::audioOutputs();
    for (const QAudioDevice &device : devices) {
        if (device.id() != kPlaceHolder)
            outputs.push_back(
                {QString::fromUtf8(device.id()), device.description(), device.id() == defaultId});
    }
    return outputs;
}

QAudioDevice deviceOf(const QString &id)
{
    const auto devices = QMediaDevices::audioOutputs();
    for (const QAudioDevice &device : devices) {
        if (device.id() == id.toUtf8())
            return device;
    }
    return {};
}

} // namespace

QtBackend::QtBackend(Clock &clock)
    : m_clock(clock)
    , m_timer(clock.makeTimer())
{
#ifndef Q_OS_LINUX // there Qt 6.4 tells of changes on PulseAudio's thread, also to an object that is just being deleted
    m_devices = std::make_unique<QMediaDevices>();
    connect(m_devices.get(), &QMediaDevices::audioOutputsChanged, this, &QtBackend::look);
#endif
    lookAndGoOn();
}

void QtBackend::lookAndGoOn()
{
    look();
    m_timer->start(kLookEvery, [this] { lookAndGoOn(); });
}

void QtBackend::look()
{
    const bool isThere = isSoundServerThere();
    auto outputs = isThere ? readOutputs() : std::vector<OutputDevice>();
    std::optional<Failure> trouble;
    if (!isThere)
        trouble = Failure{Cause::DeviceMissing, QStringLiteral("no sound server is running")};
    if (outputs == m_outputs && trouble == m_trouble)
        return;
    m_outputs = std::move(outputs);
    m_trouble = std::move(trouble);
    emit changed();
}

std::unique_ptr<SoundSink> QtBackend::open(const SinkWish &wish, PullFunction pull)
{
    return std::make_unique<QtSink>(deviceOf(wish.device.id), wish.buffer, std::move(pull), m_clock);
}

} // namespace earshot
