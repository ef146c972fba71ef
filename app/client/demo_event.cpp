#include "client/demo_event.h"

#include "client/recording_side.h"
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
    , m_rehearsalEnd(clock.makeTimer())
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
    addSpeakers(welcome, m_speakers);
    welcome.setCopiesAllowed(m_options.copiesAllowed);
    welcome.start();
    welcome.setMessage(QStringLiteral(
        "This is a demo on your own computer. Pull your headphones and see what Earshot says."));
    fillSchedule();
    if (m_options.rehearsal > seconds{0})
        rehearse();
}

/// Over soon after, so that there is a recording while the demo, which has no end of its own, runs.
void DemoEvent::rehearse()
{
    ScheduleCard card{.id = eventId("rehearsal")};
    card.title = QStringLiteral("Rehearsal of the welcome");
    card.description = QStringLiteral("A few seconds, recorded: download it on the page Recordings.");
    card.hostName = QLatin1String(kVoiceNames[0]);
    card.speakerNames = QStringList{QLatin1String(kVoiceNames[0]), QLatin1String(kVoiceNames[1])};
    card.planned = m_startedAt;
    card.recording = RecordingPromise::Promised;
    EventDesk &rehearsal = desk().addEvent(card, EventDesk::FormerCard::Replace);
    desk().record(rehearsal, m_options.dataFolder + QStringLiteral("/recordings"),
        [&clock = m_clock] { return std::make_unique<RecordingSide>(clock); });
    addSpeakers(rehearsal, m_rehearsing);
    rehearsal.start();
    m_rehearsalEnd->start(m_options.rehearsal, [this] { endRehearsal(); });
}

void DemoEvent::endRehearsal()
{
    m_rehearsing.clear();
    desk().find(eventId("rehearsal"))->end();
}

int DemoEvent::eventsExpected() const
{
    return m_options.rehearsal > seconds{0} ? kEvents + 1 : kEvents;
}

/// An event's beacon goes out once its card is on the server: when all are there, people may come.
void DemoEvent::onPublished(const EventState &state)
{
    m_published.insert(state.id);
    if (m_isReady || m_published.size() < eventsExpected())
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

void DemoEvent::addSpeakers(EventDesk &event, Speakers &speakers)
{
    for (int i = 0; i < m_options.voices.size(); ++i) {
        auto speaker = makeSpeaker(event, QLatin1String(kVoiceNames[i % 2]),
            i == 0 ? Role::Host : Role::Speaker, m_options.voices[i]);
        if (speaker)
            speakers.push_back(std::move(speaker));
    }
}

std::unique_ptr<LiveSpeaker> DemoEvent::makeSpeaker(
    EventDesk &event, const QString &name, Role role, const QString &file)
{
    const Result<OggOpusFile> voice = readOggOpus(file);
    const Result<VoiceTrack> track = voice ? VoiceTrack::make(*voice) : Result<VoiceTrack>(voice.failure());
    if (!track) {
        emit failed(track.failure());
        return nullptr;
    }
    const NKey key = NKey::generate(NKeyKind::User);
    const Result<QByteArray> ticket = event.admit(key.userKey(), name, role);
    if (!ticket) {
        emit failed(ticket.failure());
        return nullptr;
    }
    LiveSpeaker::Config config{.event = event.state().id, .name = name, .startedAt = m_startedAt};
    config.line = m_server.lineAs({*ticket, key}, "earshot-speaker");
    config.line.echo = false;
    auto speaker = std::make_unique<LiveSpeaker>(
        m_clock, m_random, webSocketConnections(m_clock, m_random), *track, config);
    speaker->start();
    return speaker;
}

HeadlessListener &DemoEvent::addListener()
{
    m_listeners.push_back(std::make_unique<HeadlessListener>(m_clock, m_random, m_link));
    return *m_listeners.back();
}

} // namespace earshot
