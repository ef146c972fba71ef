#include "sample_views.h"

#include <QDateTime>
#include <QTimeZone>

namespace earshot::test {

static WallTime at(int day, int hour, int minute, int second = 0)
{
    const QDateTime time(QDate(2026, 11, day), QTime(hour, minute, second), QTimeZone("Europe/Berlin"));
    return wallFromUnixMs(time.toMSecsSinceEpoch());
}

WallTime sampleNow()
{
    return at(20, 20, 29, 41);
}

UserKey keyOf(int person)
{
    const QString alphabet = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    return *UserKey::parse(QStringLiteral("U") + QString(55, alphabet[person % 32]));
}

static SpeakerView person(
    int number, const QString &name, Role role, bool talking, bool muted, OpusBandwidth bandwidth)
{
    return {keyOf(number), name, role, muted, Presence::Present, talking, bandwidth};
}

static Verdict verdictOf(const QString &id, Hop hop, Side side, Severity severity,
    RetryPolicy retry = RetryPolicy::None, Action action = Action::None)
{
    Verdict verdict;
    verdict.id = id;
    verdict.hop = hop;
    verdict.side = side;
    verdict.severity = severity;
    verdict.retry = retry;
    verdict.action = action;
    return verdict;
}

/// Fills the evidence so that it tells the same story as the tiles.
static void giveEvidence(NowPlayingView &view)
{
    const Instant now{seconds{5000}};
    view.evidenceAt = now;
    Evidence &e = view.evidence;
    e.wanted = true;
    e.scheduleRead = true;
    e.wall = sampleNow();
    e.session.phase = LinePhase::Live;
    e.session.phaseSince = now - minutes{26};
    e.session.serverHost = QStringLiteral("live.example.org");
    e.session.serverName = QStringLiteral("eu-1");
    e.session.serverVersion = QStringLiteral("2.12.12");
    e.session.lastBytes = now - milliseconds{40};
    e.session.roundTrip = milliseconds{31};
    e.session.bytesReceived = 14'203'000;
    e.output.phase = OutputPhase::Playing;
    e.output.deviceName = QStringLiteral("Headphones (USB)");
    e.output.lastPull = now - milliseconds{12};
    e.output.deviceBuffer = milliseconds{60};
    e.output.volume = view.volume;
    e.lastHeard = now - milliseconds{12};
    e.behind = milliseconds{600};
    e.session.catchUp = view.catchUp;
    EventState state{.id = *EventId::parse(u"town-hall")};
    state.phase = view.phase;
    state.catchUpShare = 1;
    state.title = view.title;
    state.hostName = view.hostName;
    state.deskClock = sampleNow();
    for (const SpeakerView &speaker : view.stage) {
        const StageMember member{
            speaker.key, speaker.name, speaker.role, speaker.muted, speaker.presence, at(20, 20, 3)};
        state.stage.push_back(member);
        SpeakerAudioStats audio;
        audio.slot = int(e.speakers.size());
        audio.packets = 26'000;
        audio.late = 3;
        audio.lastPacket = now - (speaker.talking ? milliseconds{30} : milliseconds{90'000});
        audio.levelDb = speaker.talking ? -18 : -127;
        audio.packetLevel = speaker.talking ? 18 : 127;
        audio.bandwidth = speaker.bandwidth;
        audio.bitsPerSecond = speaker.talking ? 64'000 : 0;
        audio.jitter = milliseconds{4};
        audio.target = milliseconds{120};
        audio.delay = milliseconds{128};
        audio.flowing = speaker.talking;
        e.speakers.push_back({member, audio, {}, {}});
    }
    e.state = Observed<EventState>{state, now - milliseconds{400}};
}

static TimelineEntry entry(TimelineEntry::Kind kind, WallTime at, milliseconds duration = milliseconds{0})
{
    TimelineEntry entry;
    entry.kind = kind;
    entry.at = at;
    entry.duration = duration;
    return entry;
}

static TimelineEntry reconnected(WallTime at, milliseconds without, milliseconds lost = milliseconds{0})
{
    TimelineEntry entry = test::entry(TimelineEntry::Kind::Reconnected, at, without);
    entry.lost = lost;
    return entry;
}

static TimelineEntry changed(WallTime at, const Verdict &verdict)
{
    TimelineEntry entry = test::entry(TimelineEntry::Kind::VerdictChanged, at);
    entry.verdict = verdict;
    return entry;
}

NowPlayingView listening()
{
    NowPlayingView view;
    view.open = true;
    view.eventId = QStringLiteral("town-hall");
    view.title = QStringLiteral("Town hall: the 2027 budget");
    view.hostName = QStringLiteral("Ana Ruiz");
    view.phase = Phase::Live;
    view.planned = at(20, 20, 0);
    view.started = at(20, 20, 3);
    view.volume = 0.7;
    view.behind = milliseconds{600};
    view.verdict = verdictOf(QStringLiteral("ok.live"), Hop::None, Side::Nobody, Severity::Good);
    view.verdict.behind = milliseconds{600};
    view.verdict.gaps = milliseconds{0};
    for (size_t i = 0; i < 5; ++i)
        view.hops[i] = {Hop(i + 1), HopHealth::Good, false};
    view.stage = {person(0, QStringLiteral("Ana Ruiz"), Role::Host, true, false, OpusBandwidth::Full),
        person(1, QStringLiteral("Jonas Klein"), Role::Speaker, false, false, OpusBandwidth::Full),
        person(2, QStringLiteral("Mei Okafor"), Role::Speaker, false, false, OpusBandwidth::Narrow),
        person(3, QStringLiteral("Tom Sand"), Role::Speaker, false, true, OpusBandwidth::Full)};
    view.counts = {1204, HearingEstimate{1187, 9}, at(20, 20, 29, 40)};
    view.message = HostMessage{
        QStringLiteral("Questions open at 20:40. Raise your hand to get in line."), at(20, 20, 21)};
    view.catchUp.rewindable = minutes{26} + seconds{40};
    view.catchUp.recovered = 61;
    view.catchUp.lastRecovered = milliseconds{1220};
    view.timeline = {entry(TimelineEntry::Kind::EventStarted, at(20, 20, 3), minutes{3}),
        entry(TimelineEntry::Kind::Joined, at(20, 20, 5)), reconnected(at(20, 20, 14), milliseconds{1200})};
    giveEvidence(view);
    return view;
}

NowPlayingView anaDropped()
{
    NowPlayingView view = listening();
    view.stage[0].presence = Presence::Dropped;
    view.stage[0].talking = false;
    for (SpeakerView &speaker : view.stage)
        speaker.muted = true;
    view.stage[0].muted = false;
    view.verdict = verdictOf(QStringLiteral("stage.dropped"), Hop::Uplink, Side::Event, Severity::Warning);
    view.verdict.who = QStringLiteral("Ana Ruiz");
    view.verdict.at = at(20, 20, 29, 12);
    view.verdict.forHowLong = seconds{12};
    view.hops[0].health = HopHealth::Warning;
    view.hops[1] = {Hop::Uplink, HopHealth::Warning, true};
    view.counts.hearing = HearingEstimate{0, 0};
    view.message.reset();
    view.timeline.push_back(changed(at(20, 20, 29, 12), view.verdict));
    view.evidence = {};
    giveEvidence(view);
    view.evidence.speakers[0].member.since = at(20, 20, 29, 12);
    view.evidence.speakers[0].audio->lastPacket = view.evidenceAt - seconds{12};
    return view;
}

NowPlayingView checking()
{
    NowPlayingView view;
    view.open = true;
    view.eventId = QStringLiteral("town-hall");
    view.volume = 0.7;
    view.verdict = verdictOf(QStringLiteral("checking"), Hop::None, Side::Nobody, Severity::Info);
    view.evidence.wanted = true;
    view.evidence.wall = sampleNow();
    view.evidence.session.phase = LinePhase::Dialing;
    view.evidence.session.serverHost = QStringLiteral("live.example.org");
    for (size_t i = 0; i < 5; ++i)
        view.hops[i].hop = Hop(i + 1);
    return view;
}

NowPlayingView ended()
{
    NowPlayingView view = listening();
    view.phase = Phase::Ended;
    view.stage.clear();
    view.behind.reset();
    view.counts = {};
    view.verdict = verdictOf(QStringLiteral("event.ended"), Hop::None, Side::Event, Severity::Info,
        RetryPolicy::None, Action::OpenSchedule);
    view.verdict.at = at(20, 20, 29);
    for (HopState &hop : view.hops)
        hop.health = HopHealth::Unknown;
    view.evidence = {};
    giveEvidence(view);
    return view;
}

NowPlayingView refused()
{
    NowPlayingView view = checking();
    view.title = QStringLiteral("Town hall: the 2027 budget");
    view.verdict = verdictOf(QStringLiteral("net.refused"), Hop::Connection, Side::Server, Severity::Bad,
        RetryPolicy::Backoff, Action::TryNow);
    view.verdict.where = QStringLiteral("live.example.org");
    view.verdict.number = 3;
    view.verdict.nextStepIn = seconds{8};
    view.hops[2].health = HopHealth::Bad;
    view.hops[2].cutAfter = true;
    view.hops[3].health = HopHealth::Warning;
    view.hops[4].health = HopHealth::Good;
    return view;
}

NowPlayingView nothingJoined()
{
    NowPlayingView view;
    view.volume = 0.7;
    return view;
}

NowPlayingView crowded()
{
    NowPlayingView view = listening();
    view.title = QStringLiteral(
        "Extraordinary general assembly of the cooperative, with questions from all regions");
    for (int i = 4; i < 12; ++i) {
        view.stage.push_back(person(i, QStringLiteral("Maximiliane von Hohenstein-Wittgenstein %1").arg(i),
            Role::CoHost, i % 3 == 0, i % 2 == 0, OpusBandwidth::Wide));
    }
    view.countsFrozen = true;
    view.counts.hearing.reset();
    view.message->text
        = QStringLiteral("The interpreters change at 20:40. Whoever asks a question please says their name, "
                         "their region, and then one question only. https://example.org/a/very/long/address/"
                         "that/has/no/blank/in/it/and/must/break/somewhere");
    for (int i = 0; i < 40; ++i)
        view.timeline.push_back(
            reconnected(at(20, 20, 15), milliseconds{900 * i}, milliseconds{i % 7 == 0 ? 400 * i : 0}));
    view.evidence = {};
    giveEvidence(view);
    return view;
}

static ScheduleCard card(
    const char16_t *id, const QString &title, const QStringList &people, Phase phase, WallTime planned);

NowPlayingView rewound()
{
    NowPlayingView view = listening();
    view.message.reset();
    view.catchUp.mode = ListeningMode::Rewound;
    view.catchUp.behind = seconds{30};
    view.behind = milliseconds{30'600};
    view.verdict.id = QStringLiteral("ok.delayed");
    view.verdict.severity = Severity::Info;
    view.verdict.action = Action::BackToLive;
    view.verdict.behind = seconds{30};
    view.timeline.push_back(entry(TimelineEntry::Kind::Rewound, at(20, 20, 29), seconds{30}));
    view.evidence.session.catchUp = view.catchUp;
    return view;
}

NowPlayingView catchingUp()
{
    NowPlayingView view = listening();
    view.message.reset();
    view.catchUp.mode = ListeningMode::CatchingUp;
    view.catchUp.behind = milliseconds{4'200};
    view.catchUp.recovered = 402;
    view.catchUp.lastRecovered = milliseconds{6'800};
    view.catchUp.lastRecovery = view.evidenceAt - seconds{9};
    view.behind = milliseconds{4'800};
    view.verdict.id = QStringLiteral("ok.delayed");
    view.verdict.severity = Severity::Info;
    view.verdict.action = Action::SkipToLive;
    view.verdict.behind = milliseconds{4'200};
    view.timeline = {entry(TimelineEntry::Kind::Joined, at(20, 20, 5)),
        entry(TimelineEntry::Kind::Woke, at(20, 20, 28), minutes{4}),
        reconnected(at(20, 20, 29, 20), seconds{7}), entry(TimelineEntry::Kind::CaughtUp, at(20, 20, 29, 40)),
        reconnected(at(20, 20, 29, 41), seconds{3}, milliseconds{1'400})};
    view.evidence.session.catchUp = view.catchUp;
    return view;
}

static SecondOpinion pageNote(Instant now)
{
    SecondOpinion opinion;
    opinion.readAt = now - seconds{12};
    opinion.written = at(20, 20, 26);
    opinion.note = QStringLiteral("One of our two data centres is without power. The event goes on.");
    opinion.card = card(u"town-hall", QStringLiteral("Town hall: the 2027 budget"),
        {QStringLiteral("Ana Ruiz")}, Phase::Live, at(20, 20, 0));
    return opinion;
}

NowPlayingView probeFailed()
{
    NowPlayingView view = refused();
    view.evidenceAt = Instant{seconds{5000}};
    SessionStats &session = view.evidence.session;
    session.phase = LinePhase::Waiting;
    session.phaseSince = view.evidenceAt - seconds{4};
    session.attempt = 3;
    session.failure = Failure{Cause::TlsExpired, QStringLiteral("The certificate has expired")};
    session.failedAt = view.evidenceAt - seconds{4};
    session.nextTry = view.evidenceAt + seconds{8};
    ProbeStats probe;
    probe.host = QStringLiteral("live.example.org");
    probe.begun = view.evidenceAt - seconds{4};
    probe.isDone = true;
    probe.findings = {{ProbeStep::Resolve, ProbeOutcome::Good, milliseconds{18}, {},
                          QStringLiteral("192.0.2.17, 2001:db8::17")},
        {ProbeStep::Tcp, ProbeOutcome::Good, milliseconds{31}, {}, QStringLiteral("192.0.2.17")},
        {ProbeStep::Tls, ProbeOutcome::Failed, milliseconds{64}, session.failure, {}},
        {ProbeStep::Http, ProbeOutcome::Skipped, {}, {}, {}},
        {ProbeStep::Page, ProbeOutcome::Good, milliseconds{420}, {}, QStringLiteral("1 event")}};
    probe.certificate = ProbedCertificate{
        {QStringLiteral("live.example.org")}, QStringLiteral("Example CA"), at(1, 0, 0), at(19, 0, 0)};
    probe.clockOffset = minutes{-7};
    session.probe = probe;
    session.secondOpinion = pageNote(view.evidenceAt);
    view.verdict = verdictOf(QStringLiteral("net.tls.expired"), Hop::Server, Side::Server, Severity::Bad,
        RetryPolicy::Backoff, Action::TryNow);
    view.verdict.where = session.serverHost;
    view.verdict.at = at(19, 0, 0);
    view.verdict.nextStepIn = seconds{8};
    view.verdict.attempt = 3;
    return view;
}

NowPlayingView fullWithFallback()
{
    NowPlayingView view = probeFailed();
    SessionStats &session = view.evidence.session;
    session.probe.reset();
    session.failure = Failure{Cause::ServerFull, QStringLiteral("maximum connections exceeded")};
    session.secondOpinion->note
        = QStringLiteral("All seats are taken. The stream on the radio page is 40 s behind.");
    session.secondOpinion->card->fallbackLink = QStringLiteral("https://radio.example.org/town-hall");
    view.phase = Phase::Live;
    view.started = at(20, 20, 3);
    view.planned = at(20, 20, 0);
    view.verdict = verdictOf(QStringLiteral("event.full_fallback"), Hop::Server, Side::Server,
        Severity::Warning, RetryPolicy::AfterTime, Action::OpenFallback);
    view.verdict.where = session.serverHost;
    view.verdict.nextStepIn = seconds{42};
    view.verdict.attempt = 3;
    return view;
}

NowPlayingView deskSilent()
{
    NowPlayingView view = listening();
    view.countsFrozen = true;
    view.counts.at = at(20, 20, 29, 12);
    view.verdict = verdictOf(QStringLiteral("desk.silent"), Hop::Server, Side::Event, Severity::Warning);
    view.verdict.forHowLong = seconds{29};
    view.verdict.was = at(20, 20, 29, 12);
    view.verdict.hearing = true;
    view.timeline.push_back(changed(at(20, 20, 29, 18), view.verdict));
    return view;
}

NowPlayingView waiting()
{
    NowPlayingView view = listening();
    view.phase = Phase::Scheduled;
    view.planned = at(20, 20, 42);
    view.started.reset();
    view.behind.reset();
    view.stage.clear();
    view.catchUp = {};
    view.counts.hearing.reset();
    view.message
        = HostMessage{QStringLiteral("Guest’s line is unstable, we start at 20:42."), at(20, 20, 25)};
    view.verdict = verdictOf(QStringLiteral("event.postponed"), Hop::None, Side::Event, Severity::Info);
    view.verdict.at = at(20, 20, 42);
    view.verdict.was = at(20, 20, 0);
    view.verdict.nextStepIn = minutes{12} + seconds{19};
    view.verdict.quote = view.message->text;
    view.timeline = {entry(TimelineEntry::Kind::Joined, at(20, 19, 58)),
        entry(TimelineEntry::Kind::Postponed, at(20, 20, 25))};
    view.timeline.back().planned = at(20, 20, 42);
    for (HopState &hop : view.hops)
        hop.health = HopHealth::Unknown;
    view.hops[2].health = view.hops[3].health = view.hops[4].health = HopHealth::Good;
    view.evidence = {};
    giveEvidence(view);
    return view;
}

static ScheduleCard card(
    const char16_t *id, const QString &title, const QStringList &people, Phase phase, WallTime planned)
{
    ScheduleCard card{.id = *EventId::parse(id)};
    card.title = title;
    card.hostName = people.front();
    card.speakerNames = people;
    card.phase = phase;
    card.planned = planned;
    return card;
}

EventsView schedule()
{
    ServerView server;
    server.id = QStringLiteral("earshot://live.example.org/");
    server.host = QStringLiteral("live.example.org");
    server.state = ServerView::State::UpToDate;
    server.checked = at(20, 20, 29, 40);
    ScheduleCard townHall = card(u"town-hall", QStringLiteral("Town hall: the 2027 budget"),
        {QStringLiteral("Ana Ruiz"), QStringLiteral("Jonas Klein"), QStringLiteral("Mei Okafor"),
            QStringLiteral("Tom Sand")},
        Phase::Live, at(20, 20, 0));
    townHall.started = at(20, 20, 3);
    townHall.counts = Counts{1204, HearingEstimate{1187, 9}, at(20, 20, 29, 40)};
    ScheduleCard radio = card(u"night-radio", QStringLiteral("Night radio"), {QStringLiteral("Studio 4")},
        Phase::Live, at(20, 20, 15));
    radio.started = at(20, 20, 15);
    radio.counts = Counts{96, HearingEstimate{94, 0}, at(20, 20, 29, 40)};
    ScheduleCard interview = card(u"interview", QStringLiteral("Candidate interview"),
        {QStringLiteral("Studio 4")}, Phase::Scheduled, at(20, 20, 45));
    interview.postponedFrom = {at(20, 20, 0)};
    interview.message
        = HostMessage{QStringLiteral("Guest’s line is unstable, we start at 20:45."), at(20, 20, 25)};
    const ScheduleCard officeHours = card(u"office-hours", QStringLiteral("Open source office hours"),
        {QStringLiteral("Mei Okafor")}, Phase::Scheduled, at(21, 18, 0));
    ScheduleCard results = card(u"results", QStringLiteral("Quarterly results call"),
        {QStringLiteral("Tom Sand")}, Phase::Ended, at(19, 15, 0));
    results.started = at(19, 15, 0);
    results.ended = at(19, 16, 12);
    results.recording = RecordingPromise::Ready;
    results.recorded = RecordingNote{QStringLiteral("results/20261119T140000Z"),
        {QStringLiteral("programme.opus"), 31'000'000, QByteArray(32, 'x')}, minutes{72}, 0, milliseconds{0},
        at(19, 16, 12, 8)};
    server.schedule = {results, officeHours, interview, radio, townHall};
    return {{server}};
}

EventsView scheduleAndFailure()
{
    EventsView view = schedule();
    ServerView failed;
    failed.id = QStringLiteral("earshot://radio.example.net/");
    failed.host = QStringLiteral("radio.example.net");
    failed.name = QStringLiteral("Radio North");
    failed.state = ServerView::State::Failed;
    failed.checked = at(20, 19, 58, 3);
    failed.trouble = verdictOf(QStringLiteral("net.refused"), Hop::Server, Side::Server, Severity::Warning,
        RetryPolicy::Backoff, Action::TryNow);
    failed.trouble->where = failed.host;
    view.servers.push_back(failed);
    return view;
}

EventsView noServers()
{
    return {};
}

EventsView emptyServer()
{
    EventsView view = schedule();
    view.servers.front().schedule.clear();
    return view;
}

} // namespace earshot::test
