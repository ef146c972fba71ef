#include "audio/pulse_loop.h"

#include <QSocketNotifier>

#include <sys/time.h>

using earshot::PulseLoop;
using earshot::Timer;

namespace {

PulseLoop &loopOf(pa_mainloop_api *api)
{
    return *static_cast<PulseLoop *>(api->userdata);
}

} // namespace

// libpulse knows the next three by their names only; each kind of main loop defines them. In every callback the
// event may be freed: nothing of it is touched afterwards.

struct pa_io_event {
    pa_io_event(pa_mainloop_api *mainloop, int fd, pa_io_event_cb_t then, void *with)
        : api(mainloop)
        , read(fd, QSocketNotifier::Read)
        , write(fd, QSocketNotifier::Write)
        , callback(then)
        , userdata(with)
    {
        // A socket that hangs up or fails becomes readable; reading then says so.
        QObject::connect(&read, &QSocketNotifier::activated, &read,
            [this, fd] { callback(api, this, fd, PA_IO_EVENT_INPUT, userdata); });
        QObject::connect(&write, &QSocketNotifier::activated, &write,
            [this, fd] { callback(api, this, fd, PA_IO_EVENT_OUTPUT, userdata); });
    }

    pa_mainloop_api *api;
    QSocketNotifier read;
    QSocketNotifier write;
    pa_io_event_cb_t callback;
    pa_io_event_destroy_cb_t destroy = nullptr;
    void *userdata;
};

struct pa_time_event {
    pa_mainloop_api *api;
    std::unique_ptr<Timer> timer;
    pa_time_event_cb_t callback;
    pa_time_event_destroy_cb_t destroy = nullptr;
    void *userdata;
    timeval due{};
};

struct pa_defer_event {
    pa_mainloop_api *api;
    std::unique_ptr<Timer> timer;
    pa_defer_event_cb_t callback;
    pa_defer_event_destroy_cb_t destroy = nullptr;
    void *userdata;

    /// Once in every turn of the loop, until it is disabled.
    void runNext()
    {
        timer->start(earshot::microseconds{0}, [this] {
            runNext();
            callback(api, this, userdata);
        });
    }
};

namespace {

void enableIo(pa_io_event *event, pa_io_event_flags_t flags)
{
    event->read.setEnabled(flags & PA_IO_EVENT_INPUT);
    event->write.setEnabled(flags & PA_IO_EVENT_OUTPUT);
}

pa_io_event *newIo(
    pa_mainloop_api *api, int fd, pa_io_event_flags_t flags, pa_io_event_cb_t callback, void *userdata)
{
    auto *event = new pa_io_event(api, fd, callback, userdata);
    enableIo(event, flags);
    return event;
}

void restartTime(pa_time_event *event, const timeval *due)
{
    if (!due) {
        event->timer->stop();
        return;
    }
    // In civil time; from here on it is a span, which a clock that is set does not change.
    using namespace std::chrono;
    event->due = *due;
    const auto wall = loopOf(event->api).clock().wall().time_since_epoch();
    const auto span = duration_cast<microseconds>(seconds{due->tv_sec} + microseconds{due->tv_usec} - wall);
    event->timer->start(span, [event] { event->callback(event->api, event, &event->due, event->userdata); });
}

pa_time_event *newTime(pa_mainloop_api *api, const timeval *due, pa_time_event_cb_t callback, void *userdata)
{
    auto *event = new pa_time_event{api, loopOf(api).clock().makeTimer(), callback, nullptr, userdata};
    restartTime(event, due);
    return event;
}

void enableDefer(pa_defer_event *event, int enabled)
{
    if (!enabled)
        event->timer->stop();
    else if (!event->timer->isActive())
        event->runNext();
}

pa_defer_event *newDefer(pa_mainloop_api *api, pa_defer_event_cb_t callback, void *userdata)
{
    auto *event = new pa_defer_event{api, loopOf(api).clock().makeTimer(), callback, nullptr, userdata};
    event->runNext();
    return event;
}

template<typename Event>
void freeEvent(Event *event)
{
    if (event->destroy)
        event->destroy(event->api, event, event->userdata);
    delete event;
}

template<typename Event, typename Destroy>
void setDestroy(Event *event, Destroy destroy)
{
    event->destroy = destroy;
}

} // namespace

namespace earshot {

PulseLoop::PulseLoop(Clock &clock)
    : m_clock(clock)
    , m_api{.userdata = this,
          .io_new = newIo,
          .io_enable = enableIo,
          .io_free = freeEvent<pa_io_event>,
          .io_set_destroy = setDestroy<pa_io_event, pa_io_event_destroy_cb_t>,
          .time_new = newTime,
          .time_restart = restartTime,
          .time_free = freeEvent<pa_time_event>,
          .time_set_destroy = setDestroy<pa_time_event, pa_time_event_destroy_cb_t>,
          .defer_new = newDefer,
          .defer_enable = enableDefer,
          .defer_free = freeEvent<pa_defer_event>,
          .defer_set_destroy = setDestroy<pa_defer_event, pa_defer_event_destroy_cb_t>,
          .quit = [](pa_mainloop_api *, int) {}}
{ }

} // namespace earshot
