#include "host_views.h"

#include "sample_views.h"

#include <QDateTime>
#include <QTimeZone>

namespace earshot::test {

static const Instant kNow{seconds{5000}};

static WallTime ago(seconds time)
{
    return sampleNow() - time;
}

static StageMember member(int person, const char *name, Role role, bool muted = false, bool byHost = false)
{
    return {keyOf(person), QString::fromUtf8(name), role, muted || byHost, Presence::Present,
        ago(minutes{20}), {}, byHost};
}

static SoundcheckView passedCheck()
{
    using Step = CheckRow::Step;
    const auto passed = CheckRow::State::Passed;
    SoundcheckView view;
    view.state = SoundcheckView::State::Done;
    view.passed = true;
    view.complete = true;
    view.finished = ago(minutes{34} + seconds{41});
    view.rows = {{Step::Signal, passed, -18.0, 18'000.0}, {Step::ClippingHum, passed, 0.0, -80.0},
        {Step::NoiseFloor, passed, -62.0}, {Step::Feedback, passed, -52.0},
        {Step::ServerAccepts, passed, 31.0, {}, QStringLiteral("eu-1")},
        {Step::VoiceReturns, passed, 300.0, 0.97}, {Step::DiskRoom, passed, 412.0}};
    return view;
}

static TalkView talking()
{
    TalkView view;
    view.at = kNow;
    view.devicesKnown = true;
    view.input.phase = InputPhase::Open;
    view.input.deviceName = QStringLiteral("Rode NT-USB");
    view.capture.levelDb = -18;
    view.capture.peakDb = -9;
    view.capture.bandwidthHz = 18'000;
    view.capture.guard = GuardState::Watching;
    view.talk.open = true;
    view.talk.since = kNow - seconds{12};
    view.talk.holders.set(std::size_t(TalkSource::Key));
    view.mayHearOneself = true;
    view.mayCheck = false;
    view.voice.sent = view.voice.returned = 600;
    view.voice.lastSent = kNow - milliseconds{10};
    view.voice.lastReturned = kNow - milliseconds{400};
    view.voice.roundTrip = milliseconds{300};
    view.seat.phase = SeatPhase::OnStage;
    view.seat.ownKey = keyOf(0);
    view.seat.name = QStringLiteral("Ana Ruiz");
    view.seat.role = Role::Host;
    view.soundcheck = passedCheck();
    return view;
}

void proveVoice(HostMoment &moment)
{
    const TalkView &talk = moment.talk;
    Evidence &evidence = moment.playing.evidence;
    moment.playing.evidenceAt = kNow;
    evidence.speaking = SpeakingEvidence{.deviceName = talk.input.deviceName,
        .talking = talk.talk.open,
        .talkingSince = talk.talk.since,
        .lastReturned = talk.voice.lastReturned,
        .roundTrip = talk.voice.roundTrip};
    if (evidence.state && moment.host.event)
        evidence.state->value = *moment.host.event;
}

HostMoment onAir()
{
    HostMoment moment{"host-on-air", {}, talking(), listening()};
    moment.playing.stage[1].talking = true;
    HostView &host = moment.host;
    host.state = HostView::State::InCharge;
    host.place = HostPlan::Place::ThisComputer;
    host.audioKept = true;
    host.recording.phase = RecordingStats::Phase::Writing;
    host.diskFree = 80'000'000'000;
    host.beaconAt = kNow;
    host.listenerLink
        = QStringLiteral(
              "earshot://127.0.0.1:8443/town-hall?t=eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.")
        + QString(700, QLatin1Char('a'));
    EventState event{.id = *EventId::parse(u"town-hall")};
    event.phase = Phase::Live;
    event.title = QStringLiteral("Town hall: the 2027 budget");
    event.hostName = QStringLiteral("Ana Ruiz");
    event.planned = ago(minutes{29} + seconds{41});
    event.started = ago(minutes{26} + seconds{41});
    event.stage = {member(0, "Ana Ruiz", Role::Host), member(1, "Jonas Klein", Role::Speaker),
        member(2, "Mei Okafor", Role::Speaker), member(3, "Tom Sand", Role::Speaker, true)};
    event.counts.connected = 1208; // the four on the stage are no listeners
    event.counts.hearing = HearingEstimate{1187, 9};
    event.counts.at = ago(seconds{1});
    host.event = event;
    host.hands = {{keyOf(7), QStringLiteral("Ida Berg"), ago(minutes{2}), false},
        {keyOf(8), QStringLiteral("Ravi Nair"), ago(minutes{1}), false},
        {keyOf(9), QString(), ago(seconds{10}), false}};
    proveVoice(moment);
    return moment;
}

HostMoment beforeStart()
{
    HostMoment moment = onAir();
    moment.name = "host-before";
    moment.host.event->phase = Phase::Scheduled;
    moment.host.event->planned = sampleNow() + minutes{12};
    moment.host.event->started.reset();
    moment.host.event->stage.erase(moment.host.event->stage.begin() + 1, moment.host.event->stage.end());
    moment.host.event->counts = {96, HearingEstimate{0, 0}, ago(seconds{1})};
    moment.host.hands.clear();
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    moment.talk.voice = {};
    moment.talk.soundcheck = {};
    moment.playing.stage.erase(moment.playing.stage.begin() + 1, moment.playing.stage.end());
    return moment;
}

HostMoment paused()
{
    HostMoment moment = onAir();
    moment.name = "host-paused";
    moment.host.event->phase = Phase::Paused;
    moment.host.event->planned = sampleNow() + minutes{15};
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    moment.talk.talk.mode = TalkMode::Latch;
    using Step = CheckRow::Step;
    moment.talk.soundcheck.state = SoundcheckView::State::Stopped;
    moment.talk.soundcheck.complete = moment.talk.soundcheck.passed = false;
    for (const Step step : {Step::Feedback, Step::ServerAccepts, Step::VoiceReturns})
        moment.talk.soundcheck.rows[size_t(step)]
            = {step, CheckRow::State::Skipped, {}, {}, {}, CheckRow::Why::Stopped};
    return moment;
}

HostMoment overAndOut()
{
    HostMoment moment = onAir();
    moment.name = "host-ended";
    moment.host.event->phase = Phase::Ended;
    moment.host.event->ended = ago(seconds{30});
    moment.host.hands.clear();
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    moment.talk.talk.end = TalkEnd::EventOver;
    moment.talk.talk.endedAt = kNow - seconds{30};
    moment.talk.talk.blocked = true;
    moment.talk.talk.obstacles.set(std::size_t(TalkObstacle::EventOver));
    moment.talk.seat.isOver = true;
    return moment;
}

HostMoment unconfirmed()
{
    HostMoment moment = onAir();
    moment.name = "host-unconfirmed";
    moment.talk.voice.lastReturned = kNow - seconds{4};
    moment.talk.voice.unreturnedSince = kNow - milliseconds{3900};
    proveVoice(moment);
    return moment;
}

HostMoment standby()
{
    HostMoment moment = onAir();
    moment.name = "host-standby";
    moment.host.state = HostView::State::Standby;
    moment.host.lease.phase = LeasePhase::Standby;
    moment.host.lease.failure = Failure{Cause::WrongRevision, {}};
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    return moment;
}

HostMoment disconnected()
{
    HostMoment moment = onAir();
    moment.name = "host-disconnected";
    moment.host.state = HostView::State::Disconnected;
    moment.host.place = HostPlan::Place::Server;
    moment.host.server = QStringLiteral("live.example.org");
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    moment.talk.talk.blocked = true;
    moment.talk.talk.obstacles.set(std::size_t(TalkObstacle::LineDown));
    moment.talk.talk.end = TalkEnd::ReturnPathDead;
    moment.talk.talk.endedAt = kNow - seconds{3};
    return moment;
}

HostMoment starting()
{
    HostMoment moment{"host-starting", {}, {}, nothingJoined()};
    moment.host.state = HostView::State::Starting;
    return moment;
}

HostMoment failed()
{
    HostMoment moment{"host-failed", {}, {}, nothingJoined()};
    moment.host.state = HostView::State::Failed;
    moment.host.failure = Failure{Cause::ProgramTooOld, QStringLiteral("2.9.10")};
    return moment;
}

HostMoment nothingHosted()
{
    return {"host-none", {}, {}, nothingJoined()};
}

HostMoment offered()
{
    HostMoment moment{"host-offer", {}, {}, nothingJoined()};
    moment.host.offer = HostOffer{
        *EventId::parse(u"town-hall"), QStringLiteral("Town hall: the 2027 budget"), ago(minutes{3}), {}};
    return moment;
}

HostMoment recordingOffered()
{
    HostMoment moment = offered();
    moment.name = "host-offer-recording";
    moment.host.offer->isRecordingOnly = true;
    return moment;
}

HostMoment diskFull()
{
    HostMoment moment = onAir();
    moment.name = "host-disk-full";
    moment.host.recording.failure = Failure{Cause::FileUnwritable, QStringLiteral("/recordings")};
    moment.host.event->copiesAllowed = true;
    moment.host.event->counts.copying = HearingEstimate{212, 9};
    return moment;
}

HostMoment publishing()
{
    HostMoment moment = overAndOut();
    moment.name = "host-publishing";
    moment.host.recording.phase = RecordingStats::Phase::Publishing;
    moment.host.recording.share = 0.4;
    return moment;
}

HostMoment howling()
{
    HostMoment moment = onAir();
    moment.name = "host-howling";
    using Step = CheckRow::Step;
    using State = CheckRow::State;
    moment.talk.talk = {};
    moment.talk.mayCheck = true;
    moment.talk.talk.end = TalkEnd::Feedback;
    moment.talk.talk.endedAt = kNow - seconds{2};
    moment.talk.capture.guard = GuardState::Muted;
    moment.talk.capture.howlHz = 1250;
    moment.talk.hearsOneself = true;
    moment.talk.soundcheck.passed = false;
    moment.talk.soundcheck.rows
        = {{Step::Signal, State::Warning, -24.0, 3'400.0}, {Step::ClippingHum, State::Failed, 0.04, -42.0},
            {Step::NoiseFloor, State::Warning, -38.0}, {Step::Feedback, State::Failed, -12.0},
            {Step::ServerAccepts, State::Failed, {}, {}, QStringLiteral("permissions violation")},
            {Step::VoiceReturns, State::Skipped}, {Step::DiskRoom, State::Warning, 1.0}};
    Stage &stage = moment.host.event->stage;
    stage[1].presence = Presence::Dropped;
    stage[1].since = ago(seconds{12});
    stage[3].mutedByHost = true;
    stage.push_back(member(4, "Bartholomäus Featherstonehaugh-Cholmondeley", Role::CoHost));
    moment.host.hands.push_back({keyOf(10), QStringLiteral("Jοnas Klein"), ago(seconds{5}), true});
    return moment;
}

HostMoment asCoHost()
{
    HostMoment moment = onAir();
    moment.name = "host-co-host";
    moment.playing.evidence.state->value = *moment.host.event;
    moment.talk.seat.role = Role::CoHost;
    moment.talk.seat.ownKey = keyOf(1);
    moment.talk.seat.hands = moment.host.hands;
    moment.host = {};
    return moment;
}

std::vector<HostMoment> hostMoments()
{
    return {onAir(), beforeStart(), paused(), overAndOut(), unconfirmed(), standby(), disconnected(),
        starting(), failed(), nothingHosted(), offered(), recordingOffered(), diskFull(), publishing(),
        howling(), asCoHost()};
}

} // namespace earshot::test
