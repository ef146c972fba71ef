#include "support/live_event.h"

#include "wire/websocket_connection.h"

namespace earshot::test {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr std::chrono::hours kTicketValidity{1};

} // namespace

EventId eventId(const char *text)
{
    return EventId::parse(QString::fromLatin1(text)).value();
}

// ---- the event

QStringList LiveEvent::demoVoices()
{
    return {QStringLiteral(DEMO_VOICES "/ana.opus"), QStringLiteral(DEMO_VOICES "/jonas.opus")};
}

LiveEvent::LiveEvent(const QStringList &voices)
    : m_demo(clock, random,
        {.dataFolder = m_dir.filePath(QStringLiteral("engine")), .voices = voices, .listeners = 0})
{ }

bool LiveEvent::start()
{
    QSignalSpy ready(&m_demo, &DemoEvent::ready);
    QObject::connect(
        &m_demo, &DemoEvent::failed, &m_demo, [this](const Failure &failure) { m_failure = failure.detail; });
    m_demo.start();
    if (!QTest::qWaitFor([&] { return !ready.isEmpty() || !m_failure.isNull(); }, kPatienceMs))
        m_failure = QStringLiteral("the event was not live in time");
    return !ready.isEmpty();
}

Link LiveEvent::linkTo(const char *event) const
{
    Link other = link();
    other.event = eventId(event);
    return other;
}

Link LiveEvent::linkThrough(quint16 port) const
{
    Link other = link();
    other.port = port;
    return other;
}

EventDesk &LiveEvent::addEvent(const char *id, bool isListed)
{
    ScheduleCard card{.id = eventId(id)};
    card.title = QString::fromLatin1(id);
    card.hostName = QStringLiteral("Ana Ruiz");
    card.planned = clock.wall();
    card.listed = isListed;
    bool isPublished = false;
    const QObject context;
    QObject::connect(&m_demo.desk(), &Desk::published, &context, [&](const EventState &state) {
        isPublished = isPublished || (state.id == card.id && state.phase == Phase::Live);
    });
    EventDesk &event = m_demo.desk().addEvent(card, EventDesk::FormerCard::Replace);
    event.start();
    (void)QTest::qWaitFor([&] { return isPublished; }, kPatienceMs);
    return event;
}

Session::Config LiveEvent::voiceLine(const char *event, const QString &name)
{
    const NKey key = NKey::generate(NKeyKind::User);
    const auto ticket = m_demo.desk().find(eventId(event))->admit(key.userKey(), name, Role::Speaker);
    Session::Config line;
    line.servers = {m_demo.engine().addresses().webSocket};
    line.credentials = {ticket.value(), key};
    line.echo = false;
    return line;
}

LiveEvent::Voice LiveEvent::addVoice(const char *event, const QString &name)
{
    const Session::Config line = voiceLine(event, name);
    Voice voice{line.credentials.key->userKey(),
        std::make_unique<Session>(clock, random, [this] { return makeWebSocketConnection(clock, random); })};
    voice.line->start(line);
    (void)QTest::qWaitFor([&] { return voice.line->isLive(); }, kPatienceMs);
    return voice;
}

std::unique_ptr<LiveSpeaker> LiveEvent::addSpeaker(
    const char *event, const QString &name, const QString &file)
{
    const Result<VoiceTrack> track = VoiceTrack::make(readOggOpus(file).value());
    LiveSpeaker::Config config{
        .line = voiceLine(event, name), .event = eventId(event), .name = name, .startedAt = clock.wall()};
    auto speaker = std::make_unique<LiveSpeaker>(
        clock, random, [this] { return makeWebSocketConnection(clock, random); }, track.value(), config);
    speaker->start();
    return speaker;
}

// ---- the listener

Listener::Listener(OutputChoice::Kind output)
    : Listener(Client::Options{.sound = {.output = {output, {}}}})
{ }

Listener::Listener(const Client::Options &options)
    : client(clock, random, options)
{
    QObject::connect(&client, &Client::nowPlayingChanged, &client,
        [this](const NowPlayingView &now) { log.note(now.verdict.id); });
}

void Listener::open(const QString &link)
{
    log.mark();
    client.openLink(link);
}

microseconds Listener::played() const
{
    microseconds total{0};
    for (const SpeakerEvidence &speaker : view().evidence.speakers)
        total += speaker.audio ? speaker.audio->played : microseconds{0};
    return total;
}

bool Listener::hearsMore(milliseconds within) const
{
    const microseconds before = played();
    return QTest::qWaitFor([&] { return played() > before; }, int(within.count()));
}

} // namespace earshot::test
