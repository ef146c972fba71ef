#include "audio/pulse_backend.h"

#include "audio/pulse_sink.h"

#include <pulse/error.h>
#include <pulse/introspect.h>
#include <pulse/proplist.h>
#include <pulse/subscribe.h>

#include <algorithm>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr microseconds kTryAgain = 200ms;
constexpr microseconds kTryAgainAtLeisure = 500ms;
constexpr int kQuickTries = 50; ///< a server that restarts is back in these 10 s
constexpr microseconds kAnswersWithin = 2s;

/// What PulseAudio and PipeWire put there when they have no device: sound ends in it.
const QLatin1String kPlaceHolder("auto_null");

PulseBackend &backendOf(void *userdata)
{
    return *static_cast<PulseBackend *>(userdata);
}

void forget(pa_operation *operation)
{
    if (operation)
        pa_operation_unref(operation);
}

Failure doesNotAnswer()
{
    return {Cause::DeviceFailed, QStringLiteral("the sound server does not answer")};
}

pa_context *newContext(pa_mainloop_api *api)
{
    pa_proplist *properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_APPLICATION_NAME, "Earshot");
    pa_proplist_sets(properties, PA_PROP_APPLICATION_ICON_NAME, "earshot");
    pa_context *context = pa_context_new_with_proplist(api, "Earshot", properties);
    pa_proplist_free(properties);
    return context;
}

} // namespace

PulseBackend::PulseBackend(Clock &clock)
    : m_clock(clock)
    , m_loop(clock)
    , m_timer(clock.makeTimer())
{
    connectToServer();
}

PulseBackend::~PulseBackend()
{
    disconnect();
}

void PulseBackend::connectToServer()
{
    disconnect();
    m_context = newContext(m_loop.api());
    const auto changed = [](pa_context *, void *self) { backendOf(self).contextChanged(); };
    pa_context_set_state_callback(m_context, changed, this);
    m_timer->start(kAnswersWithin, [this] { tryAgainSoon(doesNotAnswer()); });
    // To start a server is the desktop's matter, not that of each program that looks for one.
    // A refusal may have been told, and the context be gone, within the call.
    if (pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0 && m_context)
        contextChanged();
}

void PulseBackend::disconnect()
{
    if (!m_context)
        return;
    // Sinks hear of it by their own state.
    pa_context *context = std::exchange(m_context, nullptr);
    pa_context_set_state_callback(context, nullptr, nullptr);
    pa_context_set_subscribe_callback(context, nullptr, nullptr);
    pa_context_disconnect(context);
    pa_context_unref(context);
    m_awaited = 0;
    m_askAgain = false;
}

void PulseBackend::tryAgainSoon(const Failure &why)
{
    disconnect(); // a late event would ask, and take the timer
    ++m_tries;
    m_outputs.clear();
    m_known = false;
    m_trouble = why;
    m_timer->start(m_tries <= kQuickTries ? kTryAgain : kTryAgainAtLeisure, [this] { connectToServer(); });
    emit changed();
}

void PulseBackend::contextChanged()
{
    switch (pa_context_get_state(m_context)) {
    case PA_CONTEXT_READY: {
        m_tries = 0;
        const auto event = [](pa_context *, pa_subscription_event_type_t, std::uint32_t, void *self) {
            backendOf(self).ask();
        };
        pa_context_set_subscribe_callback(m_context, event, this);
        const auto about = pa_subscription_mask_t(PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER);
        forget(pa_context_subscribe(m_context, about, nullptr, nullptr));
        ask();
        return;
    }
    case PA_CONTEXT_FAILED:
    case PA_CONTEXT_TERMINATED:
        return tryAgainSoon({Cause::DeviceMissing, QStringLiteral("no sound server is running")});
    default:
        return;
    }
}

void PulseBackend::ask()
{
    m_askAgain = m_awaited > 0;
    if (m_askAgain)
        return;
    m_answers = {};
    const auto aboutServer = [](pa_context *, const pa_server_info *info, void *self) {
        if (info && info->default_sink_name)
            backendOf(self).m_answers.defaultId = QString::fromUtf8(info->default_sink_name);
        backendOf(self).answered();
    };
    const auto aboutSink = [](pa_context *, const pa_sink_info *info, int isLast, void *self) {
        if (isLast)
            return backendOf(self).answered();
        const QString id = QString::fromUtf8(info->name);
        if (id != kPlaceHolder)
            backendOf(self).m_answers.outputs.push_back({id, QString::fromUtf8(info->description), false});
    };
    m_awaited = 2;
    forget(pa_context_get_server_info(m_context, aboutServer, this));
    forget(pa_context_get_sink_info_list(m_context, aboutSink, this));
    m_timer->start(kAnswersWithin, [this] { tryAgainSoon(doesNotAnswer()); });
}

void PulseBackend::answered()
{
    if (--m_awaited > 0)
        return;
    m_timer->stop();
    takeAnswers();
    if (m_askAgain)
        ask();
}

void PulseBackend::takeAnswers()
{
    for (OutputDevice &output : m_answers.outputs)
        output.isDefault = output.id == m_answers.defaultId;
    m_outputs = std::move(m_answers.outputs);
    m_known = true;
    m_trouble.reset();
    emit changed();
}

void PulseBackend::look()
{
    if (m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY)
        ask();
    else
        connectToServer();
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
        // Nothing that was asked on this connection is answered: another one may be.
        .gaveUpUnanswered =
            [this] {
                if (m_context)
                    tryAgainSoon(doesNotAnswer());
            }};
    return std::make_unique<PulseSink>(m_context, wish, std::move(pull), std::move(surroundings));
}

} // namespace earshot
