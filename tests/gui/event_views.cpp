#include "event_views.h"

#include "client/library_memory.h"
#include "event/when_ready.h"

namespace earshot::test {

using std::chrono::hours;

ScheduleCard cardNamed(
    const QString &id, const QString &title, const QString &host, Phase phase, WallTime planned)
{
    ScheduleCard card{.id = *EventId::parse(id)};
    card.title = title;
    card.hostName = host;
    card.speakerNames = {host};
    card.phase = phase;
    card.planned = planned;
    return card;
}

ScheduleCard *cardIn(EventsView &view, const char *id)
{
    for (ServerView &server : view.servers) {
        for (ScheduleCard &card : server.schedule) {
            if (card.id.text() == QLatin1String(id))
                return &card;
        }
    }
    return nullptr;
}

static ScheduleCard ended(
    const char *id, const char *title, RecordingPromise promise, milliseconds ago, int gaps = -1)
{
    ScheduleCard card = cardNamed(QString::fromLatin1(id), QString::fromUtf8(title),
        QStringLiteral("Tom Sand"), Phase::Ended, sampleNow() - ago - minutes{72});
    card.started = card.planned;
    card.ended = sampleNow() - ago;
    card.recording = promise;
    if (gaps >= 0)
        card.recorded = RecordingNote{card.id.text() + QStringLiteral("/20261119T140000Z"),
            {QStringLiteral("programme.opus"), 31'000'000, QByteArray(32, 'x')}, minutes{72}, gaps,
            milliseconds{1400} * gaps, *card.ended + seconds{8}};
    return card;
}

static Schedule futureOfNorth()
{
    const WallTime now = sampleNow();
    ScheduleCard moved = cardNamed(QStringLiteral("choir"), QStringLiteral("Choir rehearsal"),
        QStringLiteral("Mei Okafor"), Phase::Moved, now - minutes{40});
    moved.started = moved.planned;
    moved.movedTo = QStringLiteral("earshot://second.example.net/choir");
    ScheduleCard cancelled = cardNamed(QStringLiteral("match"), QStringLiteral("Match of the day"),
        QStringLiteral("Ana Ruiz"), Phase::Cancelled, now + hours{20});
    cancelled.message
        = HostMessage{QStringLiteral("The stadium is closed because of the storm."), now - minutes{15}};
    ScheduleCard postponed = cardNamed(QStringLiteral("lecture"), QStringLiteral("Lecture: how tides work"),
        QStringLiteral("Dr. Sand"), Phase::Scheduled, now + hours{46});
    postponed.postponedFrom = {now + hours{21}, now + hours{22}};
    postponed.message = HostMessage{QStringLiteral("The hall has no power until Sunday."), now - hours{1}};
    ScheduleCard soon = cardNamed(QStringLiteral("news"), QStringLiteral("News in easy words"),
        QStringLiteral("Studio 1"), Phase::Scheduled, now + minutes{9});
    ScheduleCard late = cardNamed(QStringLiteral("debate"), QStringLiteral("Debate"),
        QStringLiteral("Jonas Klein"), Phase::Scheduled, now - minutes{4});
    ScheduleCard twice = cardNamed(QStringLiteral("panel"), QStringLiteral("Panel: open data"),
        QStringLiteral("Jonas Klein"), Phase::Scheduled, now + minutes{30});
    twice.postponedFrom = {now - minutes{29}, now - minutes{9}};
    twice.message = HostMessage{QStringLiteral("Two guests are in the train."), now - minutes{10}};
    const ScheduleCard ready = cardNamed(QStringLiteral("open-stage"), QStringLiteral("Open stage"),
        QStringLiteral("Ana Ruiz"), Phase::Scheduled, kWhenReady);
    return {moved, cancelled, postponed, soon, late, twice, ready};
}

static Schedule pastOfNorth()
{
    ScheduleCard elsewhere = ended("reading", "Reading: the long night", RecordingPromise::Ready, hours{30});
    elsewhere.recordingLink = QStringLiteral("https://radio.example.net/reading");
    return {ended("complete", "Quarterly results call", RecordingPromise::Ready, hours{28}, 0),
        ended("fetching", "Science evening", RecordingPromise::Ready, hours{29}, 0), elsewhere,
        ended("partial", "Parish council", RecordingPromise::Partial, hours{31}, 3),
        ended("made", "Morning call", RecordingPromise::BeingMade, seconds{20}),
        ended("promised", "Budget question time", RecordingPromise::Promised, hours{3}),
        ended("none", "Open office", RecordingPromise::None, hours{40}),
        ended("remote", "Concert introduction", RecordingPromise::Ready, hours{41}, 1)};
}

EventsView everyEvent()
{
    EventsView view = schedule();
    ServerView north;
    north.id = QStringLiteral("earshot://radio.example.net/");
    north.host = QStringLiteral("radio.example.net");
    north.name = QStringLiteral("Radio North");
    north.state = ServerView::State::UpToDate;
    north.checked = sampleNow() - seconds{3};
    north.schedule = futureOfNorth();
    for (const ScheduleCard &card : pastOfNorth())
        north.schedule.push_back(card);
    view.servers.push_back(north);
    return view;
}

static LibraryItem item(const char *event, LibraryItem::State state, qint64 fetched)
{
    LibraryItem item;
    item.id = item.event = QString::fromLatin1(event);
    item.serverId = QStringLiteral("earshot://radio.example.net/");
    item.state = state;
    item.bytes = 31'000'000;
    item.fetched = fetched;
    return item;
}

LibraryView everyRecording()
{
    LibraryView view;
    view.items = {item("complete", LibraryItem::State::Verified, 31'000'000),
        item("fetching", LibraryItem::State::Fetching, 13'330'000),
        item("partial", LibraryItem::State::Paused, 8'000'000), item("remote", LibraryItem::State::Remote, 0),
        item("promised", LibraryItem::State::Promised, 0)};
    EventsView events = everyEvent();
    for (LibraryItem &item : view.items) {
        const ScheduleCard *card = cardIn(events, qPrintable(item.event));
        if (card && card->recorded)
            item.id = recordingId(*card->recorded);
    }
    return view;
}

std::vector<Reminder> oneReminder()
{
    Reminder reminder;
    reminder.serverId = QStringLiteral("earshot://live.example.org/");
    reminder.event = QStringLiteral("office-hours");
    return {reminder};
}

EventsView rememberedEvents()
{
    EventsView view = everyEvent();
    for (ServerView &server : view.servers) {
        server.isRemembered = true;
        server.checked = sampleNow() - hours{2};
        server.state = ServerView::State::Reading;
        for (ScheduleCard &card : server.schedule)
            card.counts.reset();
    }
    ServerView &first = view.servers.front();
    first.state = ServerView::State::Stale;
    first.trouble = scheduleAndFailure().servers.back().trouble;
    first.trouble->where = first.host;
    return view;
}

} // namespace earshot::test
