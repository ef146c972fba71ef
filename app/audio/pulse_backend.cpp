#include "audio/pulse_backend.h"

#include "audio/pulse_sink.h"

#include <pulse/introspect.h>

#include <algorithm>

namespace earshot {

namespace {

/// What PulseAudio and PipeWire put there when they have no device: sound ends in it.
const QLatin1String kPlaceHolder("auto_null");

PulseBackend &backendOf(void *userdata)
{
    return *static_cast<PulseBackend *>(userdata);
}

} // namespace

PulseBackend::PulseBackend(Clock &clock)
    : m_clock(clock)
    , m_connection(clock, asOwner())
{
    m_connection.open();
}

PulseConnection::Owner PulseBackend::asOwner()
{
    return {.about = pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER),
        .ask = [this](pa_context *context) { return ask(context); },
        .answered = [this] { takeAnswers(); },
        .lost =
            [this] {
                m_outputs.clear();
                emit changed();
            }};
}

int PulseBackend::ask(pa_context *context)
{
    m_answers = {};
    const auto aboutServer = [](pa_context *, const pa_server_info *info, void *self) {
        if (info && info->default_sink_name)
            backendOf(self).m_answers.defaultId = QString::fromUtf8(info->default_sink_name);
        backendOf(self).m_connection.gotAnswer();
    };
    const auto aboutSink = [](pa_context *, const pa_sink_info *info, int isLast, void *self) {
        if (isLast)
            return backendOf(self).m_connection.gotAnswer();
        const QString id = QString::fromUtf8(info->name);
        if (id != kPlaceHolder)
            backendOf(self).m_answers.outputs.push_back({id, QString::fromUtf8(info->description), false});
    };
    forget(pa_context_get_server_info(context, aboutServer, this));
    forget(pa_context_get_sink_info_list(context, aboutSink, this));
    return 2;
}

void PulseBackend::takeAnswers()
{
    for (OutputDevice &output : m_answers.outputs)
        output.isDefault = output.id == m_answers.defaultId;
    m_outputs = std::move(m_answers.outputs);
    emit changed();
}

QString PulseBackend::nameOf(const QString &id) const
{
    const auto found = std::ranges::find(m_outputs, id, &OutputDevice::id);
    return found == m_outputs.end() ? QString() : found->name;
}

std::unique_ptr<SoundSink> PulseBackend::open(const SinkWish &wish, PullFunction pull)
{
    PulseSink::Surroundings surroundings{.clock = m_clock,
        .nameOf = [this](const QString &id) { return nameOf(id); },
        .changed = [this] { emit changed(); },
        .gaveUpUnanswered = [this] { m_connection.giveUp(); }};
    return std::make_unique<PulseSink>(
        m_connection.context(), wish, std::move(pull), std::move(surroundings));
}

} // namespace earshot
