#include "audio/system_output.h"

#include "audio/sound_server.h"

#include <QMediaDevices>

#include <algorithm>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr microseconds kCheckEvery = 250ms; ///< and tell the figures
constexpr microseconds kLookForDevicesEvery = 2s;
constexpr microseconds kNothingTaken = 500ms;
constexpr microseconds kTimeToOpen
    = 1500ms; ///< until the first pull; a sound server may have to wake the device

} // namespace

SystemOutput::SystemOutput(const OutputChoice &choice, Clock &clock)
    : m_choice(choice)
    , m_clock(clock)
{ }

SystemOutput::~SystemOutput() = default;

void SystemOutput::start(PullFunction pull)
{
    m_pull = std::move(pull);
    m_timer = m_clock.makeTimer();
    m_lookedForDevices = m_clock.now();
    openDevice();
    m_timer->start(kCheckEvery, [this] { check(); });
}

void SystemOutput::stop()
{
    m_timer.reset();
    enter(Stopped{});
    m_pull = nullptr;
}

void SystemOutput::enter(State next)
{
    m_before = stats();
    m_state = Stopped{}; // the old device is closed before another is opened
    m_state = std::move(next);
    emit statsChanged(stats());
}

QAudioDevice SystemOutput::wantedDevice() const
{
    if (!isSoundServerThere())
        return {};
    if (m_choice.kind != OutputChoice::Kind::Named)
        return QMediaDevices::defaultAudioOutput();
    const auto devices = QMediaDevices::audioOutputs();
    for (const QAudioDevice &device : devices) {
        if (device.id() == m_choice.name.toUtf8() || device.description() == m_choice.name)
            return device;
    }
    return {};
}

QString SystemOutput::whyNoDevice() const
{
    if (!isSoundServerThere())
        return QStringLiteral("no sound server is running");
    if (m_choice.kind == OutputChoice::Kind::Named)
        return QStringLiteral("no device is called %1").arg(m_choice.name);
    return QStringLiteral("the system names no device");
}

void SystemOutput::openDevice()
{
    const QAudioDevice device = wantedDevice();
    if (device.isNull()) {
        playIntoNothing({Cause::DeviceMissing, whyNoDevice()});
        return;
    }
    if (std::holds_alternative<OnDevice>(m_state))
        enter(Stopped{});
    auto sink = std::make_unique<QtSink>(
        device, m_choice.delayMode == DelayMode::OnStage ? 60ms : 120ms, m_pull, m_clock);
    if (const auto failure = sink->failure()) {
        sink.reset();
        playIntoNothing(*failure);
        return;
    }
    noteReturn(device);
    enter(OnDevice{std::move(sink), m_clock.now(), stats().failure});
}

void SystemOutput::playIntoNothing(const Failure &why)
{
    if (auto *state = std::get_if<OnNull>(&m_state)) {
        state->why = why;
        return;
    }
    auto output = std::make_unique<NullOutput>(m_clock);
    NullOutput &null = *output;
    enter(OnNull{std::move(output), why});
    null.start(m_pull);
}

bool SystemOutput::mayLookForDevices(Instant now)
{
    if (now - m_lookedForDevices < kLookForDevicesEvery)
        return false;
    m_lookedForDevices = now;
    return true;
}

void SystemOutput::check()
{
    const Instant now = m_clock.now();
    if (const auto *state = std::get_if<OnDevice>(&m_state))
        checkDevice(*state, now);
    else if (mayLookForDevices(now))
        openDevice();
    emit statsChanged(stats());
    m_timer->start(kCheckEvery, [this] { check(); });
}

void SystemOutput::checkDevice(const OnDevice &state, Instant now)
{
    if (const auto failure = failureOf(state, now)) {
        m_lookedForDevices = now;
        noteLoss(*state.sink, now);
        playIntoNothing(*failure);
    } else if (mayLookForDevices(now) && wantedDevice().id() != state.sink->deviceId()) {
        noteLoss(*state.sink, now);
        openDevice();
    }
}

/// A device that failed, or is no longer the wanted one, may still be there: then nothing is lost. A sound server
/// that went away is no device that did.
void SystemOutput::noteLoss(const QtSink &sink, Instant now)
{
    const auto devices = QMediaDevices::audioOutputs();
    if (!isSoundServerThere()
        || std::ranges::any_of(devices, [&](const auto &device) { return device.id() == sink.deviceId(); }))
        return;
    m_lostId = sink.deviceId();
    m_lostName = sink.deviceName();
    m_lostAt = now;
}

void SystemOutput::noteReturn(const QAudioDevice &device)
{
    if (device.id() != m_lostId)
        return;
    m_lostId.clear();
    m_lostName.clear();
    m_lostAt.reset();
}

std::optional<Failure> SystemOutput::failureOf(const OnDevice &state, Instant now) const
{
    if (const auto failure = state.sink->failure())
        return failure;
    const auto &lastPull = state.sink->figures().lastPull;
    if (lastPull ? now - *lastPull > kNothingTaken : now - state.opened > kTimeToOpen)
        return Failure{Cause::DeviceFailed, QStringLiteral("the device takes no sound")};
    return std::nullopt;
}

OutputStats SystemOutput::stats() const
{
    OutputStats now = m_before;
    now.phase = OutputPhase::Stopped;
    now.nullDevice = false;
    now.deviceBuffer = microseconds{0};
    now.failure.reset();
    now.lostDevice = m_lostName;
    now.lostDeviceAt = m_lostAt;
    if (const auto *state = std::get_if<OnDevice>(&m_state)) {
        const auto &figures = state->sink->figures();
        now.phase = figures.lastPull ? OutputPhase::Playing : OutputPhase::Starting;
        now.deviceName = state->sink->deviceName();
        if (!figures.lastPull)
            now.failure = state->failedBefore;
        if (figures.lastPull)
            now.lastPull = figures.lastPull;
        now.framesConsumed += figures.framesConsumed;
        now.deviceBuffer = figures.deviceBuffer;
        now.latePulls += figures.latePulls;
        if (figures.lastLatePull)
            now.lastLatePull = figures.lastLatePull;
    } else if (const auto *null = std::get_if<OnNull>(&m_state)) {
        const OutputStats figures = null->output->stats();
        now.phase = OutputPhase::Playing;
        now.deviceName.clear();
        now.nullDevice = true;
        now.failure = null->why;
        if (figures.lastPull)
            now.lastPull = figures.lastPull;
        now.framesConsumed += figures.framesConsumed;
    }
    return now;
}

} // namespace earshot
