#include "client/listening_side.h"

#include "wire/jwt.h"

namespace earshot {

namespace {

constexpr milliseconds kViewRhythm{250};
constexpr milliseconds kLevelRhythm{40};
/// Whoever hears of the start later than this, after a lost line, does not wait for it any more.
constexpr minutes kBeginning{2};

/// Whether something happened to the line; figures that only move on wait for the next view.
bool isNews(const SessionStats &before, const SessionStats &now)
{
    return now.phaseSince != before.phaseSince || now.phase != before.phase || now.failedAt != before.failedAt
        || now.nextTry != before.nextTry;
}

/// Whether the place or the microphone changed; levels and ages wait for the next view.
bool isNews(const TalkView &before, const TalkView &now)
{
    return before.talk != now.talk || before.seat != now.seat || before.input.phase != now.input.phase
        || before.input.failure != now.input.failure || before.capture.guard != now.capture.guard;
}

NowPlaying::TicketTimes timesOf(const QByteArray &ticket)
{
    const Result<JwtClaims> claims = readJwt(ticket);
    return claims ? NowPlaying::TicketTimes{claims->issuedAt, claims->expires} : NowPlaying::TicketTimes{};
}

} // namespace

ListeningSide::ListeningSide(Clock &clock, NetworkThread &network, Playback &playback, SoundSide &sound)
    : m_clock(clock)
    , m_network(network)
    , m_playback(playback)
    , m_sound(sound)
    , m_nowPlaying(clock)
    , m_viewTimer(clock.makeTimer())
    , m_levelTimer(clock.makeTimer())
{
    connectNetwork();
    connect(&sound, &SoundSide::outputChanged, this,
        [this](const auto &stats) { m_nowPlaying.setOutput(stats); });
    m_nowPlaying.update();
}

void ListeningSide::connectNetwork()
{
    NetworkSide *network = &m_network.side();
    connect(network, &NetworkSide::sessionChanged, this, [this](int join, const SessionStats &stats) {
        if (!isJoined(join))
            return;
        const bool news = isNews(view().evidence.session, stats);
        m_nowPlaying.setSession(stats);
        if (news)
            update();
    });
    connect(
        network, &NetworkSide::stateReceived, this, [this](int join, const EventState &state, Instant at) {
            if (!isJoined(join))
                return;
            m_nowPlaying.setState(state, at);
            update();
        });
    connect(
        network, &NetworkSide::cardReceived, this, [this](int join, const std::optional<ScheduleCard> &card) {
            if (!isJoined(join))
                return;
            m_nowPlaying.setCard(card);
            update();
        });
    connect(network, &NetworkSide::copyChanged, this, [this](int join, const CopyStats &stats) {
        if (isJoined(join))
            m_nowPlaying.setCopy(stats);
        update();
        emit copyChanged(stats);
    });
    connect(network, &NetworkSide::slotsChanged, this, [this](int join, const auto &used) {
        if (isJoined(join))
            m_nowPlaying.setSlots(used);
    });
    connect(network, &NetworkSide::gapsChanged, this, [this](int join, const auto &gaps) {
        if (isJoined(join))
            m_nowPlaying.setGaps(gaps);
    });
    connect(network, &NetworkSide::transitMeasured, this, [this](int join, int slot, microseconds transit) {
        if (isJoined(join))
            m_nowPlaying.setTransit(slot, transit);
    });
}

void ListeningSide::join(const Link &link, const std::optional<ScheduleCard> &known)
{
    ++m_join;
    m_nowPlaying.begin(*link.event, link.server().display(), known, timesOf(link.ticket), serverIdOf(link));
    m_network.post([link, number = m_join](NetworkSide &network) { network.join(link, number); });
    m_sound.setEventOpen(true);
    startRhythms();
}

void ListeningSide::leave()
{
    ++m_join;
    m_nowPlaying.end();
    m_network.post([](NetworkSide &network) { network.leave(); });
    m_sound.setEventOpen(false);
    update();
}

void ListeningSide::refuse(const Failure &link)
{
    if (view().open && !view().evidence.link)
        return;
    m_nowPlaying.refuse(link);
    startRhythms();
}

void ListeningSide::setVolume(double linear)
{
    m_playback.setVolume(linear);
    m_nowPlaying.setVolume(linear);
    update();
}

void ListeningSide::setMuted(bool muted)
{
    m_playback.setMuted(muted);
    m_nowPlaying.setMuted(muted);
    update();
}

void ListeningSide::setFallingBehind(FallingBehind choice)
{
    m_playback.setFallingBehind(choice);
    m_nowPlaying.setFallingBehind(choice);
    m_network.post([choice](NetworkSide &network) { network.setFallingBehind(choice); });
    update();
}

void ListeningSide::setTalk(const TalkView &talk)
{
    const bool news = isNews(m_talk, talk);
    m_talk = talk;
    m_nowPlaying.setTalk(talk);
    if (news && view().open)
        update();
}

void ListeningSide::setPlayer(const PlayerView &player)
{
    using State = PlayerView::State;
    std::optional<PlayedRecording> played;
    if (player.isOpen() && player.state != State::Failed)
        played = {player.source.title, player.position, player.duration,
            player.state == State::Paused || player.state == State::Ended};
    const std::optional<PlayedRecording> &before = view().evidence.recording;
    const bool news
        = played.has_value() != before.has_value() || (played && before && played->paused != before->paused);
    m_nowPlaying.setRecording(played);
    if (news || !view().open) // with an event, figures wait for its next view
        update();
}

void ListeningSide::setSchedule(const ServerView &server)
{
    if (!view().open || view().serverId != server.id)
        return;
    const auto card = std::ranges::find(
        server.schedule, view().eventId, [](const ScheduleCard &one) { return one.id.text(); });
    if (card != server.schedule.end())
        m_nowPlaying.setCard(*card);
}

void ListeningSide::startRhythms()
{
    tick();
    tickLevels();
}

void ListeningSide::tick()
{
    update();
    if (!view().open)
        return;
    m_network.post([report = m_nowPlaying.report()](NetworkSide &network) { network.setReport(report); });
    m_viewTimer->start(kViewRhythm, [this] { tick(); });
}

void ListeningSide::update()
{
    m_nowPlaying.setAudio(m_playback.stats());
    m_nowPlaying.update();
    noteBeginning();
    emit viewChanged(view());
}

void ListeningSide::noteBeginning()
{
    const bool isTold = view().evidence.state || view().evidence.scheduleRead;
    if (view().open && isTold && view().phase == Phase::Scheduled) {
        m_waitsIn = m_join;
        return;
    }
    if (!isTold || std::exchange(m_waitsIn, std::nullopt) != m_join || view().phase != Phase::Live)
        return;
    if (view().started && m_clock.wall() - *view().started > kBeginning)
        return;
    const bool isOnStage = m_talk.seat.phase == SeatPhase::OnStage; // and an open microphone would hear it
    if (m_hasChime && !view().muted && !isOnStage)
        m_playback.playCue(Playback::Cue::EventBegins);
    emit eventBegan();
}

void ListeningSide::tickLevels()
{
    if (!view().open)
        return;
    m_nowPlaying.setAudio(m_playback.stats());
    if (LevelsView levels = m_nowPlaying.levels(); levels != m_lastLevels) {
        m_lastLevels = std::move(levels);
        emit levelsChanged(m_lastLevels);
    }
    m_levelTimer->start(kLevelRhythm, [this] { tickLevels(); });
}

} // namespace earshot
