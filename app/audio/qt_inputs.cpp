#include "audio/qt_inputs.h"

#include "audio/input_kind.h"
#include "audio/microphone_permission.h"
#include "audio/qt_source.h"
#include "audio/sound_server.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLookEvery = 500ms;

QAudioDevice deviceOf(const QString &id)
{
    const auto devices = QMediaDevices::audioInputs();
    for (const QAudioDevice &device : devices) {
        if (device.id() == id.toUtf8())
            return device;
    }
    return {};
}

} // namespace

QtInputs::QtInputs(Clock &clock)
    : m_clock(clock)
    , m_timer(clock.makeTimer())
{
#ifndef Q_OS_LINUX // as in QtBackend
    m_devices = std::make_unique<QMediaDevices>();
    connect(m_devices.get(), &QMediaDevices::audioInputsChanged, this, &QtInputs::look);
#endif
    lookAndGoOn();
}

void QtInputs::lookAndGoOn()
{
    look();
    m_timer->start(kLookEvery, [this] { lookAndGoOn(); });
}

QtInputs::Seen QtInputs::readDevices()
{
    if (!isSoundServerThere())
        return {.inputs = {},
            .trouble = Failure{Cause::DeviceMissing, QStringLiteral("no sound server is running")}};
    if (const auto denial = microphoneDenial())
        return {.inputs = {}, .trouble = denial};
    Seen seen;
    const QByteArray defaultId = QMediaDevices::defaultAudioInput().id();
    const auto devices = QMediaDevices::audioInputs();
    for (const QAudioDevice &device : devices) {
        const InputTraits traits{.id = QString::fromUtf8(device.id()), .name = device.description()};
        if (isMonitor(traits))
            seen.hasMonitors = true;
        else
            seen.inputs.push_back({traits.id, traits.name, device.id() == defaultId, isHandsFree(traits)});
    }
    return seen;
}

void QtInputs::look()
{
    Seen seen = readDevices();
    if (seen == m_seen)
        return;
    m_seen = std::move(seen);
    emit changed();
}

std::unique_ptr<SoundSource> QtInputs::open(const SourceWish &wish, PushFunction push)
{
    askForMicrophone();
    return std::make_unique<QtSource>(deviceOf(wish.device.id), wish.fragment, std::move(push), m_clock);
}

} // namespace earshot
