#include "recording_views.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>

namespace earshot::test {

using State = LibraryItem::State;
using std::chrono::hours;

static WallTime onDay(int day, int month = 11, int year = 2026)
{
    const QDateTime time(QDate(year, month, day), QTime(18, 0), QTimeZone("Europe/Berlin"));
    return wallFromUnixMs(time.toMSecsSinceEpoch());
}

static LibraryItem item(
    const char *id, const QString &title, WallTime started, minutes length, qint64 megabytes, State state)
{
    LibraryItem item;
    item.id = QString::fromLatin1(id);
    item.event = item.id;
    item.serverId = QStringLiteral("earshot://live.example.org/");
    item.title = title;
    item.hostName = QStringLiteral("Ana Ruiz");
    item.started = started;
    item.duration = length;
    item.bytes = megabytes * 1'000'000;
    item.state = state;
    const bool here = state == State::Verified || state == State::Own || state == State::Damaged
        || state == State::Checking;
    item.fetched = here ? item.bytes : 0;
    if (here)
        item.path = QStringLiteral("/home/ana/Recordings/%1/programme.opus").arg(item.id);
    return item;
}

static LibraryItem fetching()
{
    LibraryItem debate
        = item("debate", QStringLiteral("Candidate debate"), onDay(18), minutes{124}, 58, State::Fetching);
    debate.hostName = QStringLiteral("Jonas Klein");
    debate.fetched = 41'000'000;
    debate.bytesPerSecond = 1'400'000;
    debate.left = seconds{12};
    debate.path = QStringLiteral("/home/ana/Recordings/debate/programme.opus.part");
    return debate;
}

static LibraryItem results()
{
    LibraryItem results = item(
        "results", QStringLiteral("Quarterly results call"), onDay(19), minutes{72}, 31, State::Verified);
    results.listenedTo = minutes{26} + seconds{31};
    return results;
}

static LibraryItem radio()
{
    LibraryItem radio
        = item("radio", QStringLiteral("Night radio"), onDay(15), minutes{180}, 81, State::Verified);
    radio.hostName = QStringLiteral("Mei Okafor");
    radio.listenedTo = minutes{72} + seconds{40};
    return radio;
}

static LibraryItem office()
{
    return item(
        "office", QStringLiteral("Open source office hours"), onDay(12), minutes{58}, 24, State::Remote);
}

LibraryView fourRecordings()
{
    LibraryView view;
    view.items = {results(), fetching(), radio(), office()};
    view.bytesHere = 1'100'000'000;
    view.bytesFree = 84'000'000'000;
    for (int i = 0; i < 10; ++i) {
        LibraryItem more = item("past", QStringLiteral("Council meeting %1").arg(10 - i), onDay(10 - i, 10),
            minutes{90 + i}, 40 + i, State::Verified);
        more.id = QStringLiteral("council-%1").arg(10 - i);
        view.items.push_back(more);
    }
    return view;
}

LibraryView everyState()
{
    LibraryView view;
    LibraryItem promised = item(
        "promised", QStringLiteral("Town hall: the 2027 budget"), onDay(20), minutes{0}, 0, State::Promised);
    LibraryItem waiting
        = item("waiting", QStringLiteral("Weekly briefing"), onDay(17), minutes{32}, 14, State::Waiting);
    LibraryItem offline
        = item("offline", QStringLiteral("Press conference"), onDay(16), minutes{41}, 19, State::Waiting);
    offline.fetched = 6'000'000;
    offline.trouble = Failure{Cause::NetworkUnreachable, {}};
    LibraryItem paused
        = item("paused", QStringLiteral("Science café"), onDay(14), minutes{95}, 42, State::Paused);
    paused.fetched = 12'000'000;
    paused.path = QStringLiteral("/home/ana/Recordings/paused/programme.opus.part");
    LibraryItem checking
        = item("checking", QStringLiteral("Choir rehearsal"), onDay(13), minutes{61}, 27, State::Checking);
    LibraryItem own = item(
        "own", QStringLiteral("Interview at the harbour"), onDay(3, 5, 2025), minutes{12}, 5, State::Own);
    own.serverId.clear();
    own.gaps = 3;
    own.missing = milliseconds{4200};
    LibraryItem partial = item("partial",
        QStringLiteral("General assembly of the cooperative, with questions from all regions"), onDay(9),
        minutes{200}, 92, State::Verified);
    partial.isPartial = true;
    partial.gaps = 1;
    partial.missing = milliseconds{1400};
    LibraryItem damaged = item(
        "damaged", QStringLiteral("Panel: sound on the net"), onDay(8), minutes{75}, 33, State::Damaged);
    LibraryItem failed
        = item("failed", QStringLiteral("Budget hearing"), onDay(7), minutes{140}, 61, State::Failed);
    failed.trouble = Failure{Cause::NotPermitted, {}};
    LibraryItem foreign;
    foreign.id = QStringLiteral("foreign");
    foreign.state = State::Own;
    foreign.path = QStringLiteral("/home/ana/Music/x.opus");
    foreign.bytes = foreign.fetched = 900'000;
    view.items = {promised, results(), fetching(), waiting, offline, radio(), paused, checking, office(),
        partial, damaged, failed, own, foreign};
    view.bytesHere = 312'000'000;
    view.bytesFree = 420'000'000;
    return view;
}

PlayerView playingResults()
{
    PlayerView view;
    view.state = PlayerView::State::Playing;
    view.source = {.id = QStringLiteral("results"),
        .path = QStringLiteral("/home/ana/Recordings/results/programme.opus"),
        .title = QStringLiteral("Quarterly results call"),
        .hostName = QStringLiteral("Ana Ruiz"),
        .started = onDay(19)};
    view.position = minutes{26} + seconds{31};
    view.duration = view.available = minutes{72} + seconds{3};
    view.speed = 1.25;
    view.gaps
        = {{minutes{43} + seconds{10}, milliseconds{1400}, GapCause::Speaker, QStringLiteral("Ana Ruiz")}};
    view.chapters = {{milliseconds{0}, QStringLiteral("Ana Ruiz")},
        {minutes{18}, QStringLiteral("Jonas Klein")}, {minutes{51}, QStringLiteral("Questions & answers")}};
    auto shape = std::make_shared<WaveformShape>();
    for (int i = 0; i < 250; ++i) {
        const double loud
            = std::abs(std::sin(i * .37) * std::cos(i * .11) * (.4 + .6 * std::abs(std::sin(i * 1.7))));
        shape->push_back(quint8(loud * 255));
    }
    view.shape = shape;
    return view;
}

static PlayerView with(void (*change)(PlayerView &))
{
    PlayerView view = playingResults();
    change(view);
    return view;
}

static PlayerView playingDebate()
{
    PlayerView view = playingResults();
    view.state = PlayerView::State::Waiting;
    view.source.id = QStringLiteral("debate");
    view.source.title = QStringLiteral("Candidate debate");
    view.source.growsTo = 58'000'000;
    view.duration = minutes{124};
    view.position = view.available = minutes{88};
    view.gaps.clear();
    return view;
}

std::vector<RecordingsMoment> recordingsMoments()
{
    LibraryView troubled = fourRecordings();
    troubled.trouble = Failure{Cause::FileUnwritable, {}};
    LibraryView removed = fourRecordings();
    removed.items.erase(removed.items.begin() + 2);
    removed.removed = {QStringLiteral("Night radio")};
    LibraryView paused = fourRecordings();
    paused.items[1].state = State::Paused;
    return {
        {"recordings", fourRecordings(), playingResults()},
        {"recordings-states", everyState(), {}},
        {"recordings-none", {}, {}},
        {"recordings-not-found", fourRecordings(), {}, QStringLiteral("opera")},
        {"recordings-removed", removed, {}},
        {"recordings-folder", troubled, {}},
        {"player-opening", fourRecordings(), with([](PlayerView &view) {
             view.state = PlayerView::State::Opening;
             view.position = view.duration = view.available = milliseconds{0};
             view.shape.reset();
             view.gaps.clear();
             view.chapters.clear();
         })},
        {"player-waiting", fourRecordings(), playingDebate()},
        {"player-held-up", paused, playingDebate()},
        {"player-ended", fourRecordings(), with([](PlayerView &view) {
             view.state = PlayerView::State::Ended;
             view.position = view.duration;
         })},
        {"player-damaged", fourRecordings(), with([](PlayerView &view) {
             view.state = PlayerView::State::Paused;
             view.damage = {minutes{12}, minutes{31}, minutes{60}};
             view.trouble = Failure{Cause::FileDamaged, {}};
         })},
        {"player-cut", fourRecordings(), with([](PlayerView &view) {
             view.available = minutes{51};
             view.trouble = Failure{Cause::FileDamaged, {}};
         })},
        {"player-failed", fourRecordings(), with([](PlayerView &view) {
             view = {.state = PlayerView::State::Failed, .source = view.source};
             view.trouble = Failure{Cause::BadData, {}};
         })},
        {"player-options", fourRecordings(), with([](PlayerView &view) {
             view.skipsSilence = true;
             view.savedBySkipping = minutes{2} + seconds{10};
             view.sleepIn = minutes{14};
             view.gaps.push_back({minutes{26}, minutes{1}, GapCause::Server, {}});
         })},
    };
}

} // namespace earshot::test
