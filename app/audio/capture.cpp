#include "audio/capture.h"

#include "audio/echo_reference.h"
#include "audio/feedback_guard.h"
#include "audio/latest_value.h"
#include "audio/talk_gate.h"
#include "audio/voice_encoder.h"
#include "audio/voice_meters.h"
#include "audio/voice_processing.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr int kPublishEvery = 5; // blocks
constexpr std::size_t kFadeIn = 120; // frames, 2.5 ms
constexpr std::size_t kFadeOut = 240; // frames, 5 ms
constexpr double kIsVoice = 0.5; // probability
constexpr double kOverFloorDb = 12; // a voice, where nobody asked for probabilities

/// Settings in one word, so that a change reaches the audio thread whole and without a lock.
class SharedSettings
{
public:
    void set(const CaptureSettings &s)
    {
        const auto bitrate = std::uint64_t(std::clamp(s.bitrate, 12'000, 128'000));
        const auto tail = std::uint64_t(std::clamp<std::int64_t>(s.releaseTail.count(), 0, 2000));
        const auto preRoll = std::uint64_t(std::clamp<std::int64_t>(s.preRoll.count(), 0, 500));
        const auto flags = std::uint64_t(s.echoCancellation) | std::uint64_t(s.noiseSuppression) << 1
            | std::uint64_t(s.gainControl) << 2 | std::uint64_t(s.feedbackGuard) << 3;
        m_word.store(flags | preRoll << 4 | tail << 16 | bitrate << 32, std::memory_order_relaxed);
    }
    std::uint64_t word() const { return m_word.load(std::memory_order_relaxed); }
    static CaptureSettings read(std::uint64_t word)
    {
        CaptureSettings s;
        s.echoCancellation = word & 1;
        s.noiseSuppression = word & 2;
        s.gainControl = word & 4;
        s.feedbackGuard = word & 8;
        s.preRoll = milliseconds{word >> 4 & 0xfff};
        s.releaseTail = milliseconds{word >> 16 & 0xffff};
        s.bitrate = int(word >> 32);
        return s;
    }

private:
    std::atomic<std::uint64_t> m_word{0};
};

} // namespace

/// One block's way: meters -> processing -> guard -> history -> gate -> encoder.
class Capture::Private
{
public:
    explicit Private(FrameFunction send)
        : m_send(std::move(send))
    {
        m_settings.set({});
        applySettings();
    }

    void push(std::span<const float> mono, Instant captured);

    // Any thread.
    SharedSettings m_settings;
    TalkGate m_gate;
    std::atomic<bool> m_rearm{false};
    std::atomic<bool> m_gainChanged{false};
    std::atomic<bool> m_undo{false};
    LatestValue<CaptureStats> m_stats;

    EchoReference m_reference;
    SentFunction m_sent;

private:
    void applySettings();
    void skip(std::int64_t frames);
    void processBlock();
    void process(std::span<float> block);
    void guard(std::span<float> block);
    void pass(VoiceBlock &newest);
    void open(Instant from);
    void close();
    void encode(VoiceBlock &block);
    void sendFrame();
    bool isVoice() const;
    void publish(Instant at);

    FrameFunction m_send;
    CaptureSettings m_now;
    std::uint64_t m_nowWord = 0;

    SampleClock m_clock;
    std::array<float, kBlockFrames> m_block{};
    std::size_t m_filled = 0;
    Instant m_captured{}; ///< of the block's first sample
    std::int64_t m_position = 0; ///< the same

    VoiceMeters m_meters;
    VoiceProcessing m_processing;
    FeedbackGuard m_guard;
    GuardState m_guardState = GuardState::Off;
    std::optional<Instant> m_guardedSince;
    float m_guardGain = 1;

    VoiceHistory m_history;
    VoiceEncoder m_encoder;
    LevelMeter m_sentLevel;
    std::int64_t m_encodedUntil = 0; ///< position; what is before is not sent again
    std::optional<Instant> m_openSince;
    quint64 m_framesSent = 0;
    quint64 m_framesLost = 0;
    int m_blocksUntilPublished = 0;
};

void Capture::Private::applySettings()
{
    const std::uint64_t word = m_settings.word();
    if (word == m_nowWord)
        return;
    m_nowWord = word;
    m_now = SharedSettings::read(word);
    m_processing.setSettings(m_now);
    m_encoder.setBitrate(m_now.bitrate);
    if (!m_now.feedbackGuard)
        m_guard.rearm();
}

void Capture::Private::push(std::span<const float> mono, Instant captured)
{
    const auto lump = m_clock.add(int(mono.size()), captured);
    if (lump.skipped != 0)
        skip(lump.skipped);
    for (std::size_t i = 0; i < mono.size();) {
        if (m_filled == 0)
            m_captured = lump.at + timeOfFrames(std::int64_t(i));
        const std::size_t count = std::min(mono.size() - i, m_block.size() - m_filled);
        std::copy_n(mono.begin() + std::ptrdiff_t(i), count, m_block.begin() + std::ptrdiff_t(m_filled));
        m_filled += count;
        i += count;
        if (m_filled == m_block.size()) {
            processBlock();
            m_filled = 0;
            m_position += kBlockFrames;
        }
    }
}

/// The device lost some samples, or another one goes on: what was begun is not completed by what comes next.
void Capture::Private::skip(std::int64_t frames)
{
    m_position += std::int64_t(m_filled) + std::max<std::int64_t>(frames, 0);
    m_filled = 0;
    m_history.clear();
}

void Capture::Private::processBlock()
{
    applySettings();
    if (m_rearm.exchange(false, std::memory_order_relaxed)) {
        m_guard.rearm();
        m_processing.forgetEcho();
    }
    if (m_gainChanged.exchange(false, std::memory_order_relaxed))
        m_guard.gainChanged();
    if (m_undo.exchange(false, std::memory_order_relaxed))
        m_guard.undo();

    m_meters.addBlock(m_block, m_captured);
    process(m_block);
    guard(m_block);

    if (m_position < VoiceProcessing::kDelay)
        return; // what comes out was said before the first sample
    VoiceBlock &newest = m_history.add();
    newest.samples = m_block;
    newest.position = m_position - VoiceProcessing::kDelay;
    newest.captured = m_captured - timeOfFrames(VoiceProcessing::kDelay);
    newest.isVoice = isVoice();
    const bool wasOpen = m_gate.isOpen();
    pass(newest);
    if (wasOpen != m_gate.isOpen() || --m_blocksUntilPublished <= 0)
        publish(m_captured + kBlockTime);
}

void Capture::Private::process(std::span<float> block)
{
    std::array<float, kBlockFrames> played;
    const auto found = m_reference.read(m_captured, played);
    if (found == EchoReference::Found::SoundElsewhere)
        m_processing.forgetEcho();
    const bool isPlaying = found != EchoReference::Found::Nothing;
    m_processing.process(block, isPlaying ? std::span<const float>(played) : std::span<const float>());
}

void Capture::Private::guard(std::span<float> block)
{
    if (m_now.feedbackGuard)
        m_guard.add(m_processing.withoutEcho()); // gain control would hide that it grows
    const GuardState state = m_now.feedbackGuard ? m_guard.state() : GuardState::Off;
    if (state != m_guardState) {
        const bool acts = state == GuardState::Ducked || state == GuardState::Muted;
        m_guardedSince = acts ? std::optional(m_captured) : std::nullopt;
        m_guardState = state;
        m_blocksUntilPublished = 0;
    }
    const float to = m_now.feedbackGuard ? m_guard.gain() : 1.0f;
    if (to == 1 && m_guardGain == 1)
        return;
    const float step = (to - m_guardGain) / kBlockFrames;
    for (float &sample : block)
        sample *= m_guardGain += step;
    m_guardGain = to;
}

void Capture::Private::pass(VoiceBlock &newest)
{
    const TalkGate::Passage passage = m_gate.next(newest.captured, m_now.preRoll, m_now.releaseTail);
    if (passage.isCut) {
        m_encoder.drop();
        m_openSince.reset();
    }
    if (passage.opens)
        open(*passage.opens);
    if (passage.passes) {
        if (passage.ends) {
            for (std::size_t i = 0; i < kFadeOut; ++i)
                newest.samples[kBlockFrames - 1 - i] *= float(i) / kFadeOut;
        }
        encode(newest);
    }
    if (passage.ends)
        close();
}

void Capture::Private::open(Instant from)
{
    m_encoder.begin();
    m_sentLevel = {};
    m_openSince = m_history.before(0).captured;
    if (m_guard.state() == GuardState::Muted)
        m_guard.rearm(); // a new press is a new try, watched as the first
    std::size_t first = 0; // block to begin with, counted back
    while (first + 1 < m_history.size()) {
        const VoiceBlock &earlier = m_history.before(first + 1);
        if (earlier.captured + kBlockTime <= from || earlier.position < m_encodedUntil)
            break;
        ++first;
    }
    VoiceBlock &begin = m_history.before(first);
    for (std::size_t i = 0; i < kFadeIn; ++i)
        begin.samples[i] *= float(i) / kFadeIn;
    for (; first > 0; --first)
        encode(m_history.before(first));
}

void Capture::Private::close()
{
    if (m_encoder.finish())
        sendFrame();
    m_openSince.reset();
}

void Capture::Private::encode(VoiceBlock &block)
{
    m_sentLevel.addBlock(block.samples);
    m_encodedUntil = block.position + kBlockFrames;
    if (m_encoder.add(block))
        sendFrame();
}

void Capture::Private::sendFrame()
{
    const VoiceFrame &frame = m_encoder.frame();
    if (m_sent)
        m_sent(m_encoder.samples(), frame.position);
    if (m_send(frame))
        ++m_framesSent;
    else
        ++m_framesLost;
}

bool Capture::Private::isVoice() const
{
    const auto probability = m_processing.voiceProbability();
    if (probability)
        return *probability >= kIsVoice;
    return m_meters.newestDb() > m_meters.noiseFloorDb() + kOverFloorDb;
}

void Capture::Private::publish(Instant at)
{
    m_blocksUntilPublished = kPublishEvery;
    CaptureStats &stats = m_stats.draft();
    stats = {};
    m_meters.writeTo(stats);
    stats.sentDb = m_gate.isOpen() ? m_sentLevel.levelDb() : LevelMeter::kSilenceDb;
    stats.howlHz = m_now.feedbackGuard ? m_guard.howlHz() : 0;
    stats.guard = m_guardState;
    stats.guardedSince = m_guardedSince;
    stats.noiseSuppressedDb = m_processing.noiseSuppressedDb();
    stats.gainDb = m_processing.gainDb();
    stats.echoLossDb = m_processing.echoLossDb();
    stats.open = m_gate.isOpen();
    stats.openSince = m_openSince;
    stats.framesSent = m_framesSent;
    stats.framesLost = m_framesLost;
    stats.at = at;
    m_stats.publish();
}

Capture::Capture(FrameFunction send)
    : d(std::make_unique<Private>(std::move(send)))
{ }

Capture::~Capture() = default;

void Capture::push(std::span<const float> mono, Instant captured)
{
    d->push(mono, captured);
}

void Capture::played(std::span<const float> stereo, Instant heard)
{
    d->m_reference.add(stereo, heard);
}

void Capture::setSettings(const CaptureSettings &settings)
{
    d->m_settings.set(settings);
}

void Capture::setOpenUntil(Instant until, Instant since)
{
    d->m_gate.setOpenUntil(until, since);
}

void Capture::cut()
{
    d->m_gate.cut();
}

void Capture::rearm()
{
    d->m_rearm.store(true, std::memory_order_relaxed);
}

void Capture::gainChanged()
{
    d->m_gainChanged.store(true, std::memory_order_relaxed);
}

void Capture::undoGuard()
{
    d->m_undo.store(true, std::memory_order_relaxed);
}

void Capture::setSentMonitor(SentFunction sent)
{
    d->m_sent = std::move(sent);
}

CaptureStats Capture::stats() const
{
    return d->m_stats.read();
}

} // namespace earshot
