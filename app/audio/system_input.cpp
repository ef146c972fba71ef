#include "audio/system_input.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr microseconds kCheckEvery = 250ms; ///< and tell the figures
constexpr microseconds kNothingGiven = 500ms;
constexpr microseconds kSleepsFor = 150ms; ///< a device that is woken for us says for a blink that it sleeps
constexpr microseconds kTimeToOpen = 1500ms; ///< until the first sound; the device may have to be woken
constexpr microseconds kDevicesKnownWithin = 1s;
constexpr microseconds kSettled = 100ms; ///< a sound server moves its streams to a new default in this time
constexpr microseconds kTryAgain = 250ms; ///< doubled up to
constexpr microseconds kTryAgainAtMost = 2s;

Failure givesNothing(const SoundSource &source)
{
    return source.obstacle().value_or(
        Failure{Cause::DeviceFailed, QStringLiteral("the microphone gives no sound")});
}

Failure sleeps(const SoundSource &source)
{
    return source.obstacle().value_or(
        Failure{Cause::DeviceFailed, QStringLiteral("the microphone is suspended")});
}

void add(InputStats &to, const PushFigures &figures, const PushFigures &before)
{
    if (figures.lastPush)
        to.lastPush = figures.lastPush;
    to.frames += figures.frames - before.frames;
    to.gaps += figures.gaps - before.gaps;
}

} // namespace

SystemInput::SystemInput(const InputChoice &choice, Clock &clock, std::unique_ptr<InputBackend> backend)
    : m_choice(choice)
    , m_clock(clock)
    , m_backend(std::move(backend))
    , m_standstill(kCheckEvery)
    , m_loss(choice.kind == InputChoice::Kind::Named ? choice.name : QString())
{
    // Queued: a source that tells of its end is not closed while it speaks.
    connect(m_backend.get(), &InputBackend::changed, this, &SystemInput::review, Qt::QueuedConnection);
}

SystemInput::~SystemInput() = default;

void SystemInput::start(PushFunction push)
{
    m_push = std::move(push);
    m_timer = m_clock.makeTimer();
    m_soon = m_clock.makeTimer();
    m_standstill.begin(m_clock);
    enter(Seeking{.since = m_clock.now()});
    review();
    m_timer->start(kCheckEvery, [this] { check(); });
}

void SystemInput::stop()
{
    m_timer.reset();
    m_soon.reset();
    enter(Closed{});
    m_push = nullptr;
}

void SystemInput::enter(State next)
{
    m_before = stats();
    m_state = Closed{}; // the old microphone is closed before another is opened
    m_state = std::move(next);
    emit statsChanged(stats());
}

void SystemInput::check()
{
    if (m_standstill.check(m_clock))
        m_backend->look();
    review();
    emit statsChanged(stats());
    m_timer->start(kCheckEvery, [this] { check(); });
}

bool SystemInput::areDevicesKnown() const
{
    return !m_backend->trouble() && !m_backend->isLooking();
}

void SystemInput::review()
{
    const Instant now = m_clock.now();
    auto *open = std::get_if<Open>(&m_state);
    if (m_backend->trouble())
        m_loss.serverEnded();
    else if (areDevicesKnown())
        m_loss.review(m_backend->inputs(), open ? open->source->deviceId() : QString(), now);
    if (open)
        reviewOpen(*open, now);
    else if (auto *seeking = std::get_if<Seeking>(&m_state))
        reviewSeeking(*seeking, now);
}

void SystemInput::reviewOpen(Open &state, Instant now)
{
    SoundSource &source = *state.source;
    const Instant lastPush = source.figures().lastPush.value_or(now);
    if (const auto failure = source.failure()) {
        seek(failure);
    } else if (areDevicesKnown() && !wantedDevice()) {
        seek(whyNoDevice());
    } else if (isElsewhere(source, now)) {
        seek(std::nullopt);
    } else if (source.isSuspended()) {
        if (now - lastPush >= kSleepsFor)
            seek(sleeps(source), KeepOpen::Yes);
        else
            m_soon->start(kSleepsFor, [this] { review(); });
    } else if (now - std::max(lastPush, m_standstill.awake()) >= kNothingGiven) {
        source.timedOut();
        seek(givesNothing(source));
    }
}

void SystemInput::reviewSeeking(Seeking &state, Instant now)
{
    if (state.source && isOfNoUse(state, now))
        state.source.reset();
    if (state.source)
        return;
    const auto wanted = wantedDevice();
    if (!wanted) {
        // A microphone that ended with its server failed; it is not that there is none.
        const bool isStillLooking = m_backend->isLooking() && now - state.since <= kDevicesKnownWithin;
        if (!isStillLooking
            && (!state.why || !m_backend->trouble() || state.why->cause == Cause::DeviceMissing))
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
    state.source = openSource(*wanted);
}

bool SystemInput::isOfNoUse(Seeking &state, Instant now)
{
    if (const auto failure = state.source->failure()) {
        state.why = *failure;
        return true;
    }
    if (isElsewhere(*state.source, now)) {
        state.tryAfter = microseconds{0};
        return true;
    }
    if (state.source->isSuspended()) {
        if (now - state.tried >= kSleepsFor) {
            state.why = sleeps(*state.source);
            state.tried = now - kSleepsFor; // it has all its time once it wakes
        }
        return false;
    }
    if (now - std::max(state.tried, m_standstill.awake()) <= kTimeToOpen)
        return false;
    state.source->timedOut();
    state.why = givesNothing(*state.source);
    return true;
}

/// Whether another microphone is wanted than when the source was opened, and the system does not move it there; or the
/// system moved it to what is no microphone. One that somebody moved to another microphone by hand stays there.
bool SystemInput::isElsewhere(const SoundSource &source, Instant now)
{
    const auto wanted = wantedDevice();
    if (wanted && source.deviceId() == wanted->id)
        m_target = wanted->id;
    const bool isOnMicrophone = source.deviceId().isEmpty() || isMicrophone(source.deviceId());
    if (!wanted || (wanted->id == m_target && isOnMicrophone)) {
        m_elsewhereSince.reset();
        return false;
    }
    if (m_elsewhereSince && now - *m_elsewhereSince >= kSettled) {
        m_mayMove = m_mayMove && isOnMicrophone;
        return true;
    }
    if (!m_elsewhereSince)
        m_elsewhereSince = now;
    m_soon->start(kSettled, [this] { review(); });
    return false;
}

/// Where the system marks no microphone as its default, the one that was wanted before, else the first.
std::optional<InputDevice> SystemInput::wantedDevice() const
{
    const auto inputs = m_backend->inputs();
    const InputDevice *wanted
        = m_choice.kind == InputChoice::Kind::Named ? findDevice(inputs, m_choice.name) : nullptr;
    if (!wanted) {
        auto found = std::ranges::find(inputs, true, &InputDevice::isDefault);
        if (found == inputs.end())
            found = std::ranges::find(inputs, m_target, &InputDevice::id);
        if (found == inputs.end())
            found = inputs.begin();
        wanted = found == inputs.end() ? nullptr : &*found;
    }
    return wanted ? std::optional(*wanted) : std::nullopt;
}

bool SystemInput::isMicrophone(const QString &id) const
{
    const auto inputs = m_backend->inputs();
    return std::ranges::find(inputs, id, &InputDevice::id) != inputs.end();
}

Failure SystemInput::whyNoDevice() const
{
    if (const auto trouble = m_backend->trouble())
        return *trouble;
    if (m_backend->hasMonitors())
        return {Cause::DeviceMissing, QStringLiteral("there are only monitors of outputs")};
    if (m_choice.kind == InputChoice::Kind::Named)
        return {Cause::DeviceMissing, QStringLiteral("no microphone is called %1").arg(m_choice.name)};
    return {Cause::DeviceMissing, QStringLiteral("the system names no microphone")};
}

/// Looks for a microphone from the beginning; `why` the last one was left, nothing where another one is wanted.
void SystemInput::seek(const std::optional<Failure> &why, KeepOpen keep)
{
    const Instant now = m_clock.now();
    std::unique_ptr<SoundSource> next;
    PushFigures before;
    if (auto *open = std::get_if<Open>(&m_state); open && keep == KeepOpen::Yes) {
        m_before = stats(); // while it is still the microphone's
        next = std::move(open->source);
        before = next->figures();
        m_state = Closed{};
    }
    enter(Seeking{.why = why, .source = std::move(next), .before = before, .since = now, .tried = now});
    if (why)
        m_backend->look();
    m_soon->start(microseconds{0}, [this] { review(); });
}

std::unique_ptr<SoundSource> SystemInput::openSource(const InputDevice &device)
{
    m_target = device.id;
    m_elsewhereSince.reset();
    // Where the system's own default is a monitor, no device here is: it must not choose then.
    const bool isPinned = !device.isDefault || !m_mayMove || m_choice.kind == InputChoice::Kind::Named;
    return m_backend->open({.device = device, .isPinned = isPinned},
        [this](std::span<const float> mono, Instant captured) { sourceGave(mono, captured); });
}

/// The first that comes from the one that was opened makes it the microphone.
void SystemInput::sourceGave(std::span<const float> mono, Instant captured)
{
    if (auto *seeking = std::get_if<Seeking>(&m_state); seeking && seeking->source) {
        Open open{std::move(seeking->source), seeking->before};
        enter(std::move(open));
        m_soon->start(microseconds{0}, [this] { review(); }); // from now on it can be lost
    }
    m_push(mono, captured);
}

void SystemInput::describe(InputStats &stats, const SoundSource &source) const
{
    stats.deviceId = source.deviceId();
    stats.deviceName = source.deviceName();
    stats.latency = source.figures().latency;
    stats.suspended = source.isSuspended();
    stats.gainDb = source.gainDb();
    const auto inputs = m_backend->inputs();
    const auto device = std::ranges::find(inputs, stats.deviceId, &InputDevice::id);
    stats.isHandsFree = device != inputs.end() && device->isHandsFree;
}

InputStats SystemInput::stats() const
{
    InputStats now = m_before;
    now.phase = InputPhase::Closed;
    now.deviceId.clear();
    now.deviceName.clear();
    now.isMonitor = false;
    now.isHandsFree = false;
    now.latency = microseconds{0};
    now.suspended = false;
    now.gainDb.reset();
    now.failure.reset();
    now.lostDevice = m_loss.name();
    now.lostDeviceAt = m_loss.at();
    const SoundSource *source = nullptr;
    if (const auto *seeking = std::get_if<Seeking>(&m_state)) {
        now.phase = seeking->why ? InputPhase::Failed : InputPhase::Opening;
        now.failure = seeking->why;
        now.isMonitor
            = seeking->why && areDevicesKnown() && m_backend->inputs().empty() && m_backend->hasMonitors();
        source = seeking->source.get();
    } else if (const auto *open = std::get_if<Open>(&m_state)) {
        now.phase = InputPhase::Open;
        source = open->source.get();
        add(now, source->figures(), open->before);
    }
    if (source)
        describe(now, *source);
    return now;
}

} // namespace earshot
