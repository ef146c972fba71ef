#include "audio/pulse_inputs.h"

#include "audio/alsa_owner.h"
#include "audio/input_kind.h"
#include "audio/pulse_source.h"

#include <pulse/introspect.h>
#include <pulse/proplist.h>
#include <pulse/volume.h>

#include <algorithm>

namespace earshot {

namespace {

/// What PulseAudio puts there when it has no device: silence.
const QLatin1String kPlaceHolder("auto_null");

PulseInputs &inputsOf(void *userdata)
{
    return *static_cast<PulseInputs *>(userdata);
}

QString propertyOf(const pa_source_info &info, const char *key)
{
    return QString::fromUtf8(pa_proplist_gets(info.proplist, key));
}

InputTraits traitsOf(const pa_source_info &info)
{
    InputTraits traits{.id = QString::fromUtf8(info.name),
        .name = QString::fromUtf8(info.description),
        .deviceClass = propertyOf(info, PA_PROP_DEVICE_CLASS),
        .bus = propertyOf(info, PA_PROP_DEVICE_BUS),
        .api = propertyOf(info, PA_PROP_DEVICE_API),
        .profile = propertyOf(info, "bluetooth.protocol")};
    if (traits.profile.isEmpty())
        traits.profile = propertyOf(info, "api.bluez5.profile");
    return traits;
}

constexpr double kMutedDb = -127;

double gainDbOf(const pa_source_info &info)
{
    const double db = info.mute ? kMutedDb : pa_sw_volume_to_dB(pa_cvolume_avg(&info.volume));
    return std::max(db, kMutedDb);
}

} // namespace

PulseInputs::PulseInputs(Clock &clock)
    : m_clock(clock)
    , m_connection(clock, asOwner())
{
    m_connection.open();
}

PulseConnection::Owner PulseInputs::asOwner()
{
    return {.about = pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER),
        .ask = [this](pa_context *context) { return ask(context); },
        .answered = [this] { takeAnswers(); },
        .lost =
            [this] {
                m_devices = {};
                emit changed();
            }};
}

std::optional<Failure> PulseInputs::trouble() const
{
    auto trouble = m_connection.trouble();
    if (trouble && m_connection.isRefused())
        trouble = Failure{Cause::DeviceDenied, QStringLiteral("the sound server refuses this program")};
    return trouble;
}

int PulseInputs::ask(pa_context *context)
{
    m_answers = {};
    const auto aboutServer = [](pa_context *, const pa_server_info *info, void *self) {
        if (info && info->default_source_name)
            inputsOf(self).m_answers.defaultId = QString::fromUtf8(info->default_source_name);
        inputsOf(self).m_connection.gotAnswer();
    };
    const auto aboutSource = [](pa_context *, const pa_source_info *info, int isLast, void *self) {
        if (isLast)
            return inputsOf(self).m_connection.gotAnswer();
        const InputTraits traits = traitsOf(*info);
        Devices &answers = inputsOf(self).m_answers;
        bool isCard = false;
        bool isDevice = false;
        const AlsaDevice alsa{
            propertyOf(*info, "alsa.card").toInt(&isCard), propertyOf(*info, "alsa.device").toInt(&isDevice)};
        if (isCard && isDevice)
            answers.alsa.emplace(traits.id, alsa);
        answers.gains.emplace(traits.id, gainDbOf(*info));
        if (info->monitor_of_sink != PA_INVALID_INDEX || isMonitor(traits))
            answers.hasMonitors = true;
        else if (traits.id != kPlaceHolder)
            answers.inputs.push_back({traits.id, traits.name, false, isHandsFree(traits)});
    };
    forget(pa_context_get_server_info(context, aboutServer, this));
    forget(pa_context_get_source_info_list(context, aboutSource, this));
    return 2;
}

void PulseInputs::takeAnswers()
{
    m_devices = std::move(m_answers);
    for (InputDevice &input : m_devices.inputs)
        input.isDefault = input.id == m_devices.defaultId;
    emit changed();
}

const InputDevice *PulseInputs::inputOf(const QString &id) const
{
    const auto found = std::ranges::find(m_devices.inputs, id, &InputDevice::id);
    return found == m_devices.inputs.end() ? nullptr : &*found;
}

/// A sound server that cannot have a card because a program has it alone says only that the source is suspended.
std::optional<Failure> PulseInputs::obstacleOf(const QString &id) const
{
    const auto found = m_devices.alsa.find(id);
    const auto owner = found == m_devices.alsa.end()
        ? std::nullopt
        : ownerOfCapture(found->second.card, found->second.device);
    return owner ? std::optional(Failure{Cause::DeviceBusy, QStringLiteral("used by %1").arg(*owner)})
                 : std::nullopt;
}

std::optional<double> PulseInputs::gainOf(const QString &id) const
{
    const auto found = m_devices.gains.find(id);
    return found == m_devices.gains.end() ? std::nullopt : std::optional(found->second);
}

std::unique_ptr<SoundSource> PulseInputs::open(const SourceWish &wish, PushFunction push)
{
    PulseSource::Surroundings surroundings{.clock = m_clock,
        .inputOf = [this](const QString &id) { return inputOf(id); },
        .obstacleOf = [this](const QString &id) { return obstacleOf(id); },
        .gainOf = [this](const QString &id) { return gainOf(id); },
        .changed = [this] { emit changed(); },
        .gaveUpUnanswered = [this] { m_connection.giveUp(); }};
    return std::make_unique<PulseSource>(
        m_connection.context(), wish, std::move(push), std::move(surroundings));
}

} // namespace earshot
