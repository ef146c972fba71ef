#include "client/demo_event.h"

#include "recordings/ogg_opus_reader.h"
#include "wire/jwt.h"
#include "wire/websocket_connection.h"

#include <QDateTime>

namespace earshot {

namespace {

using std::chrono::hours;

constexpr hours kTicketValidity{24};
constexpr minutes kLateBy{4};
constexpr int kEvents = 3;
constexpr const char *kVoiceNames[] = {"Ana Ruiz", "Jonas Klein"};

EventId eventId(const char *text)
{
    return EventId::parse(QString::fromLatin1(text)).value();
}

/// Tomorrow at 18:00 where the listener is.
WallTime tomorrowEvening(WallTime now)
{
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(toUnixMs(now));
    return wallFromUnixMs(QDateTime(today.date().addDays(1), QTime(18, 0)).toMSecsSinceEpoch());
}

} // namespace

DemoEvent::DemoEvent(Clock &clock, Random &random, const Options &options)
    : m_clock(clock)
    , m_random(random)
    , m_options(options)
    , m_engine({.dataFolder = options.dataFolder, .program = options.natsServer}, clock)
    , m_deskSession(clock, random, [this] { return makeWebSocketConnection(m_clock, m_random); })
{
    connect(&m_engine, &Engine::ready, this, &DemoEvent::onEngine);
    connect(&m_engine, &Engine::failed, this, &DemoEvent::failed);
    connect(&m_engine, &Engine::stopped, this, &DemoEvent::failed);
    connect(&m_deskSession, &Session::wentLive, this, &DemoEvent::onDesk);
}

DemoEvent::~DemoEvent() = default;

void DemoEvent::start()
{
    m_engine.start();
}

void DemoEvent::onEngine()
{
    const ServerAddress &server = m_engine.addresses().webSocket;
    m_link.host = server.url.host();
    m_link.port = server.url.port();
    m_link.tls = server.url.scheme() == QLatin1String("wss");
    m_link.event = eventId("welcome");
    m_link.ticket = m_engine.listenerTicket(m_clock.wall(), kTicketValidity);

    Session::Config config;
    config.servers = {server};
    config.credentials = m_engine.deskCredentials(m_clock.wall(), kTicketValidity);
    config.clientName = "earshot-desk";
    m_deskSession.start(config);
}

/// The desk's line is up: for the first time the event is made, later it just goes on.
void DemoEvent::onDesk()
{
    if (m_desk)
        return;
    const EngineKeys keys = m_engine.keys();
    m_desk = std::make_unique<Desk>(
        m_clock, m_deskSession, EventDesk::Config{.issuer = SpeakerTickets::Issuer{keys.account, keys.speaker}});

    ScheduleCard card{.id = *m_link.event};
    card.title = tr("Welcome to Earshot");
    card.description = tr("Two voices explain what you hear and how you know that you hear it.");
    card.hostName = QLatin1String(kVoiceNames[0]);
    card.speakerNames = QStringList{QLatin1String(kVoiceNames[0]), QLatin1String(kVoiceNames[1])};
    m_startedAt = m_clock.wall();
    card.planned = m_startedAt;
    EventDesk &welcome = m_desk->addEvent(card, EventDesk::FormerCard::Replace);
    for (int i = 0; i < m_options.voices.size(); ++i)
        addSpeaker(QLatin1String(kVoiceNames[i % 2]), i == 0 ? Role::Host : Role::Speaker, m_options.voices[i]);
    welcome.start();
    welcome.setMessage(tr("This is a demo on your own computer. Pull your headphones and see what Earshot says."));
    fillSchedule();
    connect(m_desk.get(), &Desk::published, this, &DemoEvent::onPublished);
}

/// An event's beacon goes out once its card is on the server: when all three are there, people may come.
void DemoEvent::onPublished(const EventState &state)
{
    m_published.insert(state.id);
    if (m_isReady || m_published.size() < kEvents)
        return;
    m_isReady = true;
    for (int i = 0; i < m_options.listeners; ++i)
        addListener();
    emit ready();
}

void DemoEvent::fillSchedule()
{
    ScheduleCard officeHours{.id = eventId("office-hours")};
    officeHours.title = tr("Office hours");
    officeHours.description = tr("Bring your questions.");
    officeHours.hostName = QStringLiteral("Mei Okafor");
    officeHours.planned = tomorrowEvening(m_clock.wall());
    m_desk->addEvent(officeHours, EventDesk::FormerCard::Replace);

    ScheduleCard interview{.id = eventId("interview")};
    interview.title = tr("Candidate interview");
    interview.hostName = QStringLiteral("Tom Sand");
    interview.planned = m_clock.wall() - kLateBy;
    m_desk->addEvent(interview, EventDesk::FormerCard::Replace)
        .setMessage(tr("Our guest’s line is unstable. We start as soon as it holds."));
}

void DemoEvent::addSpeaker(const QString &name, Role role, const QString &file)
{
    const Result<OggOpusFile> voice = readOggOpus(file);
    const Result<VoiceTrack> track = voice ? VoiceTrack::make(*voice) : Result<VoiceTrack>(voice.failure());
    if (!track) {
        emit failed(track.failure());
        return;
    }
    const NKey key = NKey::generate(NKeyKind::User);
    EventDesk &event = *m_desk->find(*m_link.event);
    const Result<QByteArray> ticket = event.admit(key.userKey(), name, role);
    if (!ticket) {
        emit failed(ticket.failure());
        return;
    }
    LiveSpeaker::Config config{.event = *m_link.event, .name = name, .startedAt = m_startedAt};
    config.line.servers = {m_engine.addresses().webSocket};
    config.line.credentials = {*ticket, key};
    config.line.clientName = "earshot-speaker";
    config.line.echo = false;
    m_speakers.push_back(std::make_unique<LiveSpeaker>(m_clock, m_random,
        [this] { return makeWebSocketConnection(m_clock, m_random); }, *track, config));
    m_speakers.back()->start();
}

HeadlessListener &DemoEvent::addListener()
{
    m_listeners.push_back(std::make_unique<HeadlessListener>(m_clock, m_random, m_link));
    return *m_listeners.back();
}

} // namespace earshot
