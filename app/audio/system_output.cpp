#include "audio/system_output.h"

#include "audio/media_time.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr microseconds kCheckEvery = 250ms; ///< and tell the figures
constexpr microseconds kNothingTaken = 500ms;
constexpr microseconds kSleepsFor = 150ms; ///< a device that is woken for us says for a blink that it sleeps
constexpr microseconds kTimeToOpen
    = 1500ms; ///< until the first pull; a sound server may have to wake the device
constexpr microseconds kDevicesKnownWithin = 1s;
constexpr microseconds kSettled = 100ms; ///< a sound server moves its streams to a new default in this time
constexpr microseconds kBelievedShift = 150ms;
constexpr microseconds kTryAgain = 250ms; ///< doubled up to
constexpr microseconds kTryAgainAtMost = 2s;

Failure takesNothing()
{
    return {Cause::DeviceFailed, QStringLiteral("the device takes no sound")};
}

Failure sleeps()
{
    return {Cause::DeviceFailed, QStringLiteral("the device is suspended")};
}

void add(OutputStats &to, const PullFigures &figures, const PullFigures &before)
{
    if (figures.lastPull)
        to.lastPull = figures.lastPull;
    to.framesConsumed += figures.framesConsumed - before.framesConsumed;
    to.latePulls += figures.latePulls - before.latePulls;
    if (figures.latePulls > before.latePulls)
        to.lastLatePull = figures.lastLatePull;
}

} // namespace

SystemOutput::SystemOutput(const OutputChoice &choice, Clock &clock, std::unique_ptr<SoundBackend> backend)
    : m_choice(choice)
    , m_clock(clock)
    , m_backend(std::move(backend))
    , m_standstill(kCheckEvery)
    , m_loss(choice.kind == OutputChoice::Kind::Named ? choice.name : QString())
{
    // Queued: a sink that tells of its end is not closed while it speaks.
    connect(m_backend.get(), &SoundBackend::changed, this, &SystemOutput::review, Qt::QueuedConnection);
}

SystemOutput::~SystemOutput() = default;

void SystemOutput::start(PullFunction pull)
{
    m_pull = std::move(pull);
    m_timer = m_clock.makeTimer();
    m_soon = m_clock.makeTimer();
    m_standstill.begin(m_clock);
    enter(Opening{nullptr, m_clock.now()});
    review();
    m_timer->start(kCheckEvery, [this] { check(); });
}

void SystemOutput::stop()
{
    m_timer.reset();
    m_soon.reset();
    enter(Stopped{});
    m_pull = nullptr;
}

void SystemOutput::setDelayMode(DelayMode mode)
{
    if (mode == m_choice.delayMode)
        return;
    m_choice.delayMode = mode;
    if (auto *device = std::get_if<OnDevice>(&m_state)) {
        if (!device->sink->setBuffer(buffer()) && wantedDevice())
            openWanted(m_clock.now());
    } else if (auto *opening = std::get_if<Opening>(&m_state)) {
        if (opening->sink && !opening->sink->setBuffer(buffer()))
            opening->sink.reset();
    } else if (auto *null = std::get_if<OnNull>(&m_state)) {
        if (null->next && !null->next->setBuffer(buffer()))
            null->next.reset();
    }
}

void SystemOutput::enter(State next)
{
    m_before = stats();
    m_state = Stopped{}; // the old device is closed before another is opened
    m_state = std::move(next);
    emit statsChanged(stats());
}

void SystemOutput::check()
{
    if (m_standstill.check(m_clock))
        m_backend->look();
    review();
    emit statsChanged(stats());
    m_timer->start(kCheckEvery, [this] { check(); });
}

void SystemOutput::review()
{
    const Instant now = m_clock.now();
    auto *device = std::get_if<OnDevice>(&m_state);
    if (m_backend->trouble())
        m_loss.serverEnded();
    else if (!m_backend->isLooking())
        m_loss.review(m_backend->outputs(), device ? device->sink->deviceId() : QString(), now);
    if (device)
        reviewDevice(*device, now);
    else if (auto *opening = std::get_if<Opening>(&m_state))
        reviewOpening(*opening, now);
    else if (auto *null = std::get_if<OnNull>(&m_state))
        reviewNull(*null, now);
}

void SystemOutput::reviewOpening(Opening &state, Instant now)
{
    if (!state.sink) {
        if (wantedDevice())
            openWanted(now);
        else if (!m_backend->isLooking() || now - state.since > kDevicesKnownWithin)
            playIntoNothing(whyNoDevice());
    } else if (const auto failure = state.sink->failure()) {
        playIntoNothing(*failure);
    } else if (now - std::max(state.since, m_standstill.awake()) > kTimeToOpen) {
        state.sink->timedOut();
        playIntoNothing(takesNothing());
    }
}

void SystemOutput::reviewDevice(OnDevice &state, Instant now)
{
    SoundSink &sink = *state.sink;
    const Instant lastPull = sink.figures().lastPull.value_or(now);
    if (const auto failure = sink.failure()) {
        playIntoNothing(*failure);
    } else if (!m_backend->trouble() && !m_backend->isLooking() && !wantedDevice()) {
        // A sound server may keep the sink alive on a device that nobody hears.
        playIntoNothing(whyNoDevice());
    } else if (isElsewhere(sink, now)) {
        openWanted(now);
    } else if (sink.isSuspended()) {
        if (now - lastPull >= kSleepsFor)
            playIntoNothing(sleeps(), KeepOpen::Yes);
        else
            m_soon->start(kSleepsFor, [this] { review(); });
    } else if (now - std::max(lastPull, m_standstill.awake()) >= kNothingTaken) {
        playIntoNothing(takesNothing());
    }
}

void SystemOutput::reviewNull(OnNull &state, Instant now)
{
    if (state.next && isOfNoUse(state, now))
        state.next.reset();
    if (state.next)
        return;
    const auto wanted = wantedDevice();
    if (!wanted) {
        // A device that ended with its server failed; it is not that there is none.
        if (!m_backend->trouble() || state.why.cause == Cause::DeviceMissing)
            state.why = whyNoDevice();
        state.tryAfter = microseconds{0};
        return;
    }
    if (wanted->id != m_target)
        state.tryAfter = microseconds{0};
    if (now - state.tried < state.tryAfter)
        return;
    state.tried = now;
    state.tryAfter = std::clamp(2 * state.tryAfter, kTryAgain, kTryAgainAtMost);
    state.next = openSink(*wanted);
}

bool SystemOutput::isOfNoUse(OnNull &state, Instant now)
{
    if (const auto failure = state.next->failure()) {
        state.why = *failure;
        return true;
    }
    if (isElsewhere(*state.next, now)) {
        state.tryAfter = microseconds{0};
        return true;
    }
    if (state.next->isSuspended()) {
        state.why = sleeps();
        state.tried = now;
        return false;
    }
    if (now - std::max(state.tried, m_standstill.awake()) <= kTimeToOpen)
        return false;
    state.next->timedOut();
    state.why = takesNothing();
    return true;
}

/// Whether another device is wanted than when the sink was opened, and the system does not move it there. A sink
/// that somebody moved by hand stays where it is.
bool SystemOutput::isElsewhere(const SoundSink &sink, Instant now)
{
    const auto wanted = wantedDevice();
    if (wanted && sink.deviceId() == wanted->id)
        m_target = wanted->id;
    if (!wanted || wanted->id == m_target) {
        m_elsewhereSince.reset();
        return false;
    }
    if (m_elsewhereSince)
        return now - *m_elsewhereSince >= kSettled;
    m_elsewhereSince = now;
    m_soon->start(kSettled, [this] { review(); });
    return false;
}

/// Where the system marks no default, the one that was wanted before, else the first.
std::optional<OutputDevice> SystemOutput::wantedDevice() const
{
    const auto outputs = m_backend->outputs();
    const OutputDevice *wanted
        = m_choice.kind == OutputChoice::Kind::Named ? findDevice(outputs, m_choice.name) : nullptr;
    if (!wanted) {
        auto found = std::ranges::find(outputs, true, &OutputDevice::isDefault);
        if (found == outputs.end())
            found = std::ranges::find(outputs, m_target, &OutputDevice::id);
        if (found == outputs.end())
            found = outputs.begin();
        wanted = found == outputs.end() ? nullptr : &*found;
    }
    return wanted ? std::optional(*wanted) : std::nullopt;
}

Failure SystemOutput::whyNoDevice() const
{
    if (const auto trouble = m_backend->trouble())
        return *trouble;
    if (m_choice.kind == OutputChoice::Kind::Named)
        return {Cause::DeviceMissing, QStringLiteral("no device is called %1").arg(m_choice.name)};
    return {Cause::DeviceMissing, QStringLiteral("the system names no device")};
}

void SystemOutput::openWanted(Instant now)
{
    const auto wanted = wantedDevice();
    enter(Opening{nullptr, now});
    std::get<Opening>(m_state).sink = openSink(*wanted);
}

std::unique_ptr<SoundSink> SystemOutput::openSink(const OutputDevice &device)
{
    m_target = device.id;
    m_elsewhereSince.reset();
    const SinkWish wish{.device = device,
        .isPinned = !device.isDefault || m_choice.kind == OutputChoice::Kind::Named,
        .buffer = buffer()};
    return m_backend->open(wish, [this](std::span<float> out, Instant now, microseconds deviceBuffer) {
        sinkAsked();
        m_pull(out, now, deviceBuffer);
    });
}

/// The one that was opened begins to play, and takes over from the null device.
void SystemOutput::sinkAsked()
{
    std::unique_ptr<SoundSink> sink;
    Instant began = m_clock.now();
    if (auto *opening = std::get_if<Opening>(&m_state)) {
        sink = std::move(opening->sink);
    } else if (auto *null = std::get_if<OnNull>(&m_state)) {
        sink = std::move(null->next);
        began = null->output->lastsUntil();
    }
    if (!sink)
        return;
    const PullFigures before = sink->figures();
    enter(OnDevice{std::move(sink), before, began});
}

/// When the null device has to go on for `device`: by its own time, had it played from the beginning. That is later than
/// what the device took was heard where it lost sound, as in a move, and earlier by what it needed to begin. The device's
/// clock may have run differently for hours, so more is not believed.
Instant SystemOutput::goesOnAt(const OnDevice &device) const
{
    const PullFigures &figures = device.sink->figures();
    const quint64 taken = figures.framesConsumed - device.before.framesConsumed;
    const Instant heardUntil = figures.lastsUntil.value_or(m_clock.now());
    return std::clamp(device.began + timeOfFrames(std::int64_t(taken)), heardUntil - kBelievedShift,
        heardUntil + kBelievedShift);
}

void SystemOutput::playIntoNothing(const Failure &why, KeepOpen keep)
{
    const Instant now = m_clock.now();
    auto *device = std::get_if<OnDevice>(&m_state);
    const Instant first = device ? goesOnAt(*device) : now;
    std::unique_ptr<SoundSink> next;
    if (device && keep == KeepOpen::Yes) {
        m_before = stats(); // while it is still the device's
        next = std::move(device->sink);
        m_state = Stopped{};
    }
    auto output = std::make_unique<NullOutput>(m_clock);
    NullOutput &null = *output;
    enter(OnNull{std::move(output), why, std::move(next), now});
    null.startFrom(first, m_pull);
    m_backend->look();
    m_soon->start(microseconds{0}, [this] { review(); });
}

OutputStats SystemOutput::stats() const
{
    OutputStats now = m_before;
    now.phase = OutputPhase::Stopped;
    now.deviceName.clear();
    now.nullDevice = false;
    now.deviceBuffer = microseconds{0};
    now.failure.reset();
    now.suspended = false;
    now.lostDevice = m_loss.name();
    now.lostDeviceAt = m_loss.at();
    if (const auto *opening = std::get_if<Opening>(&m_state)) {
        now.phase = OutputPhase::Starting;
        if (opening->sink)
            now.deviceName = opening->sink->deviceName();
    } else if (const auto *device = std::get_if<OnDevice>(&m_state)) {
        const SoundSink &sink = *device->sink;
        now.phase = OutputPhase::Playing;
        now.deviceName = sink.deviceName();
        now.deviceBuffer = sink.figures().deviceBuffer;
        now.suspended = sink.isSuspended();
        add(now, sink.figures(), device->before);
    } else if (const auto *null = std::get_if<OnNull>(&m_state)) {
        const OutputStats figures = null->output->stats();
        now.phase = OutputPhase::Playing;
        now.nullDevice = true;
        now.failure = null->why;
        now.suspended = null->next && null->next->isSuspended();
        if (now.suspended)
            now.deviceName = null->next->deviceName();
        add(now,
            {figures.lastPull, figures.framesConsumed, microseconds{0}, figures.latePulls,
                figures.lastLatePull},
            {});
    }
    return now;
}

} // namespace earshot
