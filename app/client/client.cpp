#include "client/client.h"

#include "client/event_hosting.h"
#include "client/host_withdrawal.h"
#include "client/known_servers.h"
#include "client/listening_side.h"
#include "client/network_thread.h"
#include "client/own_place.h"
#include "client/player_side.h"
#include "client/recording_shelf.h"
#include "client/sound_side.h"
#include "client/sound_tapping.h"

#include <QStandardPaths>

#include <utility>

namespace earshot {

namespace {

QString dataFolderOf(const Client::Options &options)
{
    return options.dataFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                                        : options.dataFolder;
}

} // namespace

class Client::Private
{
public:
    Private(Clock &clockArg, Random &randomArg, const Options &options)
        : clock(clockArg)
        , random(randomArg)
        , dataFolder(dataFolderOf(options))
        , secrets(makeSecretStore(dataFolder + QStringLiteral("/secrets"), options.secrets))
        , playback(options.delayMode)
        , sound(clock, playback, options.sound, options.heardFile, options.makeDevices)
        , network(clock, random.next(), playback)
        , servers(clock, network, dataFolder + QStringLiteral("/schedules"))
        , listening(clock, network, playback, sound)
        , place(clock, *secrets, network, listening, sound, playback,
              {options.delayMode, options.makeVoice, options.isAttended})
        , shelf(clock, network, servers, dataFolder)
    {
        playback.setOtherSound(playedSound);
    }

    Clock &clock;
    Random &random;
    const QString dataFolder;
    const QString engineFolder = dataFolder + QStringLiteral("/engine");
    std::unique_ptr<SecretStore> secrets;
    Playback playback;
    PlayedSound playedSound; ///< outlives the pulls
    std::unique_ptr<SoundTapping> tapping; ///< outlives the pulls
    SoundSide sound;
    NetworkThread network;
    KnownServers servers;
    ListeningSide listening;
    OwnPlace place;
    RecordingShelf shelf;
    std::unique_ptr<EventHosting> hosting; ///< ends before the network thread
    std::unique_ptr<HostWithdrawal> withdrawal; ///< the same
    std::unique_ptr<PlayerSide> player;
    bool keepsCopy = false; ///< of the joined event, as the person asked for
};

Client::Client(Clock &clock, Random &random, const Options &options)
    : d(std::make_unique<Private>(clock, random, options))
{
    if (!options.tapFolder.isEmpty())
        d->tapping = std::make_unique<SoundTapping>(
            clock, options.tapFolder, d->playback, [this](const Failure &failure) {
                QMetaObject::invokeMethod(
                    this, [this, failure] { emit tapFailed(failure); }, Qt::QueuedConnection);
            });
    connect(&d->servers, &KnownServers::changed, this, &Client::eventsChanged);
    connect(&d->servers, &KnownServers::scheduleRead, &d->listening, &ListeningSide::setSchedule);
    connect(&d->listening, &ListeningSide::viewChanged, this, &Client::nowPlayingChanged);
    connect(&d->listening, &ListeningSide::levelsChanged, this, &Client::levelsChanged);
    connect(&d->listening, &ListeningSide::eventBegan, this, &Client::eventBegan);
    connect(&d->listening, &ListeningSide::copyChanged, this, [this](const CopyStats &copy) {
        emit copyChanged(copy);
        d->shelf.noteCopy(copy);
    });
    connect(&d->place.talking(), &Talking::viewChanged, &d->listening, &ListeningSide::setTalk);
    connect(&d->place, &OwnPlace::remoteTaken, this, &Client::talkRemoteTaken);
    connect(&d->sound, &SoundSide::viewChanged, this, &Client::soundChanged);
    connect(&d->sound, &SoundSide::heardFileFailed, this, &Client::heardFileFailed, Qt::QueuedConnection);
}

Client::~Client()
{
    d->place.close();
    d->player.reset();
    d->hosting.reset();
    d->withdrawal.reset();
    d->shelf.close();
    d->network.end();
}

void Client::openLink(const QString &text)
{
    const Result<Link> link = readLink(text);
    if (!link) {
        d->listening.refuse(link.failure());
        emit linkRefused(link.failure());
        return;
    }
    if (link->event)
        d->servers.showLinked(serverIdOf(*link), *link->event);
    d->servers.add(*link);
    if (link->event)
        joinBy(*link);
}

void Client::addServer(const Link &server)
{
    d->servers.add(server);
}

void Client::removeServer(const QString &serverId)
{
    d->servers.remove(serverId);
}

std::vector<Link> Client::servers() const
{
    return d->servers.links();
}

void Client::refreshSchedules()
{
    d->servers.refresh();
}

void Client::join(const QString &serverId, const EventId &event)
{
    if (const std::optional<Link> link = d->servers.linkTo(serverId, event))
        joinBy(*link);
}

void Client::joinBy(const Link &link)
{
    d->place.loadKey();
    keepCopy(false);
    d->place.reset();
    d->listening.join(link, d->servers.card(serverIdOf(link), *link.event));
}

void Client::leave()
{
    d->place.reset();
    d->listening.leave();
}

void Client::tryNow()
{
    d->network.post([](NetworkSide &network) { network.tryNow(); });
}

void Client::followMove()
{
    const QString target = linkOfAction(nowPlaying().evidence, Action::FollowMove);
    if (!target.isEmpty())
        openLink(target);
}

void Client::seek(milliseconds behind)
{
    d->network.post([behind](NetworkSide &network) { network.seek(behind); });
}

void Client::setFallingBehind(FallingBehind choice)
{
    d->listening.setFallingBehind(choice);
}

void Client::keepCopies(const QString &folder)
{
    d->network.setCopyFolder(folder);
}

void Client::keepCopy(bool keep)
{
    if (std::exchange(d->keepsCopy, keep) != keep)
        keepCopies(keep ? d->shelf.copyFolder() : QString());
}

void Client::setVolume(double linear)
{
    d->listening.setVolume(linear);
}

void Client::setMuted(bool muted)
{
    d->listening.setMuted(muted);
}

void Client::setSound(const SoundChoice &choice)
{
    d->sound.setChoice(choice);
}

void Client::setChime(bool on)
{
    d->listening.setChime(on);
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
    return d->place.talking();
}

Hosting &Client::hosting()
{
    if (!d->hosting) {
        d->hosting = std::make_unique<EventHosting>(d->clock, d->random, d->network.thread(), *d->secrets,
            EventHosting::Options{.folder = d->engineFolder});
        connect(d->hosting.get(), &Hosting::viewChanged, this, [this](const HostView &view) {
            d->place.talking().setDiskFree(view.diskFree);
            d->shelf.noteHosted(view);
        });
        connect(d->hosting.get(), &Hosting::opened, this, [this](const QString &link) {
            openLink(link);
            const std::optional<EventState> &event = d->hosting->view().event;
            d->place.comeUpAs(event ? event->hostName : QString());
            if (d->withdrawal)
                d->withdrawal->readRights();
        });
    }
    return *d->hosting;
}

Library &Client::library()
{
    return d->shelf.library();
}

Withdrawal &Client::withdrawal()
{
    if (!d->withdrawal) {
        d->withdrawal = std::make_unique<HostWithdrawal>(
            d->clock, d->random.next(), d->network.thread(), *d->secrets, d->engineFolder);
        d->withdrawal->setEvents(d->servers.view());
        connect(&d->servers, &KnownServers::changed, d->withdrawal.get(), &HostWithdrawal::setEvents);
    }
    return *d->withdrawal;
}

Player &Client::player()
{
    if (!d->player) {
        d->player = std::make_unique<PlayerSide>(d->clock, d->playedSound);
        connect(d->player.get(), &PlayerSide::deviceNeeded, &d->sound, &SoundSide::setRecordingOpen);
        connect(d->player.get(), &Player::viewChanged, &d->listening, &ListeningSide::setPlayer);
    }
    return *d->player;
}

QByteArray Client::calendar(const QString &serverId, const EventId &event) const
{
    return d->servers.calendar(serverId, event);
}

const SoundView &Client::sound() const
{
    return d->sound.view();
}

const NowPlayingView &Client::nowPlaying() const
{
    return d->listening.view();
}

const EventsView &Client::events() const
{
    return d->servers.view();
}

} // namespace earshot
