#include "client/headless_listener.h"

namespace earshot {

namespace {
constexpr milliseconds kRhythm{250};
}

HeadlessListener::HeadlessListener(Clock &clock, Random &random, const Link &link)
    : m_clock(clock)
    , m_nowPlaying(clock)
    , m_join(clock, random, link, m_playback)
    , m_output(makeAudioOutput({OutputChoice::Kind::Null, {}}, clock))
    , m_timer(clock.makeTimer())
{
    m_nowPlaying.begin(link.event.value(), link.server().display(), std::nullopt, {});
    connect(&m_join, &EventJoin::sessionChanged, this, [this](const auto &s) { m_nowPlaying.setSession(s); });
    connect(&m_join, &EventJoin::stateReceived, this,
        [this](const auto &s, Instant at) { m_nowPlaying.setState(s, at); });
    connect(&m_join, &EventJoin::cardReceived, this, [this](const auto &c) { m_nowPlaying.setCard(c); });
    connect(&m_join, &EventJoin::slotsChanged, this, [this](const auto &s) { m_nowPlaying.setSlots(s); });
    connect(&m_join, &EventJoin::gapsChanged, this, [this](const auto &g) { m_nowPlaying.setGaps(g); });
    connect(&m_join, &EventJoin::transitMeasured, this,
        [this](int slot, microseconds t) { m_nowPlaying.setTransit(slot, t); });
    m_output->start([this](std::span<float> out, Instant now, microseconds deviceBuffer) {
        m_playback.pull(out, now, deviceBuffer);
    });
    tick();
}

void HeadlessListener::setMuted(bool muted)
{
    m_playback.setMuted(muted);
    m_nowPlaying.setMuted(muted);
}

void HeadlessListener::tick()
{
    m_nowPlaying.setOutput(m_output->stats());
    m_nowPlaying.setAudio(m_playback.stats());
    m_nowPlaying.update();
    m_join.setReport(m_nowPlaying.report());
    m_timer->start(kRhythm, [this] { tick(); });
}

} // namespace earshot
