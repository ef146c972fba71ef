#include "situations.h"

// Events and cards are made from their id alone; the rest of the fields has its defaults.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace earshot::test {

UserKey keyOf(int person)
{
    return *UserKey::parse(u'U' + QString(54, u'A') + QChar(u'A' + person % 26));
}

namespace {

SpeakerEvidence talking(int person, const QString &name, Role role)
{
    SpeakerEvidence speaker{.member = {.key = keyOf(person),
                                .name = name,
                                .role = role,
                                .muted = false,
                                .presence = Presence::Present,
                                .since = kWall - minutes{26}},
        .audio = {}};
    speaker.audio = SpeakerAudioStats{};
    speaker.audio->slot = person;
    speaker.audio->lastPacket = kNow - milliseconds{40};
    speaker.audio->packets = 5000;
    speaker.audio->packetLevel = 20;
    speaker.audio->levelDb = -18;
    speaker.audio->bandwidth = OpusBandwidth::Full;
    speaker.audio->bitsPerSecond = 64'200;
    speaker.audio->jitter = milliseconds{4};
    speaker.audio->flowing = true;
    speaker.soundSince = kNow - minutes{2};
    return speaker;
}

SpeakerEvidence muted(int person, const QString &name)
{
    SpeakerEvidence speaker = talking(person, name, Role::Speaker);
    speaker.member.muted = true;
    speaker.audio.reset();
    speaker.soundSince.reset();
    return speaker;
}

EventState liveState()
{
    EventState state{.id = *EventId::parse(u"town-hall")};
    state.phase = Phase::Live;
    state.title = QStringLiteral("Town hall");
    state.hostName = QStringLiteral("Ana Ruiz");
    state.planned = kWall - minutes{29};
    state.started = kWall - minutes{26};
    state.counts.connected = 1204;
    state.counts.hearing = HearingEstimate{1187, 9};
    state.deskClock = kWall;
    return state;
}

ScheduleCard cardOf(const EventState &state)
{
    ScheduleCard card{.id = state.id};
    card.title = state.title;
    card.hostName = state.hostName;
    card.phase = state.phase;
    card.planned = state.planned;
    card.started = state.started;
    return card;
}

SessionStats liveLine()
{
    SessionStats session;
    session.phase = LinePhase::Live;
    session.phaseSince = kNow - minutes{20};
    session.serverHost = QStringLiteral("live.example.org");
    session.serverName = QStringLiteral("eu-1");
    session.lastBytes = kNow - milliseconds{40};
    session.roundTrip = milliseconds{31};
    return session;
}

OutputStats headphones()
{
    OutputStats output;
    output.phase = OutputPhase::Playing;
    output.deviceName = QStringLiteral("Headphones");
    output.lastPull = kNow - milliseconds{10};
    output.volume = 0.7;
    return output;
}

SpeakerEvidence &ana(Evidence &evidence)
{
    return evidence.speakers.front();
}

void stopPackets(SpeakerEvidence &speaker, microseconds ago)
{
    speaker.audio->lastPacket = kNow - ago;
    speaker.audio->flowing = false;
    speaker.audio->levelDb = -127;
    speaker.soundSince.reset();
    speaker.silentSince.reset();
}

} // namespace

Evidence hearing()
{
    Evidence evidence;
    evidence.wanted = true;
    evidence.wall = kWall;
    evidence.scheduleRead = true;
    evidence.session = liveLine();
    evidence.state = Observed<EventState>{liveState(), kNow - milliseconds{400}};
    evidence.card = cardOf(evidence.state->value);
    evidence.speakers
        = {talking(0, QStringLiteral("Ana Ruiz"), Role::Host), muted(1, QStringLiteral("Jonas Klein"))};
    for (const SpeakerEvidence &speaker : evidence.speakers)
        evidence.state->value.stage.push_back(speaker.member);
    evidence.output = headphones();
    evidence.firstLive = kNow - minutes{20};
    evidence.lastLive = kNow;
    evidence.lastHeard = kNow - milliseconds{30};
    evidence.behind = milliseconds{620};
    evidence.ticketIssued = kWall - std::chrono::hours{1};
    evidence.ticketExpires = kWall + std::chrono::hours{1};
    return evidence;
}

Evidence waitingFor(milliseconds in)
{
    Evidence evidence = hearing();
    evidence.state->value.phase = Phase::Scheduled;
    evidence.state->value.planned = kWall + in;
    evidence.state->value.started.reset();
    evidence.card = cardOf(evidence.state->value);
    evidence.speakers.clear();
    evidence.state->value.stage.clear();
    evidence.lastHeard.reset();
    return evidence;
}

Evidence joining(LinePhase phase, microseconds since)
{
    Evidence evidence;
    evidence.wanted = true;
    evidence.wall = kWall;
    evidence.session.phase = phase;
    evidence.session.phaseSince = kNow - since;
    evidence.session.serverHost = QStringLiteral("live.example.org");
    evidence.session.attempt = 1;
    return evidence;
}

Evidence failedWith(Cause cause)
{
    Evidence evidence = joining(LinePhase::Waiting, seconds{2});
    evidence.session.failure = Failure{cause, {}};
    evidence.session.failedAt = kNow - seconds{2};
    evidence.session.nextTry = kNow + seconds{12};
    evidence.session.attempt = 3;
    return evidence;
}

Evidence lostWith(Cause cause)
{
    Evidence evidence = hearing();
    evidence.session.phase = LinePhase::Waiting;
    evidence.session.phaseSince = kNow - seconds{2};
    evidence.session.failure = Failure{cause, {}};
    evidence.session.failedAt = kNow - seconds{2};
    evidence.session.nextTry = kNow + seconds{4};
    evidence.session.attempt = 2;
    evidence.session.otherServers = 2;
    evidence.lastLive = kNow - seconds{12};
    evidence.state->at = kNow - seconds{12};
    evidence.lastHeard = kNow - seconds{12};
    stopPackets(ana(evidence), seconds{12});
    return evidence;
}

Fault mutedOutput()
{
    return [](Evidence &e) { e.output.muted = true; };
}

Fault volumeZero()
{
    return [](Evidence &e) { e.output.volume = 0; };
}

Fault deviceMissing()
{
    return [](Evidence &e) {
        e.output.nullDevice = true;
        e.output.failure = Failure{Cause::DeviceMissing, {}};
    };
}

Fault deviceFailed()
{
    return [](Evidence &e) {
        e.output.phase = OutputPhase::Failed;
        e.output.failure = Failure{Cause::DeviceFailed, QStringLiteral("IO error")};
    };
}

Fault lateDevice()
{
    return [](Evidence &e) {
        e.output.latePulls = 7;
        e.output.lastLatePull = kNow - seconds{2};
    };
}

Fault lostServer()
{
    return [](Evidence &e) {
        const Evidence lost = lostWith(Cause::ServerLost);
        e.session = lost.session;
        e.lastLive = lost.lastLive;
        if (e.state)
            e.state->at = lost.state->at;
    };
}

Fault stalledLine()
{
    return [](Evidence &e) {
        e.session.lastBytes = kNow - milliseconds{2500};
        e.session.oldestUnansweredPing = kNow - milliseconds{1500};
        for (SpeakerEvidence &speaker : e.speakers) {
            if (speaker.audio)
                stopPackets(speaker, milliseconds{2500});
        }
    };
}

Fault silentDesk()
{
    return [](Evidence &e) { e.state->at = kNow - seconds{9}; };
}

Fault droppedSpeaker()
{
    return [](Evidence &e) {
        ana(e).member.presence = Presence::Dropped;
        ana(e).member.since = kWall - seconds{12};
        stopPackets(ana(e), seconds{12});
    };
}

Fault silentMicrophone()
{
    return [](Evidence &e) {
        ana(e).audio->packetLevel = 127;
        ana(e).audio->levelDb = -127;
        ana(e).silentSince = kNow - seconds{4};
        ana(e).soundSince.reset();
    };
}

Fault everybodyMuted()
{
    return [](Evidence &e) {
        for (SpeakerEvidence &speaker : e.speakers) {
            speaker.member.muted = true;
            if (speaker.audio)
                stopPackets(speaker, seconds{2});
        }
    };
}

Fault emptyStage()
{
    return [](Evidence &e) {
        e.speakers.clear();
        e.state->value.stage.clear();
    };
}

Fault endedEvent()
{
    return [](Evidence &e) {
        e.state->value.phase = Phase::Ended;
        e.state->value.ended = kWall - minutes{1};
        e.state->value.recording = RecordingPromise::Promised;
    };
}

Fault delayedLine()
{
    return [](Evidence &e) { e.behind = seconds{34}; };
}

Evidence with(Evidence evidence, const std::vector<Fault> &faults)
{
    for (const Fault &fault : faults)
        fault(evidence);
    return evidence;
}

namespace {

void addLinks(std::vector<Situation> &rows)
{
    Evidence broken;
    broken.link = Failure{Cause::LinkMalformed, QStringLiteral("host")};
    rows.push_back(
        {"a link with a broken host was pasted", broken, "link.malformed", Hop::None, Side::Yours});
    Evidence page = broken;
    page.link = Failure{Cause::DiscoveryUnusable, {}};
    rows.push_back(
        {"the server's page is no Earshot page", page, "server.foreign", Hop::Server, Side::Server});
    Evidence wanted = broken;
    wanted.wanted = true;
    rows.push_back(
        {"a broken link is the only thing asked for", wanted, "link.malformed", Hop::None, Side::Yours});
    rows.push_back({"a broken link is pasted while an event plays", with(hearing(), {[](Evidence &e) {
                        e.link = Failure{Cause::LinkMalformed, {}};
                    }}),
        "ok.live"});
    rows.push_back({"nothing was joined", Evidence{}, "idle"});
}

void addChecks(std::vector<Situation> &rows)
{
    rows.push_back({"dialling for a second", joining(LinePhase::Dialing, seconds{1}), "checking"});
    rows.push_back({"dialling for 4 s", joining(LinePhase::Dialing, seconds{4}), "checking.slow"});
    rows.push_back({"being let in", joining(LinePhase::Joining, milliseconds{100}), "checking"});
    rows.push_back({"not let in for 3 s", joining(LinePhase::Joining, seconds{3}), "checking.slow"});
    rows.push_back({"about to dial", joining(LinePhase::Idle, milliseconds{1}), "checking"});
    rows.push_back({"let in, the schedule is asked for", joining(LinePhase::Live, seconds{1}), "checking"});
    rows.push_back({"the schedule does not answer", joining(LinePhase::Live, seconds{5}), "checking.slow"});
    rows.push_back({"in, no sound yet", with(hearing(), {[](Evidence &e) {
                        e.session.phaseSince = e.firstLive.emplace(kNow - seconds{1});
                        ana(e).audio.reset();
                        e.lastHeard.reset();
                    }}),
        "checking"});
    rows.push_back({"the first packets fill the buffer", with(hearing(), {[](Evidence &e) {
                        e.session.phaseSince = e.firstLive.emplace(kNow - milliseconds{300});
                        ana(e).soundSince = kNow - milliseconds{80};
                        e.lastHeard.reset();
                    }}),
        "checking"});
    rows.push_back({"the device is being opened", with(hearing(), {[](Evidence &e) {
                        e.firstLive = kNow - seconds{1};
                        e.output.phase = OutputPhase::Starting;
                        e.output.lastPull.reset();
                    }}),
        "checking"});
    Evidence noBeacon = hearing();
    noBeacon.state.reset();
    noBeacon.speakers.clear();
    noBeacon.session.phaseSince = kNow - seconds{1};
    rows.push_back({"live by the schedule, the first beacon is due", noBeacon, "checking"});
    noBeacon.session.phaseSince = kNow - seconds{4};
    rows.push_back({"live by the schedule, no beacon for 4 s", noBeacon, "checking.slow"});
    noBeacon.session.phaseSince = kNow - seconds{6};
    rows.push_back(
        {"live by the schedule, no beacon for 6 s", noBeacon, "desk.silent", Hop::None, Side::Event});
}

void addLines(std::vector<Situation> &rows)
{
    const auto failed = [&](const char *name, Cause cause, const char *id, Hop hop, Side side) {
        rows.push_back({name, failedWith(cause), id, hop, side});
    };
    failed("no network", Cause::NetworkUnreachable, "net.offline", Hop::Connection, Side::Yours);
    failed("the name does not exist", Cause::DnsNotFound, "net.dns", Hop::Connection, Side::Server);
    failed("the resolver is silent", Cause::DnsNoAnswer, "net.dns", Hop::Connection, Side::Yours);
    failed("nothing listens", Cause::ConnectionRefused, "net.refused", Hop::Connection, Side::Server);
    failed("no answer at all", Cause::ConnectTimeout, "net.timeout", Hop::Connection, Side::Server);
    failed("an expired certificate", Cause::TlsExpired, "net.tls.expired", Hop::Connection, Side::Server);
    failed(
        "a certificate for another name", Cause::TlsWrongName, "net.tls.name", Hop::Connection, Side::Server);
    failed(
        "a self-made certificate", Cause::TlsUntrusted, "net.tls.untrusted", Hop::Connection, Side::Server);
    failed("no TLS comes about", Cause::TlsBroken, "net.tls.broken", Hop::Connection, Side::Server);
    failed("a certificate of the future", Cause::TlsNotYetValid, "net.clock", Hop::Connection, Side::Yours);
    failed("a web server answers", Cause::ForeignServer, "server.foreign", Hop::Server, Side::Server);
    failed("the server is full", Cause::ServerFull, "server.full", Hop::Server, Side::Server);
    failed("the organiser's limit", Cause::AccountFull, "server.account_full", Hop::Server, Side::Event);
    failed("lame duck", Cause::ServerDraining, "server.draining", Hop::Server, Side::Server);
    failed("the server hung up while dialling", Cause::ServerLost, "server.lost", Hop::Server, Side::Server);
    failed(
        "the server saw no sign of life", Cause::StaleConnection, "server.lost", Hop::Server, Side::Server);
    failed("an old server", Cause::ServerTooOld, "server.old", Hop::Server, Side::Server);
    failed(
        "nobody keeps a schedule there", Cause::NoResponders, "server.no_answer", Hop::Server, Side::Server);
    failed(
        "a question stays unanswered", Cause::RequestTimeout, "server.no_answer", Hop::Server, Side::Server);
    failed("nonsense bytes", Cause::ProtocolBroken, "server.protocol", Hop::Server, Side::Server);
    failed("a message of a newer version", Cause::BadData, "server.protocol", Hop::Server, Side::Server);
    failed("log-in took too long", Cause::AuthenticationTimeout, "server.busy", Hop::Server, Side::Server);
    failed("the ticket was taken back", Cause::TicketRevoked, "ticket.revoked", Hop::Server, Side::Event);
    failed("the ticket allows less", Cause::NotPermitted, "ticket.limited", Hop::Server, Side::Yours);
    failed("a ticket that is refused", Cause::TicketRejected, "ticket.rejected", Hop::Server, Side::Yours);
    failed("an expired ticket", Cause::TicketExpired, "ticket.expired", Hop::Server, Side::Yours);
    failed("the event is not there", Cause::EventUnknown, "event.unknown", Hop::None, Side::Event);
    failed("the event is over", Cause::EventEnded, "event.ended", Hop::None, Side::Event);
    failed("somebody else changed it", Cause::WrongRevision, "desk.conflict", Hop::None, Side::Event);
    failed("no nats-server here", Cause::ProgramMissing, "engine.missing", Hop::None, Side::Yours);
    failed("an old nats-server here", Cause::ProgramTooOld, "engine.old", Hop::None, Side::Yours);
    failed("the server here did not start", Cause::ProgramFailed, "engine.failed", Hop::None, Side::Yours);
    failed("the port here is taken", Cause::PortTaken, "engine.port_taken", Hop::None, Side::Yours);
    failed("a server runs here already", Cause::AlreadyRunning, "engine.running", Hop::None, Side::Yours);
    failed("a file cannot be read", Cause::FileUnreadable, "file.unreadable", Hop::None, Side::Yours);
    failed("a file cannot be written", Cause::FileUnwritable, "file.unwritable", Hop::None, Side::Yours);

    Evidence status = failedWith(Cause::HttpStatus);
    status.session.failure
        = Failure{Cause::HttpStatus, QStringLiteral("Service Unavailable"), 503, seconds{20}};
    rows.push_back({"status 503", status, "http.status", Hop::Server, Side::Server});
    status.session.failure->httpStatus = 511;
    rows.push_back({"a hotel's log-in page", status, "net.captive", Hop::Connection, Side::Yours});

    Evidence redial = failedWith(Cause::ConnectionRefused);
    redial.session.phase = LinePhase::Dialing;
    redial.session.nextTry.reset();
    rows.push_back({"dialling again after a refusal", redial, "net.refused", Hop::Connection, Side::Server});
}

void addTickets(std::vector<Situation> &rows)
{
    Evidence expired = failedWith(Cause::TicketRejected);
    expired.session.phase = LinePhase::Refused;
    expired.ticketExpires = kWall - minutes{3};
    rows.push_back(
        {"refused, and the ticket says it expired", expired, "ticket.expired", Hop::Server, Side::Yours});
    Evidence clock = failedWith(Cause::TicketExpired);
    clock.ticketExpires = kWall + minutes{30};
    rows.push_back(
        {"expired for the server, valid for this clock", clock, "net.clock", Hop::Server, Side::Yours});
    Evidence future = failedWith(Cause::TicketRejected);
    future.ticketIssued = kWall + minutes{30};
    rows.push_back(
        {"refused, and the ticket is of the future", future, "net.clock", Hop::Server, Side::Yours});
}

void addLosses(std::vector<Situation> &rows)
{
    rows.push_back(
        {"the server went away", lostWith(Cause::ServerLost), "server.lost", Hop::Server, Side::Server});
    rows.push_back({"went away, and nothing answers there now", lostWith(Cause::ConnectionRefused),
        "server.lost", Hop::Server, Side::Server});
    rows.push_back({"lost, and no answer since", lostWith(Cause::ConnectTimeout), "net.timeout",
        Hop::Connection, Side::Server});
    Evidence redial = lostWith(Cause::ServerLost);
    redial.session.phase = LinePhase::Dialing;
    redial.session.nextTry.reset();
    rows.push_back({"lost, dialling the next server", redial, "server.lost", Hop::Server, Side::Server});
    rows.push_back(
        {"the line stalls", with(hearing(), {stalledLine()}), "you.stalled", Hop::Connection, Side::Yours});
    Evidence back = hearing();
    back.session.phaseSince = kNow - milliseconds{500};
    back.state->at = kNow - seconds{30};
    rows.push_back({"just back after 30 s, sound flows, the beacon is due", back, "ok.live"});
    stopPackets(ana(back), seconds{30});
    rows.push_back({"just back after 30 s, the sound is due", back, "checking"});
}

void addEvents(std::vector<Situation> &rows)
{
    rows.push_back({"starts in 5 min", waitingFor(minutes{5}), "event.scheduled", Hop::None, Side::Event});
    rows.push_back({"late by 4 min", waitingFor(-minutes{4}), "event.late", Hop::None, Side::Event});
    Evidence postponed = waitingFor(minutes{15});
    postponed.state->value.postponedFrom = {kWall - minutes{29}};
    rows.push_back({"moved by 44 min", postponed, "event.postponed", Hop::None, Side::Event});
    postponed.state->value.planned = kWall - minutes{1};
    rows.push_back({"late again after a delay", postponed, "event.late", Hop::None, Side::Event});
    Evidence noDesk = waitingFor(minutes{5});
    noDesk.state.reset();
    rows.push_back(
        {"scheduled, its desk is not there yet", noDesk, "event.scheduled", Hop::None, Side::Event});
    noDesk.card->planned = kWall - minutes{5};
    rows.push_back({"late, its desk is not there", noDesk, "event.late", Hop::None, Side::Event});

    const auto inPhase = [&](Phase phase) {
        return with(hearing(), {[phase](Evidence &e) { e.state->value.phase = phase; }, everybodyMuted()});
    };
    rows.push_back({"paused", inPhase(Phase::Paused), "event.paused", Hop::None, Side::Event});
    rows.push_back({"cancelled", inPhase(Phase::Cancelled), "event.cancelled", Hop::None, Side::Event});
    Evidence moved = inPhase(Phase::Moved);
    moved.state->value.movedTo = QStringLiteral("earshot://other.example.org/town-hall?t=secret");
    rows.push_back({"moved elsewhere", moved, "event.moved", Hop::None, Side::Event});
    rows.push_back({"ended", with(hearing(), {endedEvent()}), "event.ended", Hop::None, Side::Event});
    Evidence endedByCard = lostWith(Cause::ServerLost);
    endedByCard.card->phase = Phase::Ended;
    rows.push_back({"ended by the schedule while the line was lost", endedByCard, "event.ended", Hop::None,
        Side::Event});
    Evidence unknown = joining(LinePhase::Live, seconds{1});
    unknown.scheduleRead = true;
    rows.push_back({"not on the schedule", unknown, "event.unknown", Hop::None, Side::Event});
}

void addStages(std::vector<Situation> &rows)
{
    rows.push_back(
        {"nobody on stage", with(hearing(), {emptyStage()}), "stage.empty", Hop::None, Side::Event});
    rows.push_back({"all on the list, none has come",
        with(hearing(),
            {everybodyMuted(),
                [](Evidence &e) {
                    for (SpeakerEvidence &s : e.speakers)
                        s.member.presence = Presence::Away;
                }}),
        "stage.empty", Hop::None, Side::Event});
    rows.push_back(
        {"all are muted", with(hearing(), {everybodyMuted()}), "stage.muted", Hop::Microphone, Side::Event});
    rows.push_back({"the only open microphone is dead", with(hearing(), {silentMicrophone()}),
        "stage.silent_mic", Hop::Microphone, Side::Event});
    rows.push_back({"a second without sound is no dead microphone",
        with(hearing(), {silentMicrophone(), [](Evidence &e) { ana(e).silentSince = kNow - seconds{1}; }}),
        "ok.live"});
    rows.push_back({"the only open speaker dropped", with(hearing(), {droppedSpeaker()}), "stage.dropped",
        Hop::Uplink, Side::Event});
    rows.push_back({"one dropped, another is heard",
        with(hearing(),
            {droppedSpeaker(),
                [](Evidence &e) {
                    e.speakers.push_back(talking(2, QStringLiteral("Mei Okafor"), Role::Speaker));
                }}),
        "ok.live"});
    rows.push_back({"one microphone is dead, another is heard",
        with(hearing(),
            {silentMicrophone(),
                [](Evidence &e) {
                    e.speakers.push_back(talking(2, QStringLiteral("Mei Okafor"), Role::Speaker));
                }}),
        "ok.live"});
    rows.push_back({"dropped by the desk, but the packets still come",
        with(hearing(), {[](Evidence &e) { ana(e).member.presence = Presence::Dropped; }}), "ok.live"});
    rows.push_back({"a muted one dropped, the rest is muted",
        with(hearing(), {droppedSpeaker(), everybodyMuted()}), "stage.muted", Hop::Microphone, Side::Event});
    rows.push_back({"a pause between two sentences", with(hearing(), {[](Evidence &e) {
                        stopPackets(ana(e), seconds{2});
                        e.lastHeard = kNow - seconds{2};
                    }}),
        "ok.live"});
    rows.push_back({"nobody talks for 40 s", with(hearing(), {[](Evidence &e) {
                        stopPackets(ana(e), seconds{40});
                        e.lastHeard = kNow - seconds{40};
                    }}),
        "stage.quiet", Hop::Microphone, Side::Event});
    rows.push_back({"open, but never a packet", with(hearing(), {[](Evidence &e) {
                        ana(e).audio.reset();
                        e.lastHeard.reset();
                    }}),
        "stage.quiet", Hop::Microphone, Side::Event});
    rows.push_back({"the desk died, the voice goes on", with(hearing(), {silentDesk()}), "desk.silent",
        Hop::None, Side::Event});
    rows.push_back({"the desk died, and no voice", with(hearing(), {silentDesk(), everybodyMuted()}),
        "desk.silent", Hop::None, Side::Event});
    rows.push_back({"4 s without a beacon is no dead desk",
        with(hearing(), {[](Evidence &e) { e.state->at = kNow - seconds{4}; }}), "ok.live"});
}

void addEars(std::vector<Situation> &rows)
{
    rows.push_back({"you hear it", hearing(), "ok.live"});
    rows.push_back({"34 s behind", with(hearing(), {delayedLine()}), "ok.delayed"});
    rows.push_back({"plays into no device, as chosen",
        with(hearing(), {[](Evidence &e) { e.output.nullDevice = true; }}), "ok.live"});
    rows.push_back(
        {"muted in Earshot", with(hearing(), {mutedOutput()}), "out.muted", Hop::Speakers, Side::Yours});
    rows.push_back(
        {"volume at 0", with(hearing(), {volumeZero()}), "out.volume_zero", Hop::Speakers, Side::Yours});
    rows.push_back(
        {"no sound device", with(hearing(), {deviceMissing()}), "out.none", Hop::Speakers, Side::Yours});
    rows.push_back(
        {"the device fails", with(hearing(), {deviceFailed()}), "out.failed", Hop::Speakers, Side::Yours});
    rows.push_back({"the device stops asking",
        with(hearing(), {[](Evidence &e) { e.output.lastPull = kNow - seconds{3}; }}), "out.failed",
        Hop::Speakers, Side::Yours});
    rows.push_back({"the device never opens",
        with(hearing(), {[](Evidence &e) { e.output.phase = OutputPhase::Starting; }}), "out.failed",
        Hop::Speakers, Side::Yours});
    rows.push_back({"the computer is too busy", with(hearing(), {lateDevice()}), "you.busy", Hop::Speakers,
        Side::Yours});
    rows.push_back({"it was too busy 6 s ago",
        with(hearing(), {[](Evidence &e) { e.output.lastLatePull = kNow - seconds{6}; }}), "ok.live"});
    rows.push_back({"sound comes in and gets lost inside",
        with(hearing(), {[](Evidence &e) { e.lastHeard = kNow - seconds{4}; }}), "out.mismatch",
        Hop::Speakers, Side::Yours});
}

} // namespace

std::vector<Situation> situations()
{
    std::vector<Situation> rows;
    addLinks(rows);
    addChecks(rows);
    addLines(rows);
    addTickets(rows);
    addLosses(rows);
    addEvents(rows);
    addStages(rows);
    addEars(rows);
    return rows;
}

} // namespace earshot::test
