#include "audio/pulse_sink.h"

#include "audio/media_time.h"

#include <pulse/context.h>
#include <pulse/error.h>

namespace earshot {

namespace {

constexpr pa_sample_spec kSpec{PA_SAMPLE_FLOAT32NE, kFramesPerSecond, kStereo};
constexpr std::size_t kFrameBytes = sizeof(float) * kStereo;
constexpr int kRequestsPerBuffer = 6; ///< 10 ms of 60, 20 ms of 120

QString whyOf(const pa_context *context)
{
    const int error = pa_context_errno(context);
    return error == PA_OK ? QStringLiteral("the sound server ended the stream")
                          : QString::fromUtf8(pa_strerror(error));
}

std::uint32_t bytesOf(microseconds time)
{
    return std::uint32_t(framesOfTime(time) * std::int64_t(kFrameBytes));
}

/// The server's own choices: how much it can keep, and to begin when the buffer is full.
pa_buffer_attr attributesFor(microseconds buffer)
{
    constexpr auto serversChoice = std::uint32_t(-1);
    return {.maxlength = serversChoice,
        .tlength = bytesOf(buffer),
        .prebuf = serversChoice,
        .minreq = bytesOf(buffer / kRequestsPerBuffer),
        .fragsize = serversChoice};
}

PulseSink &sinkOf(void *userdata)
{
    return *static_cast<PulseSink *>(userdata);
}

} // namespace

PulseSink::PulseSink(pa_context *context, const SinkWish &wish, PullFunction pull, Surroundings surroundings)
    : m_pull(std::move(pull))
    , m_around(std::move(surroundings))
    , m_buffer(wish.buffer)
    , m_stream(pa_stream_new(context, "Earshot", &kSpec, nullptr))
    , m_deviceId(wish.device.id)
    , m_deviceName(wish.device.name)
{
    if (m_stream)
        connectTo(wish);
    else
        fail(whyOf(context));
}

PulseSink::~PulseSink()
{
    if (!m_stream)
        return;
    const bool isUnanswered = m_timedOut && pa_stream_get_state(m_stream) == PA_STREAM_CREATING;
    pa_stream_set_state_callback(m_stream, nullptr, nullptr);
    pa_stream_set_write_callback(m_stream, nullptr, nullptr);
    pa_stream_set_moved_callback(m_stream, nullptr, nullptr);
    pa_stream_set_suspended_callback(m_stream, nullptr, nullptr);
    pa_stream_disconnect(m_stream);
    pa_stream_unref(m_stream);
    if (isUnanswered)
        m_around.gaveUpUnanswered();
}

void PulseSink::connectTo(const SinkWish &wish)
{
    const auto changed = [](pa_stream *, void *self) { sinkOf(self).stateChanged(); };
    const auto asked = [](pa_stream *, std::size_t bytes, void *self) { sinkOf(self).write(bytes); };
    const auto moved = [](pa_stream *, void *self) { sinkOf(self).learnDevice(); };
    const auto suspended = [](pa_stream *, void *self) { sinkOf(self).suspendedChanged(); };
    pa_stream_set_state_callback(m_stream, changed, this);
    pa_stream_set_write_callback(m_stream, asked, this);
    pa_stream_set_moved_callback(m_stream, moved, this);
    pa_stream_set_suspended_callback(m_stream, suspended, this);

    const pa_buffer_attr buffer = attributesFor(m_buffer);
    const auto flags = pa_stream_flags_t(
        PA_STREAM_ADJUST_LATENCY | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_INTERPOLATE_TIMING);
    // Without a name the server plays where the person told it to, and moves the stream with its default.
    const QByteArray device = wish.isPinned ? wish.device.id.toUtf8() : QByteArray();
    if (pa_stream_connect_playback(
            m_stream, device.isEmpty() ? nullptr : device.constData(), &buffer, flags, nullptr, nullptr)
        < 0)
        fail(whyOf(pa_stream_get_context(m_stream)));
}

bool PulseSink::setBuffer(microseconds buffer)
{
    m_buffer = buffer;
    m_toldBuffer = false;
    tellBuffer();
    return true;
}

/// A server that is still opening the stream is told when it has.
void PulseSink::tellBuffer()
{
    if (m_toldBuffer || !m_stream || pa_stream_get_state(m_stream) != PA_STREAM_READY)
        return;
    m_toldBuffer = true;
    const pa_buffer_attr buffer = attributesFor(m_buffer);
    if (pa_operation *operation = pa_stream_set_buffer_attr(m_stream, &buffer, nullptr, nullptr))
        pa_operation_unref(operation);
}

void PulseSink::stateChanged()
{
    switch (pa_stream_get_state(m_stream)) {
    case PA_STREAM_READY:
        m_suspended = pa_stream_is_suspended(m_stream) == 1;
        tellBuffer();
        learnDevice();
        return;
    case PA_STREAM_FAILED:
    case PA_STREAM_TERMINATED:
        fail(whyOf(pa_stream_get_context(m_stream)));
        return;
    default:
        return;
    }
}

void PulseSink::fail(const QString &what)
{
    m_failure = Failure{Cause::DeviceFailed, what};
    m_around.changed();
}

void PulseSink::learnDevice()
{
    const QString id = QString::fromUtf8(pa_stream_get_device_name(m_stream));
    const QString name = m_around.nameOf(id);
    if (id != m_deviceId || !name.isEmpty())
        m_deviceName = name;
    m_deviceId = id;
    m_around.changed();
}

void PulseSink::suspendedChanged()
{
    m_suspended = pa_stream_is_suspended(m_stream) == 1;
    m_meter.pause();
    if (!m_suspended) {
        write(pa_stream_writable_size(m_stream));
    } else if (pa_operation *flush = pa_stream_flush(m_stream, nullptr, nullptr)) {
        pa_operation_unref(flush); // it would be old sound when the device wakes
    }
    m_around.changed();
}

void PulseSink::write(std::size_t bytes)
{
    if (m_suspended || bytes == std::size_t(-1))
        return;
    const Instant now = m_around.clock.now();
    m_meter.begin(now, latency());
    std::size_t left = bytes / kFrameBytes * kFrameBytes;
    std::size_t written = 0;
    while (left > 0) {
        void *memory = nullptr;
        std::size_t size = left;
        if (pa_stream_begin_write(m_stream, &memory, &size) < 0 || !memory || size < kFrameBytes)
            break;
        size = std::min(size, left) / kFrameBytes * kFrameBytes;
        m_pull({static_cast<float *>(memory), size / sizeof(float)}, now, m_meter.figures().deviceBuffer);
        m_meter.took(int(size / kFrameBytes));
        if (pa_stream_write(m_stream, memory, size, nullptr, 0, PA_SEEK_RELATIVE) < 0)
            break;
        written += size;
        left -= size;
    }
    m_meter.end(timeOfFrames(std::int64_t(written / kFrameBytes)));
}

microseconds PulseSink::latency() const
{
    pa_usec_t time = 0;
    int isNegative = 0;
    if (pa_stream_get_latency(m_stream, &time, &isNegative) < 0) // until the first timing update
        return m_buffer;
    return isNegative ? microseconds{0} : microseconds{std::int64_t(time)};
}

} // namespace earshot
