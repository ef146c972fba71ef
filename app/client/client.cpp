#include "client/client.h"

#include "client/event_hosting.h"
#include "client/known_events.h"
#include "client/library_side.h"
#include "client/microphone_side.h"
#include "client/network_objects.h"
#include "client/network_side.h"
#include "client/now_playing.h"
#include "client/own_key.h"
#include "client/player_side.h"
#include "client/schedule_cache.h"
#include "client/schedule_export.h"
#include "client/screen_lock.h"
#include "client/sound_side.h"
#include "client/sound_tapping.h"
#include "client/talk_remote.h"
#include "client/talking_side.h"
#include "client/talking_world.h"
#include "client/voice_line.h"
#include "wire/jwt.h"

#include <QStandardPaths>
#include <QThread>

#include <map>

namespace earshot {

namespace {

constexpr milliseconds kViewRhythm{250};
constexpr milliseconds kLevelRhythm{40};
/// Whoever hears of the start later than this, after a lost line, does not wait for it any more.
constexpr minutes kBeginning{2};
// In the folder of the program's data.
const QString kRecordings = QStringLiteral("/recordings");
const QString kCopies = QStringLiteral("/recordings/own");
const QString kOwnRecordings = QStringLiteral("/engine/recordings");

/// Runs `call` on the thread of `object`.
template<typename Call>
void post(QObject *object, Call call)
{
    QMetaObject::invokeMethod(object, std::move(call), Qt::QueuedConnection);
}

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

QString dataFolderOf(const Client::Options &options)
{
    return options.dataFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                        : options.dataFolder;
}

} // namespace

class Client::Private
{
public:
    Private(Client &client, Clock &clockArg, Random &randomArg, const Options &optionsArg)
        : q(client)
        , clock(clockArg)
        , random(randomArg)
        , dataFolder(dataFolderOf(optionsArg))
        , secrets(makeSecretStore(dataFolder + QStringLiteral("/secrets"), optionsArg.secrets))
        , ownKey(*secrets)
        , scheduleCache(clock, dataFolder + QStringLiteral("/schedules"))
        , playback(optionsArg.delayMode)
        , nowPlaying(clock)
        , sound(clock, playback, optionsArg.sound, optionsArg.heardFile, optionsArg.makeDevices)
        , network(new NetworkSide(clock, randomArg.next(), playback))
        , viewTimer(clock.makeTimer())
        , levelTimer(clock.makeTimer())
        , talkingWorld(*network, sound, playback, optionsArg.delayMode)
        , talking(std::make_unique<TalkingSide>(clock, talkingWorld, makeVoice(optionsArg)))
        , talkRemote(std::make_unique<TalkRemote>(*talking, clock))
    {
        if (optionsArg.isAttended)
            screenLock.emplace();
        playback.setOtherSound(playedSound);
    }

    void startNetwork();
    void connectNetwork();
    void connectTalking();
    std::unique_ptr<VoiceSource> makeVoice(const Options &options);
    void connectSound();
    void connectPlayer();
    void makeLibrary();
    void noteOwnRecording(const HostView &view);
    void startRhythms();
    void tick();
    void tickLevels();
    void update();
    void noteBeginning();
    void join(const Link &link);
    void comeUpAsHost();
    void takeServer(const ServerSnapshot &snapshot);
    void connectCache();
    void takeJoinedCard(const ServerView &view);
    void showLinked(const QString &serverId, const EventId &event);
    ServerView *server(const QString &id);

    Client &q;
    Clock &clock;
    Random &random;
    const QString dataFolder;
    std::unique_ptr<SecretStore> secrets;
    OwnKey ownKey;
    ScheduleCache scheduleCache;
    Playback playback;
    PlayedSound playedSound; ///< outlives the pulls
    std::unique_ptr<SoundTapping> tapping; ///< outlives the pulls
    NowPlaying nowPlaying;
    EventsView events;
    KnownEvents knownEvents;
    SoundSide sound;
    std::map<QString, Link> links; ///< by server id
    LevelsView lastLevels;
    int joinNumber = 0;
    std::optional<int> waitsIn; ///< the join whose event, by its server's word, has not begun
    bool hasChime = false;
    bool keepsCopy = false; ///< of the joined event, as the person asked for
    QString ownRecording; ///< folder of the hosted event's recording while it is written; empty = none is

    QThread copyThread; ///< writes own copies; ends after the network thread, with the last of them
    CopyFiles *copyFiles = new CopyFiles; ///< lives and dies there
    QThread networkThread;
    NetworkSide *network; ///< lives and dies on the network thread
    std::unique_ptr<Timer> viewTimer;
    std::unique_ptr<Timer> levelTimer;

    VoiceLine voice; ///< outlives who speaks
    TalkingWorld talkingWorld;
    std::unique_ptr<TalkingSide> talking; ///< ends before the network and the audio thread
    std::unique_ptr<TalkRemote> talkRemote;
    std::optional<ScreenLock> screenLock;
    TalkView seen; ///< the microphone's side, when it was last looked at

    std::unique_ptr<EventHosting> hosting; ///< ends before the network thread
    NetworkObjects objects{*network};
    std::unique_ptr<LibrarySide> library; ///< ends after the network thread, which hands it what is read
    std::unique_ptr<PlayerSide> player;
};

void Client::Private::startNetwork()
{
    copyThread.setObjectName(QStringLiteral("copy"));
    copyFiles->moveToThread(&copyThread);
    QObject::connect(&copyThread, &QThread::finished, copyFiles, &QObject::deleteLater);
    copyThread.start(QThread::LowPriority);
    networkThread.setObjectName(QStringLiteral("network"));
    network->moveToThread(&networkThread);
    QObject::connect(&networkThread, &QThread::finished, network, &QObject::deleteLater);
    networkThread.start();
}

void Client::Private::connectNetwork()
{
    QObject::connect(&ownKey, &OwnKey::ready, &q,
        [this](const NKey &key) { post(network, [net = network, key] { net->setOwnKey(key); }); });
    const auto ofThisJoin = [this](int join) { return join == joinNumber; };
    QObject::connect(
        network, &NetworkSide::serverChanged, &q, [this](const ServerSnapshot &s) { takeServer(s); });
    QObject::connect(
        network, &NetworkSide::sessionChanged, &q, [=, this](int join, const SessionStats &stats) {
            if (!ofThisJoin(join))
                return;
            const bool news = isNews(nowPlaying.view().evidence.session, stats);
            nowPlaying.setSession(stats);
            if (news)
                update();
        });
    QObject::connect(
        network, &NetworkSide::stateReceived, &q, [=, this](int join, const EventState &state, Instant at) {
            if (!ofThisJoin(join))
                return;
            nowPlaying.setState(state, at);
            update();
        });
    QObject::connect(network, &NetworkSide::cardReceived, &q,
        [=, this](int join, const std::optional<ScheduleCard> &card) {
            if (!ofThisJoin(join))
                return;
            nowPlaying.setCard(card);
            update();
        });
    QObject::connect(network, &NetworkSide::copyChanged, &q, [=, this](int join, const CopyStats &stats) {
        if (ofThisJoin(join))
            nowPlaying.setCopy(stats);
        update();
        emit q.copyChanged(stats);
    });
    QObject::connect(
        network, &NetworkSide::slotsChanged, &q, [=, this](int join, const EventListener::Slots &slots_) {
            if (ofThisJoin(join))
                nowPlaying.setSlots(slots_);
        });
    QObject::connect(
        network, &NetworkSide::gapsChanged, &q, [=, this](int join, const EventListener::Gaps &gaps) {
            if (ofThisJoin(join))
                nowPlaying.setGaps(gaps);
        });
    QObject::connect(
        network, &NetworkSide::transitMeasured, &q, [=, this](int join, int slot, microseconds transit) {
            if (ofThisJoin(join))
                nowPlaying.setTransit(slot, transit);
        });
}

std::unique_ptr<VoiceSource> Client::Private::makeVoice(const Options &options)
{
    std::unique_ptr<VoiceSource> made;
    if (options.makeVoice)
        made = options.makeVoice(clock, voice.queue, voice.bell());
    if (!made)
        made = std::make_unique<MicrophoneSide>(
            clock, sound, playback, voice.queue, voice.bell(), MicrophoneSide::Makers{});
    return made;
}

void Client::Private::connectTalking()
{
    QObject::connect(talkRemote.get(), &TalkRemote::stateChanged, &q,
        [this](TalkRemote::State state) { emit q.talkRemoteTaken(state == TalkRemote::State::Taken); });
    const auto ofThisJoin = [this](int join) { return join == joinNumber; };
    QObject::connect(
        network, &NetworkSide::sessionChanged, &q, [=, this](int join, const SessionStats &stats) {
            if (ofThisJoin(join))
                talking->setLine(stats);
        });
    QObject::connect(network, &NetworkSide::seatChanged, &q, [=, this](int join, const SeatStats &stats) {
        if (ofThisJoin(join))
            talking->setSeat(stats);
    });
    QObject::connect(network, &NetworkSide::voiceChanged, &q, [=, this](int join, const VoiceStats &stats) {
        if (ofThisJoin(join))
            talking->setVoice(stats);
    });
    QObject::connect(network, &NetworkSide::voiceReturned, &q,
        [=, this](int join, const RtpPacket &packet, Instant, qint64 position) {
            if (ofThisJoin(join))
                talking->voiceReturned(packet, position);
        });
    QObject::connect(network, &NetworkSide::whereSet, &q, [this](OwnVoice::Where where) {
        talking->hearersSet(where == OwnVoice::Where::Check ? TalkingSide::Hearers::Oneself
                                                            : TalkingSide::Hearers::Everybody);
    });
    if (screenLock)
        QObject::connect(&*screenLock, &ScreenLock::locked, &q, [this] {
            if (talking)
                talking->screenLocked();
        });
    post(network, [this] {
        network->setVoiceQueue(&voice.queue);
        voice.answer(network, [this] { network->takeVoice(); });
    });
}

void Client::Private::connectSound()
{
    QObject::connect(talking.get(), &Talking::viewChanged, &q, [this](const TalkView &view) {
        const bool news = isNews(seen, view);
        seen = view;
        nowPlaying.setTalk(view);
        if (news && nowPlaying.view().open)
            update();
    });
    QObject::connect(&sound, &SoundSide::outputChanged, &q,
        [this](const OutputStats &stats) { nowPlaying.setOutput(stats); });
    QObject::connect(&sound, &SoundSide::viewChanged, &q, &Client::soundChanged);
    QObject::connect(&sound, &SoundSide::heardFileFailed, &q, &Client::heardFileFailed, Qt::QueuedConnection);
}

void Client::Private::connectPlayer()
{
    QObject::connect(
        player.get(), &PlayerSide::deviceNeeded, &q, [this](bool needed) { sound.setRecordingOpen(needed); });
    QObject::connect(player.get(), &Player::viewChanged, &q, [this](const PlayerView &view) {
        using State = PlayerView::State;
        std::optional<PlayedRecording> played;
        if (view.isOpen() && view.state != State::Failed)
            played = {view.source.title, view.position, view.duration,
                view.state == State::Paused || view.state == State::Ended};
        const std::optional<PlayedRecording> &before = nowPlaying.view().evidence.recording;
        const bool isNews = played.has_value() != before.has_value()
            || (played && before && played->paused != before->paused);
        nowPlaying.setRecording(played);
        if (isNews || !nowPlaying.view().open) // with an event, figures wait for its next view
            update();
    });
}

/// Views and levels until nothing is open any more: a window that only waits wakes nobody.
void Client::Private::startRhythms()
{
    tick();
    tickLevels();
}

void Client::Private::tick()
{
    update();
    if (!nowPlaying.view().open)
        return;
    post(network, [net = network, report = nowPlaying.report()] { net->setReport(report); });
    viewTimer->start(kViewRhythm, [this] { tick(); });
}

void Client::Private::update()
{
    nowPlaying.setAudio(playback.stats());
    nowPlaying.update();
    noteBeginning();
    emit q.nowPlayingChanged(nowPlaying.view());
}

void Client::Private::noteBeginning()
{
    const NowPlayingView &view = nowPlaying.view();
    const bool isTold = view.evidence.state || view.evidence.scheduleRead;
    if (view.open && isTold && view.phase == Phase::Scheduled) {
        waitsIn = joinNumber;
        return;
    }
    if (!isTold || std::exchange(waitsIn, std::nullopt) != joinNumber || view.phase != Phase::Live)
        return;
    if (view.started && clock.wall() - *view.started > kBeginning)
        return;
    const bool isOnStage = seen.seat.phase == SeatPhase::OnStage; // and an open microphone would hear it
    if (hasChime && !view.muted && !isOnStage)
        playback.playCue(Playback::Cue::EventBegins);
    emit q.eventBegan();
}

void Client::Private::tickLevels()
{
    if (!nowPlaying.view().open)
        return;
    nowPlaying.setAudio(playback.stats());
    if (LevelsView levels = nowPlaying.levels(); levels != lastLevels) {
        lastLevels = std::move(levels);
        emit q.levelsChanged(lastLevels);
    }
    levelTimer->start(kLevelRhythm, [this] { tickLevels(); });
}

void Client::Private::join(const Link &link)
{
    std::optional<ScheduleCard> known;
    Link serverOnly = link;
    serverOnly.event.reset();
    const QString serverId = serverOnly.withoutTicket();
    if (const ServerView *from = server(serverId)) {
        const auto card = std::ranges::find(from->schedule, *link.event, &ScheduleCard::id);
        if (card != from->schedule.end())
            known = *card;
    }
    ownKey.load();
    q.keepCopy(false);
    ++joinNumber;
    talking->reset();
    nowPlaying.begin(*link.event, link.server().display(), known, timesOf(link.ticket), serverId);
    post(network, [net = network, link, number = joinNumber] { net->join(link, number); });
    sound.setEventOpen(true);
    startRhythms();
}

/// A host is on the stage from the beginning. The key may be read from the keychain only now.
void Client::Private::comeUpAsHost()
{
    const std::optional<EventState> &event = hosting->view().event;
    const QString name = event ? event->hostName : QString();
    const auto accept = [this, name] { post(network, [net = network, name] { net->accept(name); }); };
    if (ownKey.key())
        return accept();
    QObject::connect(
        &ownKey, &OwnKey::ready, &q, [accept](const NKey &) { accept(); }, Qt::SingleShotConnection);
}

ServerView *Client::Private::server(const QString &id)
{
    const auto found = std::ranges::find(events.servers, id, &ServerView::id);
    return found == events.servers.end() ? nullptr : &*found;
}

void Client::Private::takeServer(const ServerSnapshot &snapshot)
{
    ServerView *view = server(snapshot.id);
    if (!view)
        return;
    if (!snapshot.name.isEmpty())
        view->name = snapshot.name;
    if (!snapshot.account.isEmpty())
        view->account = QString::fromLatin1(snapshot.account);
    if (snapshot.checked) {
        view->checked = snapshot.checked;
        view->isRemembered = false;
        knownEvents.setSchedule(view->id, snapshot.schedule);
        view->schedule = knownEvents.shown(view->id);
    }
    if (snapshot.complete)
        takeJoinedCard(*view);
    view->trouble.reset();
    const std::optional<Failure> &failure = snapshot.session.failure;
    if (snapshot.complete && view->checked) {
        view->state = ServerView::State::UpToDate;
        view->cacheTrouble.reset();
        scheduleCache.put(view->id, {view->name, view->account, *view->checked, view->schedule});
    } else if (failure) {
        view->state = view->checked ? ServerView::State::Stale : ServerView::State::Failed;
        view->trouble = verdictForFailure(*failure, snapshot.link.host);
    } else {
        view->state = snapshot.checked ? ServerView::State::Stale : ServerView::State::Reading;
    }
    emit q.eventsChanged(events);
}

/// What is news of the joined event: at the join its card is read once.
void Client::Private::takeJoinedCard(const ServerView &view)
{
    const NowPlayingView &playing = nowPlaying.view();
    if (!playing.open || playing.serverId != view.id)
        return;
    const auto card = std::ranges::find(
        view.schedule, playing.eventId, [](const ScheduleCard &one) { return one.id.text(); });
    if (card != view.schedule.end())
        nowPlaying.setCard(*card);
}

/// An event that is on no schedule is shown to whoever has its link.
void Client::Private::showLinked(const QString &serverId, const EventId &event)
{
    knownEvents.add(serverId, event);
    ServerView *view = server(serverId);
    if (!view || !view->checked || view->isRemembered)
        return;
    view->schedule = knownEvents.shown(serverId);
    scheduleCache.put(serverId, {view->name, view->account, *view->checked, view->schedule});
    emit q.eventsChanged(events);
}

/// Until the server answers, what was last known of it.
void Client::Private::connectCache()
{
    QObject::connect(&scheduleCache, &ScheduleCache::found, &q,
        [this](const QString &id, const RememberedSchedule &remembered) {
            ServerView *view = server(id);
            if (!view)
                return;
            knownEvents.remember(id, remembered.schedule);
            if (view->checked) {
                view->schedule = knownEvents.shown(id);
                emit q.eventsChanged(events);
                return;
            }
            view->isRemembered = true;
            view->checked = remembered.checked;
            view->schedule = remembered.schedule;
            if (view->name.isEmpty())
                view->name = remembered.name;
            if (view->account.isEmpty())
                view->account = remembered.account;
            if (view->state == ServerView::State::Failed)
                view->state = ServerView::State::Stale;
            emit q.eventsChanged(events);
        });
    QObject::connect(
        &scheduleCache, &ScheduleCache::damaged, &q, [this](const QString &id, const Failure &failure) {
            ServerView *view = server(id);
            if (!view || view->state == ServerView::State::UpToDate)
                return;
            view->cacheTrouble = failure;
            emit q.eventsChanged(events);
        });
}

Client::Client(Clock &clock, Random &random, const Options &options)
    : d(std::make_unique<Private>(*this, clock, random, options))
{
    if (!options.tapFolder.isEmpty())
        d->tapping = std::make_unique<SoundTapping>(clock, options.tapFolder, d->playback,
            [this](const Failure &failure) { post(this, [this, failure] { emit tapFailed(failure); }); });
    d->connectNetwork();
    d->connectCache();
    d->connectSound();
    d->connectTalking();
    d->startNetwork();
    d->nowPlaying.update();
}

Client::~Client()
{
    d->talkRemote.reset();
    d->talking.reset();
    d->player.reset();
    d->hosting.reset();
    d->objects.close();
    // Two steps: sockets are deleted by the event loop, which therefore ends one turn later.
    post(d->network, [p = d.get()] {
        p->voice.hangUp();
        p->network->endAll();
        post(p->network, [p] { p->networkThread.quit(); });
    });
    d->networkThread.wait();
    post(d->copyFiles, [p = d.get()] { p->copyThread.quit(); }); // after all that is still to be written
    d->copyThread.wait();
}

void Client::keepCopies(const QString &folder)
{
    post(d->network, [net = d->network, folder, files = d->copyFiles] { net->setCopyFolder(folder, files); });
}

void Client::keepCopy(bool keep)
{
    if (std::exchange(d->keepsCopy, keep) != keep)
        keepCopies(keep ? d->dataFolder + kCopies : QString());
}

void Client::openLink(const QString &text)
{
    const Result<Link> link = readLink(text);
    if (!link) {
        if (!d->nowPlaying.view().open || d->nowPlaying.view().evidence.link) {
            d->nowPlaying.refuse(link.failure());
            d->startRhythms();
        }
        emit linkRefused(link.failure());
        return;
    }
    Link serverOnly = *link;
    serverOnly.event.reset();
    if (link->event)
        d->showLinked(serverOnly.withoutTicket(), *link->event);
    addServer(serverOnly);
    if (link->event)
        d->join(*link);
}

void Client::addServer(const Link &server)
{
    Link serverOnly = server;
    serverOnly.event.reset();
    serverOnly.invitation.clear(); // for one event, and one time
    const QString id = serverOnly.withoutTicket();
    const auto known = d->links.find(id);
    if (known != d->links.end() && known->second == serverOnly)
        return;
    d->links[id] = serverOnly;
    if (!d->server(id)) {
        ServerView view;
        view.id = id;
        view.host = serverOnly.server().display();
        d->events.servers.push_back(view);
        d->scheduleCache.read(id);
    }
    emit eventsChanged(d->events);
    post(d->network, [net = d->network, serverOnly] { net->addServer(serverOnly); });
}

void Client::removeServer(const QString &serverId)
{
    const QString id = serverId; // the caller's may be the view's own, which goes now
    d->links.erase(id);
    d->scheduleCache.forget(id);
    d->knownEvents.forget(id);
    std::erase_if(d->events.servers, [&](const ServerView &s) { return s.id == id; });
    emit eventsChanged(d->events);
    post(d->network, [net = d->network, id] { net->removeServer(id); });
}

std::vector<Link> Client::servers() const
{
    std::vector<Link> all;
    for (const ServerView &view : d->events.servers)
        all.push_back(d->links.at(view.id));
    return all;
}

void Client::refreshSchedules()
{
    post(d->network, [net = d->network] { net->refresh(); });
}

void Client::join(const QString &serverId, const EventId &event)
{
    const auto known = d->links.find(serverId);
    if (known == d->links.end())
        return;
    Link link = known->second;
    link.event = event;
    d->join(link);
}

void Client::leave()
{
    ++d->joinNumber;
    d->talking->reset();
    d->nowPlaying.end();
    post(d->network, [net = d->network] { net->leave(); });
    d->sound.setEventOpen(false);
    d->update();
}

void Client::tryNow()
{
    post(d->network, [net = d->network] { net->tryNow(); });
}

void Client::followMove()
{
    const QString target = linkOfAction(d->nowPlaying.view().evidence, Action::FollowMove);
    if (!target.isEmpty())
        openLink(target);
}

void Client::seek(milliseconds behind)
{
    post(d->network, [net = d->network, behind] { net->seek(behind); });
}

void Client::setFallingBehind(FallingBehind choice)
{
    d->playback.setFallingBehind(choice);
    d->nowPlaying.setFallingBehind(choice);
    post(d->network, [net = d->network, choice] { net->setFallingBehind(choice); });
    d->update();
}

void Client::setVolume(double linear)
{
    d->playback.setVolume(linear);
    d->nowPlaying.setVolume(linear);
    d->update();
}

void Client::setMuted(bool muted)
{
    d->playback.setMuted(muted);
    d->nowPlaying.setMuted(muted);
    d->update();
}

void Client::setSound(const SoundChoice &choice)
{
    d->sound.setChoice(choice);
}

void Client::setChime(bool on)
{
    d->hasChime = on;
}

void Client::watchSound(bool watch)
{
    d->sound.watch(watch);
}

void Client::playTestSound()
{
    d->sound.playTestSound();
}

Talking &Client::talking()
{
    return *d->talking;
}

Hosting &Client::hosting()
{
    if (!d->hosting) {
        d->hosting = std::make_unique<EventHosting>(d->clock, d->random, d->networkThread, *d->secrets,
            EventHosting::Options{.folder = d->dataFolder + QStringLiteral("/engine")});
        QObject::connect(d->hosting.get(), &Hosting::viewChanged, this, [this](const HostView &view) {
            d->talking->setDiskFree(view.diskFree);
            d->noteOwnRecording(view);
        });
        QObject::connect(d->hosting.get(), &Hosting::opened, this, [this](const QString &link) {
            openLink(link);
            d->comeUpAsHost();
        });
    }
    return *d->hosting;
}

Library &Client::library()
{
    if (!d->library)
        d->makeLibrary();
    return *d->library;
}

/// What is written now is listed when it is finished.
void Client::Private::makeLibrary()
{
    library = std::make_unique<LibrarySide>(clock, objects,
        LibrarySide::Options{.disk = {.folder = dataFolder + kRecordings,
                                 .ownFolder = dataFolder + kOwnRecordings,
                                 .copyFolder = dataFolder + kCopies}});
    library->setEvents(events);
    if (!ownRecording.isEmpty())
        library->setBeingWritten(ownRecording, true);
    QObject::connect(&q, &Client::eventsChanged, library.get(), &LibrarySide::setEvents);
    QObject::connect(&q, &Client::copyChanged, library.get(), [this](const CopyStats &stats) {
        if (stats.since)
            library->setBeingWritten(stats.folder, true);
    });
    QObject::connect(copyFiles, &CopyFiles::finished, library.get(),
        [this](const QString &folder) { library->setBeingWritten(folder, false); });
}

void Client::Private::noteOwnRecording(const HostView &view)
{
    using enum RecordingStats::Phase;
    const RecordingStats::Phase phase = view.recording.phase;
    const bool isWritten = phase == Waiting || phase == Writing || phase == Finishing;
    const QString folder = isWritten && view.event && view.event->started
        ? dataFolder + kOwnRecordings + u'/' + objectFolderOf(view.event->id.text(), *view.event->started)
        : QString();
    if (folder == ownRecording)
        return;
    const QString before = std::exchange(ownRecording, folder);
    if (library && !before.isEmpty())
        library->setBeingWritten(before, false);
    if (library && !folder.isEmpty())
        library->setBeingWritten(folder, true);
}

Player &Client::player()
{
    if (!d->player) {
        d->player = std::make_unique<PlayerSide>(d->clock, d->playedSound);
        d->connectPlayer();
    }
    return *d->player;
}

QByteArray Client::calendar(const QString &serverId, const EventId &event) const
{
    for (const ServerView &server : d->events.servers) {
        if (server.id != serverId)
            continue;
        for (const ScheduleCard &card : server.schedule) {
            if (card.id != event)
                continue;
            ScheduleCard own = card;
            own.listed = true; // in the calendar of who has the link
            return calendarFile({.link = d->links.at(serverId), .name = server.name, .schedule = {own}},
                false, d->clock.wall());
        }
    }
    return {};
}

const SoundView &Client::sound() const
{
    return d->sound.view();
}

const NowPlayingView &Client::nowPlaying() const
{
    return d->nowPlaying.view();
}

const EventsView &Client::events() const
{
    return d->events;
}

} // namespace earshot
