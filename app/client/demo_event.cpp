#include "client/demo_event.h"

#include "recordings/ogg_opus_reader.h"
#include "wire/websocket_connection.h"

#include <QDateTime>

namespace earshot {

namespace {

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
    , m_server(clock, random, {.dataFolder = options.dataFolder, .program = options.natsServer})
{
    connect(&m_server, &LocalServer::engineReady, this, [this] { m_server.openDesk(); });
    connect(&m_server, &LocalServer::deskReady, this, &DemoEvent::onDesk);
    connect(&m_server, &LocalServer::failed, this, &DemoEvent::failed);
}

DemoEvent::~DemoEvent() = default;

void DemoEvent::start()
{
    m_server.start();
}

void DemoEvent::onDesk()
{
    m_link = m_server.link(eventId("welcome"));
    connect(&desk(), &Desk::published, this, &DemoEvent::onPublished);

    ScheduleCard card{.id = *m_link.event};
    card.title = QStringLiteral("Welcome to Earshot");
    card.description = QStringLiteral("Two voices explain what you hear and how you know that you hear it.");
    card.hostName = QLatin1String(kVoiceNames[0]);
    card.speakerNames = QStringList{QLatin1String(kVoiceNames[0]), QLatin1String(kVoiceNames[1])};
    m_startedAt = m_clock.wall();
    card.planned = m_startedAt;
    EventDesk &welcome = desk().addEvent(card, EventDesk::FormerCard::Replace);
    for (int i = 0; i < m_options.voices.size(); ++i)
        addSpeaker(
            QLatin1String(kVoiceNames[i % 2]), i == 0 ? Role::Host : Role::Speaker, m_options.voices[i]);
    welcome.start();
    welcome.setMessage(QStringLiteral(
        "This is a demo on your own computer. Pull your headphones and see what Earshot says."));
    fillSchedule();
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
    officeHours.title = QStringLiteral("Office hours");
    officeHours.description = QStringLiteral("Bring your questions.");
    officeHours.hostName = QStringLiteral("Mei Okafor");
    officeHours.planned = tomorrowEvening(m_clock.wall());
    desk().addEvent(officeHours, EventDesk::FormerCard::Replace);

    ScheduleCard interview{.id = eventId("interview")};
    interview.title = QStringLiteral("Candidate interview");
    interview.hostName = QStringLiteral("Tom Sand");
    interview.planned = m_clock.wall() - kLateBy;
    desk()
        .addEvent(interview, EventDesk::FormerCard::Replace)
        .setMessage(QStringLiteral("Our guest’s line is unstable. We start as soon as it holds."));
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
    EventDesk &event = *desk().find(*m_link.event);
    const Result<QByteArray> ticket = event.admit(key.userKey(), name, role);
    if (!ticket) {
        emit failed(ticket.failure());
        return;
    }
    LiveSpeaker::Config config{.event = *m_link.event, .name = name, .startedAt = m_startedAt};
    config.line = m_server.lineAs({*ticket, key}, "earshot-speaker");
    config.line.echo = false;
    m_speakers.push_back(std::make_unique<LiveSpeaker>(
        m_clock, m_random, webSocketConnections(m_clock, m_random), *track, config));
    m_speakers.back()->start();
}

HeadlessListener &DemoEvent::addListener()
{
    m_listeners.push_back(std::make_unique<HeadlessListener>(m_clock, m_random, m_link));
    return *m_listeners.back();
}

} // namespace earshot
