#include "situations.h"

#include "event/when_ready.h"

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
    evidence.session.lostAt = kNow - seconds{12};
    evidence.session.lostBy = Failure{Cause::ServerLost, {}};
    evidence.session.lastBytes = kNow - seconds{12} - milliseconds{40};
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

Fault deviceAsleep()
{
    return [](Evidence &e) {
        e.output.nullDevice = true;
        e.output.suspended = true;
        e.output.failure = Failure{Cause::DeviceFailed, QStringLiteral("the device is suspended")};
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

Fault missingPackets(const MissingPackets &packets)
{
    return [=](Evidence &e) {
        ana(e).missing = packets;
        ana(e).gaps = GapStats{};
        ana(e).gaps->lastAtSource = ana(e).gaps->lastAtServer = ana(e).gaps->lastUndecided
            = kNow - seconds{1};
        if (packets.undecided > 0)
            ana(e).gaps->waitingSince = kNow - seconds{3};
    };
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
    failed("a store that is full", Cause::StorageFull, "server.no_room", Hop::Server, Side::Server);
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
    failed("a file is removed while it is written", Cause::FilesRemoved, "file.unwritable", Hop::None,
        Side::Yours);
    failed("a file is damaged", Cause::FileDamaged, "file.damaged", Hop::None, Side::Yours);
    failed("what was entered cannot be hosted", Cause::PlanUnusable, "host.plan", Hop::None, Side::Yours);
    failed(
        "damaged host credentials", Cause::CredentialsUnusable, "host.credentials", Hop::None, Side::Yours);
    failed("a locked keychain", Cause::KeychainRefused, "host.keychain", Hop::None, Side::Yours);
    failed("hosted by another program", Cause::AlreadyHosting, "host.running", Hop::None, Side::Yours);
    failed("the desk says no", Cause::DeskRefused, "desk.refused", Hop::None, Side::Event);

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
    rows.push_back({"went away, and nothing answers since", lostWith(Cause::ConnectTimeout), "server.lost",
        Hop::Server, Side::Server});
    const auto afterStall = [](Cause cause) {
        return with(lostWith(cause), {[](Evidence &e) {
            e.session.lastBytes = kNow - seconds{17};
            e.session.lostBy->detail = QStringLiteral("no bytes for 5 s");
        }});
    };
    rows.push_back({"given up after a stall", afterStall(Cause::ServerLost), "you.stalled", Hop::Connection,
        Side::Yours});
    rows.push_back({"given up after a stall, and no answer since", afterStall(Cause::ConnectTimeout),
        "net.timeout", Hop::Connection, Side::Server});
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

ProbeStats probeWith(std::vector<ProbeFinding> findings)
{
    ProbeStats probe;
    probe.host = QStringLiteral("live.example.org");
    probe.isDone = true;
    probe.findings = std::move(findings);
    return probe;
}

ProbeFinding found(ProbeStep step, ProbeOutcome outcome, std::optional<Cause> cause = {})
{
    ProbeFinding finding{.step = step, .outcome = outcome, .took = milliseconds{120}};
    if (cause)
        finding.failure = Failure{*cause, {}};
    return finding;
}

std::vector<ProbeFinding> untilTls(ProbeOutcome tls, std::optional<Cause> cause = {})
{
    return {found(ProbeStep::Resolve, ProbeOutcome::Good), found(ProbeStep::Tcp, ProbeOutcome::Good),
        found(ProbeStep::Tls, tls, cause), found(ProbeStep::Http, ProbeOutcome::Good),
        found(ProbeStep::Page, ProbeOutcome::Failed, Cause::DiscoveryUnusable)};
}

void addPortals(std::vector<Situation> &rows)
{
    Evidence portal = failedWith(Cause::HttpStatus);
    portal.session.failure = Failure{Cause::HttpStatus, QStringLiteral("302 Found"), 302};
    portal.session.probe = probeWith(untilTls(ProbeOutcome::Skipped));
    portal.session.probe->httpStatus = 302;
    portal.session.probe->redirectHost = QStringLiteral("login.hotel.example");
    rows.push_back(
        {"led away to a hotel's log-in page", portal, "net.captive", Hop::Connection, Side::Yours});
    portal.session.probe->redirectHost = QStringLiteral("www.example.org");
    rows.push_back({"the server's own redirect", portal, "http.status", Hop::Server, Side::Server});

    Evidence page = failedWith(Cause::ForeignServer);
    page.session.probe = probeWith(untilTls(ProbeOutcome::Skipped));
    page.session.probe->httpStatus = 200;
    page.session.probe->answersHtml = true;
    rows.push_back(
        {"a page for people, nobody vouches for it", page, "net.captive", Hop::Connection, Side::Yours});
    page.session.probe->findings = untilTls(ProbeOutcome::Good);
    rows.push_back(
        {"a page for people, truly of that name", page, "server.foreign", Hop::Server, Side::Server});

    Evidence forged = failedWith(Cause::TlsUntrusted);
    forged.session.probe = probeWith(untilTls(ProbeOutcome::Failed, Cause::TlsUntrusted));
    forged.session.probe->httpStatus = 403;
    forged.session.probe->answersHtml = true;
    rows.push_back(
        {"an unknown issuer, and a page behind it", forged, "net.captive", Hop::Connection, Side::Yours});
    forged.session.probe->answersHtml = false;
    rows.push_back({"an unknown issuer, and nothing behind it", forged, "net.tls.untrusted", Hop::Connection,
        Side::Server});
    Evidence broken = failedWith(Cause::HttpStatus);
    broken.session.failure->httpStatus = 502;
    broken.session.probe = probeWith(untilTls(ProbeOutcome::Good));
    broken.session.probe->httpStatus = 502;
    broken.session.probe->answersHtml = true;
    rows.push_back({"status 502 with a page of its proxy", broken, "http.status", Hop::Server, Side::Server});
}

void addClocks(std::vector<Situation> &rows)
{
    const auto tls = [](Cause cause, milliseconds offset) {
        Evidence evidence = failedWith(cause);
        evidence.session.probe = probeWith(untilTls(ProbeOutcome::Failed, cause));
        evidence.session.probe->certificate = ProbedCertificate{{QStringLiteral("live.example.org")},
            QStringLiteral("Example CA"), kWall - std::chrono::hours{100}, kWall + std::chrono::hours{100}};
        evidence.session.probe->clockOffset = offset;
        return evidence;
    };
    rows.push_back({"expired by this clock, which is years fast",
        with(tls(Cause::TlsExpired, -std::chrono::hours{90}), {}), "net.clock", Hop::Connection,
        Side::Yours});
    rows.push_back({"expired by both clocks", with(tls(Cause::TlsExpired, seconds{2}), {}), "net.tls.expired",
        Hop::Connection, Side::Server});
    rows.push_back(
        {"expired even by the server's clock", with(tls(Cause::TlsExpired, -std::chrono::hours{900}), {}),
            "net.tls.expired", Hop::Connection, Side::Server});
    rows.push_back({"not valid yet by this clock, which is slow",
        with(tls(Cause::TlsNotYetValid, std::chrono::hours{50}), {}), "net.clock", Hop::Connection,
        Side::Yours});
    rows.push_back({"not valid yet by both clocks", with(tls(Cause::TlsNotYetValid, seconds{0}), {}),
        "net.clock", Hop::Connection, Side::Server});
    Evidence ticket = failedWith(Cause::TicketExpired);
    ticket.ticketExpires = kWall + seconds{30};
    ticket.ticketIssued = kWall - minutes{30};
    ticket.session.probe = probeWith(untilTls(ProbeOutcome::Good));
    ticket.session.probe->clockOffset = minutes{20};
    rows.push_back(
        {"the ticket is over by the server's date", ticket, "net.clock", Hop::Connection, Side::Yours});
    ticket.session.probe->clockOffset = seconds{20};
    rows.push_back({"the ticket is over by both", ticket, "ticket.expired", Hop::Server, Side::Yours});
}

void addNetworks(std::vector<Situation> &rows)
{
    const auto offline = [](Evidence &e) { e.session.online = false; };
    rows.push_back({"the system says: no network, nothing tried yet",
        with(joining(LinePhase::Dialing, milliseconds{200}), {offline}), "net.offline", Hop::Connection,
        Side::Yours});
    rows.push_back({"no network, so no name either", with(failedWith(Cause::DnsNoAnswer), {offline}),
        "net.offline", Hop::Connection, Side::Yours});
    rows.push_back({"the network went while hearing", with(hearing(), {stalledLine(), offline}),
        "net.offline", Hop::Connection, Side::Yours});
    rows.push_back({"the line was given up without a network", with(lostWith(Cause::ServerLost), {offline}),
        "net.offline", Hop::Connection, Side::Yours});
    rows.push_back({"the system errs, sound comes", with(hearing(), {offline}), "ok.live"});
    rows.push_back({"no network, but the server is on this computer",
        with(failedWith(Cause::ConnectionRefused),
            {offline, [](Evidence &e) { e.session.serverHost = QStringLiteral("127.0.0.1:8080"); }}),
        "net.refused", Hop::Connection, Side::Server});
    rows.push_back({"no network explains no refused ticket",
        with(failedWith(Cause::TicketRejected), {offline}), "ticket.rejected", Hop::Server, Side::Yours});
    Evidence timeout = failedWith(Cause::ConnectTimeout);
    timeout.session.probe = probeWith({found(ProbeStep::Page, ProbeOutcome::Good)});
    rows.push_back(
        {"no answer, but the page can be read", timeout, "net.timeout", Hop::Connection, Side::Server});
    timeout.session.probe->findings = {found(ProbeStep::Page, ProbeOutcome::Failed, Cause::ConnectTimeout)};
    rows.push_back({"no answer, nor of the page", timeout, "net.timeout", Hop::Connection, Side::Server});
}

SecondOpinion opinion()
{
    SecondOpinion page;
    page.readAt = kNow - seconds{5};
    page.written = kWall - minutes{3};
    page.note = QStringLiteral("We are moving to a larger server");
    page.card = ScheduleCard{.id = *EventId::parse(u"town-hall")};
    page.card->phase = Phase::Live;
    page.card->planned = kWall - minutes{29};
    page.card->started = kWall - minutes{26};
    page.card->revision = 9;
    return page;
}

void addSecondOpinions(std::vector<Situation> &rows)
{
    const auto page = [](const std::function<void(ScheduleCard &)> &change) {
        return [change](Evidence &e) {
            e.session.secondOpinion = opinion();
            change(*e.session.secondOpinion->card);
        };
    };
    const auto nothing = [](ScheduleCard &) {};
    rows.push_back(
        {"no answer, the organiser wrote a note", with(failedWith(Cause::ConnectTimeout), {page(nothing)}),
            "net.timeout", Hop::Connection, Side::Server});
    rows.push_back({"full, nothing else is offered", with(failedWith(Cause::ServerFull), {page(nothing)}),
        "server.full", Hop::Server, Side::Server});
    const auto stream
        = [](ScheduleCard &card) { card.fallbackLink = QStringLiteral("https://cdn.example.org/late"); };
    const auto recording = [](ScheduleCard &card) {
        card.recording = RecordingPromise::Partial;
        card.recordingLink = QStringLiteral("https://cdn.example.org/so-far.opus");
    };
    rows.push_back({"full, a delayed stream is there", with(failedWith(Cause::ServerFull), {page(stream)}),
        "event.full_fallback", Hop::Server, Side::Event});
    rows.push_back({"full, the organiser's limit, a recording is there",
        with(failedWith(Cause::AccountFull), {page(recording)}), "event.full_fallback", Hop::Server,
        Side::Event});
    rows.push_back({"full, the stream is known from the schedule",
        with(failedWith(Cause::ServerFull), {[&](Evidence &e) {
            e.card = *opinion().card;
            e.card->phase = Phase::Scheduled;
            e.card->planned = kWall + minutes{5};
            stream(*e.card);
        }}),
        "event.full_fallback", Hop::Server, Side::Event});
    rows.push_back({"full, and a link that nobody should open",
        with(failedWith(Cause::ServerFull),
            {page([](ScheduleCard &card) { card.fallbackLink = QStringLiteral("file:///etc/passwd"); })}),
        "server.full", Hop::Server, Side::Server});
    rows.push_back({"full with a stream, but unplugged",
        with(lostWith(Cause::ServerFull), {page(stream), deviceMissing()}), "out.none", Hop::Speakers,
        Side::Yours});
    const auto ended = [](ScheduleCard &card) {
        card.phase = Phase::Ended;
        card.ended = kWall - minutes{2};
    };
    rows.push_back({"lost, and ended by the page", with(lostWith(Cause::ServerLost), {page(ended)}),
        "event.ended", Hop::None, Side::Event});
    rows.push_back({"lost, the page is older than the beacon",
        with(lostWith(Cause::ServerLost), {page(ended), [](Evidence &e) { e.state->value.revision = 10; }}),
        "server.lost", Hop::Server, Side::Server});
    rows.push_back(
        {"back, and the page of before still says ended", with(hearing(), {page(ended)}), "ok.live"});
    rows.push_back({"no answer, cancelled by the page",
        with(failedWith(Cause::ConnectTimeout), {page([](ScheduleCard &c) { c.phase = Phase::Cancelled; })}),
        "event.cancelled", Hop::None, Side::Event});
    rows.push_back(
        {"no answer, moved by the page", with(failedWith(Cause::ConnectTimeout), {page([](ScheduleCard &c) {
             c.phase = Phase::Moved;
             c.movedTo = QStringLiteral("earshot://other.example.org/town-hall");
         })}),
            "event.moved", Hop::None, Side::Event});
    rows.push_back({"no answer, postponed by the page",
        with(failedWith(Cause::ConnectionRefused), {page([](ScheduleCard &c) {
            c.phase = Phase::Scheduled;
            c.postponedFrom = {c.planned};
            c.planned = kWall + minutes{20};
        })}),
        "event.postponed", Hop::None, Side::Event});
}

Fault slowLine()
{
    return [](Evidence &e) {
        ana(e).backlog = milliseconds{800};
        ana(e).backlogGrows = true;
        ana(e).audio->lateness = milliseconds{1300};
    };
}

Fault burstingLine()
{
    return [](Evidence &e) {
        ana(e).audio->jitter = milliseconds{80};
        ana(e).audio->target = milliseconds{640};
    };
}

Fault choppyUplink()
{
    return missingPackets({.atSource = 12, .due = 160});
}

void addQualities(std::vector<Situation> &rows)
{
    const auto row = [&](const char *name, const std::vector<Fault> &faults, const char *id,
                         Hop hop = Hop::None, Side side = Side::Nobody) {
        rows.push_back({name, with(hearing(), faults), id, hop, side});
    };
    row("the line is too slow", {slowLine()}, "you.slow", Hop::Connection, Side::Yours);
    row("one speaker is late, the beacons are not",
        {slowLine(),
            [](Evidence &e) {
                e.beacons = BeaconTiming{milliseconds{5}, milliseconds{9}};
            }},
        "ok.live");
    row("a backlog that shrinks", {slowLine(), [](Evidence &e) { ana(e).backlogGrows = false; }}, "ok.live");
    row("a backlog of 3 s",
        {slowLine(),
            [](Evidence &e) {
                ana(e).backlogGrows = false;
                ana(e).backlog = seconds{3};
            }},
        "you.slow", Hop::Connection, Side::Yours);
    row("a trickle: bytes come, nothing whole",
        {silentDesk(),
            [](Evidence &e) {
                e.session.oldestUnansweredPing = kNow - seconds{2};
                stopPackets(ana(e), seconds{3});
                e.lastHeard = kNow - seconds{3};
            }},
        "you.slow", Hop::Connection, Side::Yours);
    row("nothing comes at all, but not yet for long", {[](Evidence &e) {
        e.session.oldestUnansweredPing = e.session.lastBytes = kNow - milliseconds{1900};
        stopPackets(ana(e), milliseconds{1900});
        e.lastHeard = kNow - milliseconds{1900};
    }},
        "ok.live");
    row("the answer stands in a queue behind the sound",
        {[](Evidence &e) { e.session.oldestUnansweredPing = kNow - seconds{2}; }}, "you.slow",
        Hop::Connection, Side::Yours);
    row("the answer takes a second",
        {[](Evidence &e) { e.session.oldestUnansweredPing = kNow - seconds{1}; }}, "ok.live");
    row("beacons and voices come ever later", {[](Evidence &e) {
        e.beacons = BeaconTiming{milliseconds{1300}, milliseconds{1300}};
        ana(e).audio->jitter = milliseconds{70};
    }},
        "you.slow", Hop::Connection, Side::Yours);
    row("only the desk's uplink is slow", {[](Evidence &e) {
        e.beacons = BeaconTiming{milliseconds{1300}, milliseconds{1300}};
    }},
        "ok.live");
    row("the line delivers in bursts", {burstingLine()}, "you.jitter", Hop::Connection, Side::Yours);
    row("bursts of one uplink, the beacons come evenly",
        {burstingLine(),
            [](Evidence &e) {
                e.beacons = BeaconTiming{milliseconds{5}, milliseconds{9}};
            }},
        "ok.live");
    row("an uplink with gaps", {choppyUplink()}, "stage.uplink_choppy", Hop::Uplink, Side::Event);
    row("an uplink that had gaps 6 s ago",
        {choppyUplink(), [](Evidence &e) { ana(e).gaps->lastAtSource = kNow - seconds{6}; }}, "ok.live");
    row("two packets of many are missing", {choppyUplink(), [](Evidence &e) { ana(e).missing.atSource = 2; }},
        "ok.live");
    const auto missing = [](MissingPackets packets, std::optional<seconds> waiting = std::nullopt) {
        return [=](Evidence &e) {
            ana(e).missing = packets;
            if (waiting)
                ana(e).gaps->waitingSince = kNow - *waiting;
        };
    };
    row("the servers lose packets that the desk has",
        {choppyUplink(), missing({.atSource = 1, .atServer = 12, .due = 160})}, "server.choppy", Hop::Server,
        Side::Server);
    row("the servers lost packets 6 s ago",
        {choppyUplink(), missing({.atServer = 12, .due = 160}),
            [](Evidence &e) { ana(e).gaps->lastAtServer = kNow - seconds{6}; }},
        "ok.live");
    row("packets are missing, the desk is about to tell whether it has them",
        {choppyUplink(), missing({.undecided = 12, .due = 160}, seconds{1})}, "ok.live");
    row("packets are missing, the desk does not tell whether it has them",
        {choppyUplink(), missing({.undecided = 12, .due = 160}, seconds{3})}, "stage.choppy", Hop::None,
        Side::Event);
    row("packets are missing, of most the desk told that it misses them too",
        {choppyUplink(), missing({.atSource = 12, .atServer = 1, .undecided = 2, .due = 160}, seconds{3})},
        "stage.uplink_choppy", Hop::Uplink, Side::Event);
    row("the own line lost packets when it broke",
        {choppyUplink(), missing({.atConnection = 200, .due = 160})}, "ok.live");
    row("a telephone by its codec", {[](Evidence &e) { ana(e).audio->bandwidth = OpusBandwidth::Narrow; }},
        "stage.muffled", Hop::Microphone, Side::Event);
    row("a telephone by its sound", {[](Evidence &e) { ana(e).audio->bandwidthHz = 3600; }}, "stage.muffled",
        Hop::Microphone, Side::Event);
    row("a full band by its sound", {[](Evidence &e) { ana(e).audio->bandwidthHz = 15'000; }}, "ok.live");
    row("a microphone that clips", {[](Evidence &e) { ana(e).audio->clippedShare = 0.2; }}, "stage.clipping",
        Hop::Microphone, Side::Event);
    row("a microphone that howls", {[](Evidence &e) { ana(e).audio->howlHz = 3100; }}, "stage.howl",
        Hop::Microphone, Side::Event);
    row("asked to move while hearing", {[](Evidence &e) {
        e.session.drainingSince = kNow - milliseconds{700};
        e.session.otherServers = 2;
    }},
        "server.draining", Hop::Server, Side::Server);
    row("headphones unplugged, the loudspeakers play", {[](Evidence &e) {
        e.output.lostDevice = QStringLiteral("Headphones");
        e.output.lostDeviceAt = kNow - seconds{2};
        e.output.deviceName = QStringLiteral("Loudspeakers");
    }},
        "out.unplugged", Hop::Speakers, Side::Yours);
    row("unplugged, and nothing else is there",
        {deviceMissing(),
            [](Evidence &e) {
                e.output.lostDevice = QStringLiteral("Headphones");
                e.output.lostDeviceAt = kNow - seconds{2};
            }},
        "out.none", Hop::Speakers, Side::Yours);
    row("unplugged a minute ago", {[](Evidence &e) {
        e.output.lostDevice = QStringLiteral("Headphones");
        e.output.lostDeviceAt = kNow - seconds{60};
    }},
        "ok.live");
    Evidence cut = lostWith(Cause::ServerLost);
    ana(cut).audio->lateness = milliseconds{2600};
    rows.push_back({"cut while the sound came ever later", cut, "you.slow", Hop::Connection, Side::Yours});
    Evidence said = lostWith(Cause::ConnectionRefused);
    said.session.lostBy->detail = QStringLiteral("Slow Consumer");
    rows.push_back({"cut with the server's word", said, "you.slow", Hop::Connection, Side::Yours});
}

void addTimes(std::vector<Situation> &rows)
{
    const auto mode = [](ListeningMode which, milliseconds behind) {
        return [=](Evidence &e) {
            e.session.catchUp.mode = which;
            e.session.catchUp.behind = behind;
            e.behind = behind + milliseconds{620};
        };
    };
    rows.push_back(
        {"catching up", with(hearing(), {mode(ListeningMode::CatchingUp, seconds{12})}), "ok.delayed"});
    rows.push_back(
        {"rewound by choice", with(hearing(), {mode(ListeningMode::Rewound, minutes{5})}), "ok.delayed"});
    rows.push_back({"rewound to a silence of then",
        with(hearing(), {everybodyMuted(), mode(ListeningMode::Rewound, minutes{5})}), "ok.delayed"});
    rows.push_back({"rewound, and the event has ended meanwhile",
        with(hearing(), {endedEvent(), mode(ListeningMode::Rewound, minutes{5})}), "ok.delayed"});
    rows.push_back({"rewound, and the server is lost",
        with(lostWith(Cause::ServerLost), {mode(ListeningMode::Rewound, minutes{5})}), "server.lost",
        Hop::Server, Side::Server});
    Evidence recovering = with(hearing(), {mode(ListeningMode::Recovering, milliseconds{0})});
    recovering.session.phaseSince = kNow - milliseconds{400};
    recovering.lastHeard = kNow - seconds{3};
    stopPackets(ana(recovering), seconds{3});
    rows.push_back({"back, what was missed is fetched", recovering, "checking"});
    Evidence refused = hearing();
    refused.session.catchUp.refusal = CatchUpRefusal::SwitchedOff;
    refused.session.catchUp.lastLost = seconds{3};
    refused.session.catchUp.lastRecovery = kNow - minutes{1};
    rows.push_back({"back, but catch-up is switched off", refused, "ok.live"});

    Evidence woken = lostWith(Cause::ServerLost);
    woken.session.resumedAt = kNow - seconds{1};
    woken.session.sleptFor = minutes{12};
    rows.push_back({"just woken, the line is dead", woken, "you.resumed", Hop::None, Side::Yours});
    woken.session.resumedAt = kNow - seconds{6};
    rows.push_back({"woken 6 s ago, the line is dead", woken, "server.lost", Hop::Server, Side::Server});
    Evidence again = hearing();
    again.session.resumedAt = kNow - seconds{1};
    again.session.sleptFor = seconds{20};
    rows.push_back({"just woken, sound is there", again, "you.resumed", Hop::None, Side::Yours});
    Evidence stopped = with(hearing(), {[](Evidence &e) {
        e.session.resumedAt = kNow - milliseconds{100};
        e.session.sleptFor = seconds{20};
        e.output.lastPull = kNow - seconds{20};
        e.session.lastBytes = kNow - seconds{20};
        e.session.oldestUnansweredPing = kNow - seconds{20};
        e.state->at = kNow - seconds{20};
        e.lastHeard = kNow - seconds{20};
        stopPackets(ana(e), seconds{20});
    }});
    rows.push_back({"the program was let go on, all is old", stopped, "you.resumed", Hop::None, Side::Yours});

    Evidence played;
    played.output = headphones();
    played.recording = PlayedRecording{QStringLiteral("Town hall"), minutes{3}, minutes{41}};
    rows.push_back({"a recording plays", played, "ok.recording"});
    rows.push_back({"a recording plays into a muted Earshot", with(played, {mutedOutput()}), "out.muted",
        Hop::Speakers, Side::Yours});
}

void addSpeaking(std::vector<Situation> &rows)
{
    using Microphone = SpeakingEvidence::Microphone;
    const auto speaking = [](const std::function<void(SpeakingEvidence &)> &change) {
        Evidence evidence = hearing();
        evidence.speaking = SpeakingEvidence{};
        evidence.speaking->deviceName = QStringLiteral("Desk microphone");
        evidence.speaking->talking = true;
        evidence.speaking->talkingSince = kNow - seconds{10};
        evidence.speaking->lastReturned = kNow - milliseconds{80};
        change(*evidence.speaking);
        return evidence;
    };
    const auto row
        = [&](const char *name, const std::function<void(SpeakingEvidence &)> &change, const char *id) {
              rows.push_back({name, speaking(change), id, Hop::Microphone, Side::Yours});
          };
    row(
        "no microphone", [](SpeakingEvidence &s) { s.microphone = Microphone::Missing; }, "mic.none");
    row(
        "a microphone that is not allowed", [](SpeakingEvidence &s) { s.microphone = Microphone::Denied; },
        "mic.denied");
    row(
        "a microphone in use", [](SpeakingEvidence &s) { s.microphone = Microphone::Busy; }, "mic.busy");
    row(
        "an unplugged microphone", [](SpeakingEvidence &s) { s.microphone = Microphone::Unplugged; },
        "mic.unplugged");
    row(
        "the own microphone is dead", [](SpeakingEvidence &s) { s.silentSince = kNow - seconds{4}; },
        "mic.silent");
    row(
        "a monitor as microphone", [](SpeakingEvidence &s) { s.isMonitor = true; }, "mic.monitor");
    row(
        "an unplugged microphone, monitors are left",
        [](SpeakingEvidence &s) {
            s.microphone = Microphone::Unplugged;
            s.isMonitor = true;
        },
        "mic.unplugged");
    row(
        "a Bluetooth headset", [](SpeakingEvidence &s) { s.isHandsFree = true; }, "mic.bluetooth");
    rows.push_back({"the own voice does not come back",
        speaking([](SpeakingEvidence &s) { s.lastReturned = kNow - seconds{3}; }), "talk.unconfirmed",
        Hop::Uplink, Side::Yours});
    const auto upTheLine = [&](const std::function<void(SpeakingEvidence &)> &change) {
        Evidence evidence = speaking(change);
        evidence.speakers.clear();
        evidence.lastHeard.reset();
        evidence.session.oldestUnansweredPing = kNow - seconds{5};
        return evidence;
    };
    rows.push_back({"nothing goes up the line while one talks",
        upTheLine([](SpeakingEvidence &s) { s.lastReturned = kNow - seconds{5}; }), "talk.unconfirmed",
        Hop::Uplink, Side::Yours});
    rows.push_back(
        {"nothing goes up the line, so the microphone was closed", upTheLine([](SpeakingEvidence &s) {
             s.talking = false;
             s.end = TalkEnd::ReturnPathDead;
             s.endedAt = kNow - seconds{1};
         }),
            "talk.closed", Hop::Microphone, Side::Yours});
    rows.push_back({"alone on stage, nothing goes up the line, and nothing is said",
        upTheLine([](SpeakingEvidence &s) { s.talking = false; }), "you.slow", Hop::Connection, Side::Yours});
    row(
        "a microphone that does not work", [](SpeakingEvidence &s) { s.microphone = Microphone::Failed; },
        "mic.failed");
    row(
        "feedback, ducked",
        [](SpeakingEvidence &s) {
            s.guard = GuardState::Ducked;
            s.howlHz = 1200;
        },
        "mic.howl");
    row(
        "feedback, muted",
        [](SpeakingEvidence &s) {
            s.guard = GuardState::Muted;
            s.talking = false;
            s.end = TalkEnd::Feedback;
            s.endedAt = kNow - seconds{1};
        },
        "mic.howl");
    row(
        "too loud for the microphone", [](SpeakingEvidence &s) { s.clippedShare = 0.2; }, "mic.clipping");
    row(
        "a microphone without high tones", [](SpeakingEvidence &s) { s.bandwidthHz = 3400; }, "mic.muffled");
    const auto closed = [](TalkEnd end, seconds ago) {
        return [=](SpeakingEvidence &s) {
            s.talking = false;
            s.end = end;
            s.endedAt = kNow - ago;
        };
    };
    row("the key's window lost the focus", closed(TalkEnd::FocusLost, seconds{2}), "talk.closed");
    row("the microphone was unplugged, another is used", closed(TalkEnd::DeviceLost, seconds{2}),
        "talk.closed");
    row("this program hung", closed(TalkEnd::Watchdog, seconds{14}), "talk.closed");
    rows.push_back(
        {"closed by itself, some time ago", speaking(closed(TalkEnd::FocusLost, seconds{16})), "ok.live"});
    rows.push_back({"the key was let go", speaking(closed(TalkEnd::Released, seconds{1})), "ok.live"});
    rows.push_back({"muted by the host", speaking([](SpeakingEvidence &s) {
                        s.talking = false;
                        s.mutedByHost = true;
                        s.mutedBy = QStringLiteral("Mei Okafor");
                    }),
        "talk.muted", Hop::Microphone, Side::Event});
    rows.push_back({"talking, and heard", speaking([](SpeakingEvidence &) {}), "ok.talking"});
    const auto alone = [&](bool talking) {
        Evidence evidence = speaking([=](SpeakingEvidence &s) { s.talking = talking; });
        evidence.speakers.clear();
        evidence.lastHeard.reset();
        return evidence;
    };
    rows.push_back({"alone on stage, talking", alone(true), "ok.talking"});
    rows.push_back({"alone on stage, the microphone closed", alone(false), "talk.ready"});
    rows.push_back({"on stage, somebody else talks", speaking([](SpeakingEvidence &s) { s.talking = false; }),
        "ok.live"});
    Evidence mute = speaking([](SpeakingEvidence &s) { s.lastReturned = kNow - seconds{3}; });
    mute.session.complaint = Failure{Cause::NotPermitted,
        QStringLiteral("Permissions Violation for Publish to \"ev.town-hall.audio.UX\"")};
    mute.session.complainedAt = kNow - seconds{3};
    rows.push_back({"may listen, not speak", mute, "ticket.limited", Hop::Server, Side::Yours});
    Evidence deaf = hearing();
    deaf.speakers.front().audio.reset();
    deaf.lastHeard.reset();
    deaf.session.complaint = Failure{Cause::NotPermitted,
        QStringLiteral("Permissions Violation for Subscription to \"ev.town-hall.audio.*\"")};
    deaf.session.complainedAt = kNow - seconds{4};
    rows.push_back({"may not even listen", deaf, "ticket.limited", Hop::Server, Side::Yours});
    Evidence harmless = hearing();
    harmless.session.complaint = Failure{
        Cause::NotPermitted, QStringLiteral("Permissions Violation for Publish to \"ev.town-hall.report\"")};
    harmless.session.complainedAt = kNow - seconds{4};
    rows.push_back({"may not report what is heard", harmless, "ok.live"});
    Evidence removed = hearing();
    removed.removed
        = StageRemoval{QStringLiteral("Ana Ruiz"), QStringLiteral("Time is up"), kWall - seconds{5}};
    rows.push_back({"taken off the stage", removed, "host.removed", Hop::None, Side::Event});
    removed.removed->at = kWall - minutes{5};
    rows.push_back({"taken off the stage 5 min ago", removed, "ok.live"});
}

void addEvents(std::vector<Situation> &rows)
{
    rows.push_back({"starts in 5 min", waitingFor(minutes{5}), "event.scheduled", Hop::None, Side::Event});
    Evidence whenReady = waitingFor(minutes{0});
    whenReady.state->value.planned = whenReady.card->planned = kWhenReady;
    rows.push_back({"starts when the host is ready", whenReady, "event.scheduled", Hop::None, Side::Event});
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
    rows.push_back({"the device sleeps", with(hearing(), {deviceAsleep()}), "out.suspended", Hop::Speakers,
        Side::Yours});
    rows.push_back({"the device blinks, and may be woken for us",
        with(hearing(), {[](Evidence &e) { e.output.suspended = true; }}), "ok.live"});
    rows.push_back({"the device sleeps and has not asked for long", with(hearing(), {[](Evidence &e) {
                        e.output.suspended = true;
                        e.output.lastPull = kNow - seconds{3};
                    }}),
        "out.suspended", Hop::Speakers, Side::Yours});
    rows.push_back({"the device stops asking",
        with(hearing(), {[](Evidence &e) { e.output.lastPull = kNow - seconds{3}; }}), "out.failed",
        Hop::Speakers, Side::Yours});
    rows.push_back({"the device never opens", with(hearing(), {[](Evidence &e) {
                        e.output.phase = OutputPhase::Starting;
                        e.output.lastPull.reset();
                    }}),
        "out.failed", Hop::Speakers, Side::Yours});
    rows.push_back({"another device was chosen, and opens", with(hearing(), {[](Evidence &e) {
                        e.output.phase = OutputPhase::Starting;
                        e.output.lastPull = kNow - milliseconds{900};
                    }}),
        "checking"});
    rows.push_back({"another device was chosen, and never opens", with(hearing(), {[](Evidence &e) {
                        e.output.phase = OutputPhase::Starting;
                        e.output.lastPull = kNow - seconds{4};
                    }}),
        "out.failed", Hop::Speakers, Side::Yours});
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
    addPortals(rows);
    addClocks(rows);
    addNetworks(rows);
    addSecondOpinions(rows);
    addQualities(rows);
    addTimes(rows);
    addSpeaking(rows);
    return rows;
}

} // namespace earshot::test
