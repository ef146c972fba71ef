#include "audio/pulse_source.h"

#include "audio/media_time.h"
#include "audio/pulse_error.h"

#include <pulse/context.h>
#include <pulse/error.h>

#include <algorithm>
#include <array>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr pa_sample_spec kSpec{PA_SAMPLE_FLOAT32NE, kFramesPerSecond, 1};
constexpr std::size_t kFrameBytes = sizeof(float);
constexpr microseconds kServerKeeps = 2000ms; ///< while this thread stands still
constexpr microseconds kTooOld = 500ms; ///< nobody is helped by what was said before

std::uint32_t bytesOf(microseconds time)
{
    return std::uint32_t(framesOfTime(time) * std::int64_t(kFrameBytes));
}

PulseSource &sourceOf(void *userdata)
{
    return *static_cast<PulseSource *>(userdata);
}

} // namespace

PulseSource::PulseSource(
    pa_context *context, const SourceWish &wish, PushFunction push, Surroundings surroundings)
    : m_push(std::move(push))
    , m_around(std::move(surroundings))
    , m_fragment(wish.fragment)
    , m_stream(pa_stream_new(context, "Earshot", &kSpec, nullptr))
    , m_deviceId(wish.device.id)
    , m_deviceName(wish.device.name)
{
    if (m_stream)
        connectTo(wish);
    else
        fail(pa_context_errno(context));
}

PulseSource::~PulseSource()
{
    if (!m_stream)
        return;
    const bool isUnanswered = m_timedOut && pa_stream_get_state(m_stream) == PA_STREAM_CREATING;
    pa_stream_set_state_callback(m_stream, nullptr, nullptr);
    pa_stream_set_read_callback(m_stream, nullptr, nullptr);
    pa_stream_set_moved_callback(m_stream, nullptr, nullptr);
    pa_stream_set_suspended_callback(m_stream, nullptr, nullptr);
    pa_stream_disconnect(m_stream);
    pa_stream_unref(m_stream);
    if (isUnanswered)
        m_around.gaveUpUnanswered();
}

QString PulseSource::deviceName() const
{
    const InputDevice *device = m_around.inputOf(m_deviceId);
    return device ? device->name : m_deviceName;
}

void PulseSource::connectTo(const SourceWish &wish)
{
    const auto changed = [](pa_stream *, void *self) { sourceOf(self).stateChanged(); };
    const auto came = [](pa_stream *, std::size_t, void *self) { sourceOf(self).read(); };
    const auto moved = [](pa_stream *, void *self) { sourceOf(self).learnDevice(); };
    const auto suspended = [](pa_stream *, void *self) { sourceOf(self).suspendedChanged(); };
    pa_stream_set_state_callback(m_stream, changed, this);
    pa_stream_set_read_callback(m_stream, came, this);
    pa_stream_set_moved_callback(m_stream, moved, this);
    pa_stream_set_suspended_callback(m_stream, suspended, this);

    constexpr auto serversChoice = std::uint32_t(-1);
    const pa_buffer_attr buffer{.maxlength = bytesOf(kServerKeeps),
        .tlength = serversChoice,
        .prebuf = serversChoice,
        .minreq = serversChoice,
        .fragsize = bytesOf(wish.fragment)};
    auto flags = pa_stream_flags_t(
        PA_STREAM_ADJUST_LATENCY | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_INTERPOLATE_TIMING);
    if (wish.isPinned)
        flags = pa_stream_flags_t(flags | PA_STREAM_DONT_MOVE);
    // Without a name the server records with what the person told it to, and moves the stream with its default.
    const QByteArray device = wish.isPinned ? wish.device.id.toUtf8() : QByteArray();
    if (pa_stream_connect_record(m_stream, device.isEmpty() ? nullptr : device.constData(), &buffer, flags)
        < 0)
        fail(pa_context_errno(pa_stream_get_context(m_stream)));
}

void PulseSource::stateChanged()
{
    switch (pa_stream_get_state(m_stream)) {
    case PA_STREAM_READY:
        m_suspended = pa_stream_is_suspended(m_stream) == 1;
        learnDevice();
        return;
    case PA_STREAM_FAILED:
    case PA_STREAM_TERMINATED:
        fail(pa_context_errno(pa_stream_get_context(m_stream)));
        return;
    default:
        return;
    }
}

void PulseSource::fail(int error)
{
    m_failure = failureOfPulse(error);
    m_around.changed();
}

void PulseSource::learnDevice()
{
    const QString id = QString::fromUtf8(pa_stream_get_device_name(m_stream));
    if (id != m_deviceId) {
        m_deviceName.clear();
        m_stamps.restart();
    }
    m_deviceId = id;
    m_around.changed();
}

void PulseSource::suspendedChanged()
{
    m_suspended = pa_stream_is_suspended(m_stream) == 1;
    m_stamps.restart();
    m_around.changed();
}

void PulseSource::read()
{
    while (pa_stream_readable_size(m_stream) > 0) {
        const void *data = nullptr;
        std::size_t bytes = 0;
        const auto told = latency(); // of what is read next
        if (pa_stream_peek(m_stream, &data, &bytes) < 0 || bytes == 0)
            return;
        // The server tells of a move before it sends what comes from there.
        if (m_around.inputOf(m_deviceId))
            take(data, bytes, told.value_or(m_fragment));
        pa_stream_drop(m_stream);
    }
}

/// `data` is null where the device skipped that much.
void PulseSource::take(const void *data, std::size_t bytes, microseconds latency)
{
    if (latency > kTooOld) {
        m_figures.gaps += m_isBehind ? 0 : 1;
        m_isBehind = true;
        return;
    }
    m_isBehind = false;
    const auto frames = std::int64_t(bytes / kFrameBytes);
    const Instant now = m_around.clock.now();
    const Instant captured = m_stamps.next(now - latency, frames);
    m_figures.lastPush = now;
    m_figures.frames += quint64(frames);
    m_figures.latency
        = std::max(now - captured, microseconds{0}); // a monitor's sound comes before it is heard
    if (data) {
        m_push({static_cast<const float *>(data), std::size_t(frames)}, captured);
    } else {
        ++m_figures.gaps;
        pushSilence(frames, captured);
    }
}

/// What follows keeps its time.
void PulseSource::pushSilence(std::int64_t frames, Instant captured)
{
    static constexpr std::array<float, kBlockFrames> kSilence{};
    for (std::int64_t at = 0; at < frames; at += kBlockFrames) {
        const auto size = std::size_t(std::min<std::int64_t>(frames - at, kBlockFrames));
        m_push(std::span(kSilence).first(size), captured + timeOfFrames(at));
    }
}

/// Nothing until the server's first timing.
std::optional<microseconds> PulseSource::latency() const
{
    pa_usec_t time = 0;
    int isNegative = 0;
    if (pa_stream_get_latency(m_stream, &time, &isNegative) < 0)
        return std::nullopt;
    return isNegative ? microseconds{0} : microseconds{std::int64_t(time)};
}

} // namespace earshot
