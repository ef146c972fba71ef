#include "audio/pulse_connection.h"

#include <pulse/error.h>
#include <pulse/proplist.h>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr microseconds kTryAgain = 200ms;
constexpr microseconds kTryAgainAtLeisure = 500ms;
constexpr int kQuickTries = 50; ///< a server that restarts is back in these 10 s
constexpr microseconds kAnswersWithin = 2s;

PulseConnection &connectionOf(void *userdata)
{
    return *static_cast<PulseConnection *>(userdata);
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

void forget(pa_operation *operation)
{
    if (operation)
        pa_operation_unref(operation);
}

PulseConnection::PulseConnection(Clock &clock, Owner owner)
    : m_owner(std::move(owner))
    , m_loop(clock)
    , m_timer(clock.makeTimer())
{ }

PulseConnection::~PulseConnection()
{
    disconnect();
}

void PulseConnection::connectToServer()
{
    disconnect();
    m_context = newContext(m_loop.api());
    const auto changed = [](pa_context *, void *self) { connectionOf(self).contextChanged(); };
    pa_context_set_state_callback(m_context, changed, this);
    m_timer->start(kAnswersWithin, [this] { tryAgainSoon(doesNotAnswer()); });
    // To start a server is the desktop's matter, not that of each program that looks for one.
    // A refusal may have been told, and the context be gone, within the call.
    if (pa_context_connect(m_context, nullptr, PA_CONTEXT_NOAUTOSPAWN, nullptr) < 0 && m_context)
        contextChanged();
}

void PulseConnection::disconnect()
{
    if (!m_context)
        return;
    // Streams hear of it by their own state.
    pa_context *context = std::exchange(m_context, nullptr);
    pa_context_set_state_callback(context, nullptr, nullptr);
    pa_context_set_subscribe_callback(context, nullptr, nullptr);
    pa_context_disconnect(context);
    pa_context_unref(context);
    m_awaited = 0;
    m_askAgain = false;
}

void PulseConnection::tryAgainSoon(const Failure &why)
{
    const int error = m_context ? pa_context_errno(m_context) : PA_OK;
    m_isRefused = error == PA_ERR_ACCESS || error == PA_ERR_AUTHKEY;
    disconnect(); // a late event would ask, and take the timer
    ++m_tries;
    m_known = false;
    m_trouble = why;
    m_timer->start(m_tries <= kQuickTries ? kTryAgain : kTryAgainAtLeisure, [this] { connectToServer(); });
    m_owner.lost();
}

void PulseConnection::contextChanged()
{
    switch (pa_context_get_state(m_context)) {
    case PA_CONTEXT_READY: {
        m_tries = 0;
        const auto event = [](pa_context *, pa_subscription_event_type_t, std::uint32_t, void *self) {
            connectionOf(self).ask();
        };
        pa_context_set_subscribe_callback(m_context, event, this);
        forget(pa_context_subscribe(m_context, m_owner.about, nullptr, nullptr));
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

void PulseConnection::ask()
{
    m_askAgain = m_awaited > 0;
    if (m_askAgain)
        return;
    m_awaited = m_owner.ask(m_context);
    m_timer->start(kAnswersWithin, [this] { tryAgainSoon(doesNotAnswer()); });
}

void PulseConnection::gotAnswer()
{
    if (--m_awaited > 0)
        return;
    m_timer->stop();
    m_known = true;
    m_trouble.reset();
    m_owner.answered();
    if (m_askAgain)
        ask();
}

void PulseConnection::look()
{
    if (m_context && pa_context_get_state(m_context) == PA_CONTEXT_READY)
        ask();
    else
        connectToServer();
}

void PulseConnection::giveUp()
{
    if (m_context)
        tryAgainSoon(doesNotAnswer());
}

} // namespace earshot
