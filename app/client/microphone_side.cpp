#include "client/microphone_side.h"

#include "audio/echo_probe.h"
#include "audio/playback.h"
#include "client/sound_side.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace earshot {

namespace {

constexpr seconds kEchoPatience{3};
constexpr milliseconds kCorrelationRhythm{500};
constexpr double kOtherGainDb = 1;

/// Runs `call` on the thread of `object`.
template<typename Call>
void post(QObject *object, Call call)
{
    QMetaObject::invokeMethod(object, std::move(call), Qt::QueuedConnection);
}

} // namespace

/// What the encoder got, on its way from the audio thread to the main thread; neither waits, what finds no room is lost.
struct MicrophoneSide::SentSound {
    static constexpr std::size_t kBlocks = 64; ///< of 20 ms
    struct Block {
        std::int64_t position = 0;
        std::size_t size = 0;
        std::array<float, VoiceFrame::kSamples> samples;
    };

    void write(std::span<const float> mono, std::int64_t position)
    {
        while (!mono.empty()) {
            const std::size_t at = written.load(std::memory_order_relaxed);
            if (at - read.load(std::memory_order_acquire) == kBlocks)
                return;
            Block &block = blocks[at % kBlocks];
            block.position = position;
            block.size = std::min(mono.size(), block.samples.size());
            std::copy_n(mono.begin(), block.size, block.samples.begin());
            written.store(at + 1, std::memory_order_release);
            position += std::int64_t(block.size);
            mono = mono.subspan(block.size);
        }
    }
    template<typename Take>
    void take(Take take)
    {
        const std::size_t end = written.load(std::memory_order_acquire);
        for (std::size_t at = read.load(std::memory_order_relaxed); at != end; ++at) {
            const Block &block = blocks[at % kBlocks];
            take(std::span(block.samples).first(block.size), block.position);
            read.store(at + 1, std::memory_order_release);
        }
    }

    std::array<Block, kBlocks> blocks;
    alignas(64) std::atomic<std::size_t> written{0};
    alignas(64) std::atomic<std::size_t> read{0};
};

/// The part on the audio thread.
class MicrophoneSide::AudioEnd : public QObject
{
public:
    AudioEnd(Clock &clockArg, Capture &captureArg, const Playback &playbackArg, Makers makersArg)
        : clock(clockArg)
        , capture(captureArg)
        , playback(playbackArg)
        , makers(std::move(makersArg))
    { }

    void noteInput(const InputStats &stats)
    {
        if (device != stats.deviceId)
            capture.rearm();
        else if (gainDb && stats.gainDb && std::abs(*gainDb - *stats.gainDb) >= kOtherGainDb)
            capture.gainChanged();
        else if (gainDb && stats.gainDb)
            return; // small steps add up
        device = stats.deviceId;
        gainDb = stats.gainDb;
    }
    /// The guard's loop goes through Earshot's own volume too.
    void noteVolume(double gain)
    {
        constexpr double kRatio = 1.122; // kOtherGainDb
        if (gain <= kRatio * volume && volume <= kRatio * gain)
            return;
        volume = gain;
        capture.gainChanged();
    }
    void captured(std::span<const float> mono, Instant at)
    {
        capture.push(mono, at);
        if (probe)
            probe->captured(mono, at);
    }
    void heard(std::span<const float> stereo, Instant at)
    {
        if (!input)
            return;
        noteVolume(playback.masterGain());
        capture.played(stereo, at);
        if (probe && probeWaits)
            probe->begin(at);
        probeWaits = false;
        if (probe)
            probe->played(stereo);
    }

    Clock &clock;
    Capture &capture;
    const Playback &playback;
    const Makers makers;
    std::unique_ptr<AudioInput> input;
    std::unique_ptr<InputDevices> devices;
    EchoProbe *probe = nullptr; ///< the main thread's, as long as the sweep is awaited
    bool probeWaits = false; ///< for the pull in which the sweep begins
    // What the guard was armed with last.
    QString device; ///< id; another one has another echo
    std::optional<double> gainDb; ///< of the microphone, in the system
    double volume = 1; ///< of what is played
};

MicrophoneSide::MicrophoneSide(Clock &clock, SoundSide &sound, Playback &playback, VoiceQueue &queue,
    std::function<void()> wake, Makers makers)
    : m_clock(clock)
    , m_sound(sound)
    , m_playback(playback)
    , m_queue(queue)
    , m_wake(std::move(wake))
    , m_capture([this](const VoiceFrame &frame) { return send(frame); })
    , m_sentSound(std::make_unique<SentSound>())
    , m_echoTimer(clock.makeTimer())
{
    m_capture.setSentMonitor(
        [this](std::span<const float> mono, std::int64_t position) { noteSent(mono, position); });
    if (!makers.input)
        makers.input = makeAudioInput;
    if (!makers.devices)
        makers.devices = makeInputDevices;
    m_end = new AudioEnd(clock, m_capture, playback, std::move(makers));
    m_end->moveToThread(sound.audioThread());
    post(m_end, [end = m_end, &sound] {
        sound.setHeard([end](std::span<const float> stereo, Instant at) { end->heard(stereo, at); });
    });
    // The audio thread outlives this; SoundSide stops calling before `m_end` goes.
    connect(this, &QObject::destroyed, m_end, &QObject::deleteLater);
    m_atEnd = [&sound] { sound.setHeard({}); };
    // Other loudspeakers have another echo. How loud the system plays them is not known.
    connect(&sound, &SoundSide::outputChanged, this, [this](const OutputStats &output) {
        if (std::exchange(m_outputDevice, output.deviceName) != output.deviceName)
            m_capture.rearm();
    });
}

MicrophoneSide::~MicrophoneSide()
{
    QMetaObject::invokeMethod(
        m_end,
        [this] {
            m_atEnd();
            m_end->input.reset();
            m_end->devices.reset();
            m_end->probe = nullptr;
        },
        Qt::BlockingQueuedConnection);
}

void MicrophoneSide::open(const InputChoice &choice)
{
    post(m_end, [this, end = m_end, choice, number = ++m_opened] {
        end->input.reset();
        end->input = end->makers.input(choice, end->clock);
        connect(
            end->input.get(), &AudioInput::statsChanged, end, [this, end, number](const InputStats &stats) {
                end->noteInput(stats);
                post(this, [this, number, stats] {
                    if (number == m_opened)
                        emit inputChanged(stats);
                });
            });
        end->input->start([end](std::span<const float> mono, Instant at) { end->captured(mono, at); });
    });
}

void MicrophoneSide::close()
{
    cut();
    ++m_opened;
    post(m_end, [end = m_end] { end->input.reset(); });
}

void MicrophoneSide::list(bool on)
{
    post(m_end, [this, end = m_end, on, number = ++m_listed] {
        end->devices.reset();
        if (!on)
            return;
        end->devices = end->makers.devices(end->clock);
        const auto tell = [this, end, number] {
            post(this, [this, number, list = end->devices->list()] {
                if (number == m_listed)
                    emit devicesChanged(list);
            });
        };
        connect(end->devices.get(), &InputDevices::changed, end, tell);
        tell();
    });
}

/// The probe is made and ends here: the audio thread has no time for it. The sweep begins with the first pull after the
/// probe waits for it.
void MicrophoneSide::measureEcho()
{
    dropEcho();
    m_probe = std::make_shared<EchoProbe>();
    post(m_end, [this, end = m_end, probe = m_probe.get()] {
        end->probe = probe;
        end->probeWaits = true;
        m_playback.playSweep();
    });
    m_echoTimer->start(kEchoPatience, [this] { takeProbe(); });
}

void MicrophoneSide::dropEcho()
{
    if (m_echoTimer->isActive()) {
        m_echoTimer->stop();
        post(m_end, [this] { m_playback.stopSweep(); });
        takeProbe();
    }
    ++m_echoes;
}

/// Back from the audio thread, with what it found.
void MicrophoneSide::takeProbe()
{
    post(m_end, [this, end = m_end, probe = std::move(m_probe), number = m_echoes]() mutable {
        if (end->probe == probe.get())
            end->probe = nullptr;
        post(this, [this, probe = std::move(probe), number] {
            if (number == m_echoes)
                tellEcho(*probe);
        });
    });
}

void MicrophoneSide::tellEcho(const EchoProbe &probe)
{
    const OutputStats &output = m_sound.view().output;
    RoomEcho echo;
    echo.hasOutput = output.phase == OutputPhase::Playing && !output.nullDevice;
    if (const auto found = probe.result()) {
        echo.isMeasured = !found->isMasked;
        echo.db = found->db;
        echo.playedDb = found->playedDb;
        echo.heardDb = found->heardDb;
    }
    emit echoMeasured(echo);
}

void MicrophoneSide::match(bool on)
{
    if (on == (m_match != nullptr))
        return;
    m_matches = on;
    m_correlation.reset();
    m_match = on ? std::make_unique<VoiceMatch>() : nullptr;
}

/// On the audio thread.
bool MicrophoneSide::send(const VoiceFrame &frame)
{
    const bool hasRoom = m_queue.push(frame);
    m_wake();
    return hasRoom;
}

/// On the audio thread.
void MicrophoneSide::noteSent(std::span<const float> mono, std::int64_t position)
{
    if (m_matches.load(std::memory_order_relaxed))
        m_sentSound->write(mono, position);
}

void MicrophoneSide::takeSent()
{
    m_sentSound->take([this](std::span<const float> mono, std::int64_t position) {
        if (m_match)
            m_match->sent(mono, position);
    });
}

void MicrophoneSide::returned(const QByteArray &payload, std::int64_t position)
{
    if (!m_match)
        return;
    takeSent();
    m_match->returned(
        {reinterpret_cast<const std::uint8_t *>(payload.constData()), std::size_t(payload.size())}, position);
}

std::optional<double> MicrophoneSide::correlation()
{
    if (!m_match)
        return std::nullopt;
    takeSent();
    const Instant now = m_clock.now();
    if (!m_correlatedAt || now - *m_correlatedAt >= kCorrelationRhythm) {
        m_correlatedAt = now;
        m_correlation = m_match->correlation();
    }
    return m_correlation;
}

} // namespace earshot
