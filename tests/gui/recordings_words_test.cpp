// Recordings and their player in words; what is found and in which order.

#include "gui_fixture.h"
#include "player_keys.h"
#include "player_words.h"
#include "recording_requests.h"
#include "recording_views.h"
#include "recording_words.h"
#include "sample_views.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;
using State = LibraryItem::State;

class RecordingsWordsTest : public QObject
{
    Q_OBJECT
private slots:
    void rows_sayEachState_data();
    void rows_sayEachState();
    void whatTheHostRemoved_isSaid_andPlaysWhereItIsHere();
    void rows_inGerman();
    void troubles_sayWhoseSideAndWhatHappensNext();
    void header_countsWhatIsHere();
    void sizesPlacesAndDates();
    void spokenRow_changesSeldomWhileItIsFetched();
    void search_findsTitleHostAndDate();
    void sort_ordersAndKeepsEqualOnes();
    void gaps_nameTheirCause();
    void note_saysWhatItWaitsFor_elseTheNearestGap();
    void playerTroubles_sayHowFarItPlays();
    void hover_tellsTimeChapterAndWhatIsMissing();
    void speeds_goThroughTheMenu();
    void fileNames_suitEverySystem();
    void recordingFiles_areToldFromLinks();
    void hostileTexts_areShownInOneLine();
};

static const LibraryItem &itemOf(const LibraryView &view, const char *id)
{
    const LibraryItem *item = findItem(view, QString::fromLatin1(id));
    if (!item)
        qFatal("no such item");
    return *item;
}

void RecordingsWordsTest::rows_sayEachState_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("pill");
    QTest::addColumn<QString>("button");
    const auto row = [](const char *id, const char *detail, const char *pill, const char *button) {
        QTest::newRow(id) << QString::fromUtf8(id) << QString::fromUtf8(detail) << QString::fromUtf8(pill)
                          << QString::fromUtf8(button);
    };
    row("promised", "Ana Ruiz · the recording is being made and appears here by itself", "Being made", "");
    row("results", "1 h 12 min · 31 MB · listened to 26:31", "Verified", "Play");
    row("debate", "2 h 4 min · 58 MB · downloading 41 MB, 1.4 MB/s, 12 s left, resumes by itself", "",
        "Pause");
    row("waiting", "32 min · 14 MB · waits until others are here", "Waiting", "Pause");
    row("offline", "41 min · 19 MB\nYour computer has no network. The download goes on by itself.", "Waiting",
        "Pause");
    row("radio", "3 h · 81 MB · listened to 1:12:40", "Verified", "Play");
    row("paused", "1 h 35 min · 12 MB of 42 MB are here", "Paused", "Resume");
    row("checking", "1 h 1 min · 27 MB · all is here and is compared with the server’s digest",
        "Being checked", "Play");
    row("office", "58 min · on the server, 24 MB", "", "Download");
    row("partial", "3 h 20 min · 92 MB · only a part of the event · one gap of 1.4 s", "Verified", "Play");
    row("damaged",
        "1 h 15 min · 33 MB\nThe file differs from the server’s digest, so it is not taken for whole. A new "
        "download replaces it.",
        "Damaged", "Download again");
    row("failed",
        "2 h 20 min · 61 MB\nThe server does not give its recordings to your link. Ask the organiser for a "
        "link "
        "that may have them.",
        "Failed", "Try again");
    row("own", "12 min · 5.0 MB · 3 gaps, 4.2 s missing", "Own", "Play");
    row("foreign", "900 kB", "Own", "Play");
}

void RecordingsWordsTest::rows_sayEachState()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QFETCH(QString, id);
    const LibraryView view = everyState();
    const RecordingRowWords row = RecordingWords::row(itemOf(view, id.toLatin1().constData()), sampleNow());
    QTEST(row.detail, "detail");
    QTEST(row.pill.text, "pill");
    QTEST(row.button, "button");
    QVERIFY(row.spoken.startsWith(row.title));
}

void RecordingsWordsTest::whatTheHostRemoved_isSaid_andPlaysWhereItIsHere()
{
    const LibraryView view = everyState();
    for (const char *language : {"en", "de"}) {
        const Looks looks(false, 1, QString::fromLatin1(language));
        const bool isEnglish = language == QLatin1String("en");
        LibraryItem here = itemOf(view, "results");
        here.isWithdrawn = true;
        const RecordingRowWords kept = RecordingWords::row(here, sampleNow());
        QVERIFY(kept.detail.endsWith(isEnglish
                ? QStringLiteral("The host removed this recording from the server. Yours stays and plays.")
                : QStringLiteral("Ihre bleibt und lässt sich abspielen.")));
        LibraryItem half = itemOf(view, "paused");
        half.isWithdrawn = true;
        const RecordingRowWords lost = RecordingWords::row(half, sampleNow());
        QVERIFY(lost.detailTone == Tone::Warning && !lost.detail.contains(QStringLiteral("Yours")));
        QVERIFY(!isEnglish || lost.detail.endsWith(QStringLiteral("from the server.")));
        QCOMPARE(lost.pill.text, isEnglish ? QStringLiteral("Incomplete") : QStringLiteral("Unvollständig"));
        QVERIFY(lost.action != RecordingAction::Resume);
        LibraryItem file = itemOf(view, "results");
        file.state = LibraryItem::State::Own;
        file.isInFolder = true;
        QCOMPARE(
            RecordingWords::pill(file).text, isEnglish ? QStringLiteral("File") : QStringLiteral("Datei"));
        QVERIFY(RecordingWords::facts(file).endsWith(isEnglish
                ? QStringLiteral("a file on this computer")
                : QStringLiteral("eine Datei auf diesem Computer")));
    }
}

void RecordingsWordsTest::rows_inGerman()
{
    const Looks looks(false, 1, QStringLiteral("de"));
    const LibraryView view = everyState();
    QCOMPARE(RecordingWords::row(itemOf(view, "debate"), sampleNow()).detail,
        QStringLiteral("2 h 4 min · 58 MB · 41 MB geladen, 1,4 MB/s, noch 12 s, geht von selbst weiter"));
    QCOMPARE(RecordingWords::row(itemOf(view, "radio"), sampleNow()).detail,
        QStringLiteral("3 h · 81 MB · gehört bis 1:12:40"));
    QCOMPARE(RecordingWords::row(itemOf(view, "results"), sampleNow()).pill.text, QStringLiteral("Geprüft"));
    for (const LibraryItem &item : view.items) {
        const RecordingRowWords row = RecordingWords::row(item, sampleNow());
        for (const char *english : {"Verified", "download", "here", "server’s", "gaps", "left"})
            QVERIFY2(!row.spoken.contains(QString::fromUtf8(english)), qPrintable(row.spoken));
    }
}

void RecordingsWordsTest::troubles_sayWhoseSideAndWhatHappensNext()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    for (int cause = 0; cause <= int(Cause::StorageFull); ++cause) {
        const Sentence words = RecordingWords::trouble({Cause(cause), {}});
        QVERIFY2(!words.headline.isEmpty(), qPrintable(QString::number(cause)));
    }
    QVERIFY(RecordingWords::trouble(
        {Cause::NetworkUnreachable,
            {}}).headline.contains(QLatin1String("Your computer")));
    QVERIFY(
        RecordingWords::trouble({Cause::ServerLost, {}}).headline.startsWith(QLatin1String("The server")));
    QVERIFY(RecordingWords::trouble({Cause::FileUnwritable, {}}).next.contains(QLatin1String("Make room")));
    LibraryItem item = itemOf(everyState(), "offline");
    item.trouble = Failure{Cause::FileUnwritable, {}};
    QVERIFY(RecordingWords::trouble(item).next.endsWith(QLatin1String("by itself.")));
    item.state = State::Failed; // nobody tries it again
    QVERIFY(RecordingWords::trouble(item).next.contains(QLatin1String("try again")));
    QVERIFY(RecordingWords::folderTrouble(
        {Cause::FileUnwritable,
            {}}).headline.contains(QLatin1String("folder")));
}

void RecordingsWordsTest::header_countsWhatIsHere()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const LibraryView view = fourRecordings();
    QCOMPARE(RecordingWords::header(view),
        QStringLiteral("12 on this computer · 1.1 GB · plays without a connection"));
    QCOMPARE(RecordingWords::count(view), QStringLiteral("12"));
    QCOMPARE(RecordingWords::header({}), QStringLiteral("None on this computer yet"));
    QCOMPARE(RecordingWords::count({}), QString());
    QVERIFY(RecordingWords::header(everyState()).contains(QLatin1String("only 420 MB free")));
}

void RecordingsWordsTest::sizesPlacesAndDates()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    QCOMPARE(RecordingWords::size(0), QStringLiteral("0 bytes"));
    QCOMPARE(RecordingWords::size(58'400'000), QStringLiteral("58 MB"));
    QCOMPARE(RecordingWords::size(1'100'000'000), QStringLiteral("1.1 GB"));
    QCOMPARE(RecordingWords::size(-5), RecordingWords::size(0));
    QCOMPARE(RecordingWords::place(seconds{4360}), QStringLiteral("1:12:40"));
    QCOMPARE(RecordingWords::place(seconds{65}), QStringLiteral("01:05"));
    QCOMPARE(RecordingWords::date(WallTime{}), QString());
    QCOMPARE(RecordingWords::date(fourRecordings().items[0].started), QStringLiteral("19 Nov 2026"));
    QCOMPARE(PlayerWords::spokenTime(seconds{1591}), QStringLiteral("26 min 31 s"));
    QCOMPARE(PlayerWords::spokenTime(seconds{3600}), QStringLiteral("1 h"));
    QCOMPARE(PlayerWords::spokenTime(seconds{-3}), QStringLiteral("0 s"));
    QCOMPARE(PlayerWords::speed(1.25), QStringLiteral("1.25×"));
    const LibraryView view = everyState();
    QCOMPARE(RecordingWords::row(itemOf(view, "own"), sampleNow()).dateSmall, QStringLiteral("May 2025"));
    QCOMPARE(RecordingWords::row(itemOf(view, "foreign"), sampleNow()).dateLarge, QStringLiteral("–"));
    const Looks german(false, 1, QStringLiteral("de"));
    QCOMPARE(PlayerWords::speed(1.25), QStringLiteral("1,25×"));
    QCOMPARE(RecordingWords::size(1'100'000'000), QStringLiteral("1,1 GB"));
}

void RecordingsWordsTest::spokenRow_changesSeldomWhileItIsFetched()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const LibraryView view = fourRecordings();
    LibraryItem item = itemOf(view, "debate");
    QSet<QString> spoken;
    for (int percent = 0; percent <= 100; ++percent) {
        item.fetched = item.bytes * percent / 100;
        item.left = seconds{100 - percent};
        spoken.insert(RecordingWords::row(item, sampleNow()).spoken);
    }
    QVERIFY2(spoken.size() <= 11, qPrintable(QString::number(spoken.size())));
    item.bytes = 0; // not known yet
    QCOMPARE(*RecordingWords::row(item, sampleNow()).progress, 0.0);
}

void RecordingsWordsTest::search_findsTitleHostAndDate()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const LibraryView view = everyState();
    const auto find = [&](const char *query) {
        QStringList ids;
        for (const LibraryItem *item : arranged(view, QString::fromUtf8(query), RecordingsSort::Newest))
            ids << item->id;
        return ids.join(QLatin1Char(' '));
    };
    QCOMPARE(find("night"), QStringLiteral("radio"));
    QCOMPARE(find("CAFE"), QStringLiteral("paused"));
    QCOMPARE(find("okafor"), QStringLiteral("radio"));
    QCOMPARE(find("2026-11-18"), QStringLiteral("debate"));
    QCOMPARE(find("18 nov"), QStringLiteral("debate"));
    QCOMPARE(find("may 2025"), QStringLiteral("own"));
    QCOMPARE(find("thursday call"), QStringLiteral("results"));
    QCOMPARE(find("zeppelin"), QString());
    QCOMPARE(find("  ").split(QLatin1Char(' ')).size(), int(view.items.size()));
}

void RecordingsWordsTest::sort_ordersAndKeepsEqualOnes()
{
    const LibraryView view = fourRecordings();
    const auto first = [&](RecordingsSort sort) { return arranged(view, {}, sort).front()->id; };
    QCOMPARE(first(RecordingsSort::Newest), QStringLiteral("results"));
    QCOMPARE(first(RecordingsSort::Title), QStringLiteral("debate"));
    QCOMPARE(first(RecordingsSort::Longest), QStringLiteral("radio"));
    QCOMPARE(first(RecordingsSort::Largest), QStringLiteral("radio"));
    LibraryView same = view;
    for (LibraryItem &item : same.items)
        item.bytes = 7;
    const auto kept = arranged(same, {}, RecordingsSort::Largest);
    for (size_t i = 0; i < kept.size(); ++i)
        QCOMPARE(kept[i]->id, same.items[i].id);
}

void RecordingsWordsTest::gaps_nameTheirCause()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    const QString host = QStringLiteral("Ana Ruiz");
    RecordingGap gap{minutes{43} + seconds{10}, milliseconds{1400}, GapCause::Speaker, host};
    QCOMPARE(
        PlayerWords::gap(gap, host), QStringLiteral("1.4 s gap at 00:43:10: the host’s connection dropped"));
    gap.speaker = QStringLiteral("Jonas Klein");
    QCOMPARE(PlayerWords::gap(gap, host),
        QStringLiteral("1.4 s gap at 00:43:10: the connection of Jonas Klein dropped"));
    gap.speaker.clear();
    QCOMPARE(PlayerWords::gap(gap, host),
        QStringLiteral("1.4 s gap at 00:43:10: the speaker’s connection dropped"));
    gap.cause = GapCause::Server;
    QVERIFY(PlayerWords::gap(gap, host).endsWith(QLatin1String("the server has no sound of it")));
    gap.cause = GapCause::Room;
    QVERIFY(PlayerWords::gap(gap, host).endsWith(QLatin1String("there was no room to write it")));
}

void RecordingsWordsTest::note_saysWhatItWaitsFor_elseTheNearestGap()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PlayerView view = playingResults();
    view.gaps.push_back({minutes{20}, seconds{3}, GapCause::Server, {}});
    QVERIFY(PlayerWords::note(view, minutes{26}).startsWith(QLatin1String("3.0 s gap at 00:20:00")));
    QVERIFY(PlayerWords::note(view, minutes{40}).startsWith(QLatin1String("1.4 s gap at 00:43:10")));
    view.state = PlayerView::State::Waiting;
    QVERIFY(PlayerWords::note(view, minutes{40}).contains(QLatin1String("by itself")));
    view.state = PlayerView::State::Ended;
    QCOMPARE(PlayerWords::note(view, minutes{72}), QStringLiteral("Heard to its end"));
    view.state = PlayerView::State::Playing;
    view.gaps.clear();
    QCOMPARE(PlayerWords::note(view, minutes{40}), QString());
}

void RecordingsWordsTest::playerTroubles_sayHowFarItPlays()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PlayerView view = playingResults();
    QVERIFY(!PlayerWords::trouble(view));
    view.available = minutes{51};
    auto trouble = PlayerWords::trouble(view);
    QVERIFY(trouble);
    QCOMPARE(
        trouble->words.headline, QStringLiteral("This file is cut off: it ends at 00:51:00 of 01:12:03."));
    QCOMPARE(trouble->severity, Severity::Warning);
    view.source.growsTo = 58'000'000; // it is still fetched
    QVERIFY(!PlayerWords::trouble(view));
    view = playingResults();
    view.damage = {minutes{12}, minutes{31}};
    QCOMPARE(PlayerWords::trouble(view)->words.headline,
        QStringLiteral("This file is damaged at 2 places, first at 00:12:00."));
    view.damage.resize(1);
    QCOMPARE(PlayerWords::trouble(view)->words.headline, QStringLiteral("This file is damaged at 00:12:00."));
    view.state = PlayerView::State::Failed;
    view.trouble = Failure{Cause::BadData, {}};
    QCOMPARE(PlayerWords::trouble(view)->severity, Severity::Bad);
    view.trouble = Failure{Cause::DeviceMissing, {}};
    QVERIFY(!PlayerWords::trouble(view)->words.headline.isEmpty());
}

void RecordingsWordsTest::hover_tellsTimeChapterAndWhatIsMissing()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PlayerView view = playingResults();
    QCOMPARE(PlayerWords::hover(view, minutes{20}), QStringLiteral("00:20:00 · Jonas Klein"));
    QVERIFY(PlayerWords::hover(view, minutes{43} + seconds{11}).contains(QLatin1String("1.4 s gap")));
    view.available = minutes{30};
    QVERIFY(PlayerWords::hover(view, minutes{31}).endsWith(QLatin1String("not in this file")));
    view.source.growsTo = 1;
    QVERIFY(PlayerWords::hover(view, minutes{31}).endsWith(QLatin1String("not here yet")));
}

void RecordingsWordsTest::speeds_goThroughTheMenu()
{
    QCOMPARE(nextSpeed(1, 1), 1.25);
    QCOMPARE(nextSpeed(1, -1), 0.75);
    QCOMPARE(nextSpeed(3, 1), 3.0);
    QCOMPARE(nextSpeed(0.5, -1), 0.5);
    QCOMPARE(nextSpeed(1.1, 1), 1.25);
    QCOMPARE(nextSpeed(1.1, -1), 1.0);
}

void RecordingsWordsTest::fileNames_suitEverySystem()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    LibraryItem item = fourRecordings().items[0];
    QCOMPARE(RecordingWords::fileName(item), QStringLiteral("2026-11-19 Quarterly results call.opus"));
    item.title = QStringLiteral("../../etc: a/b\\c?*\"<|>");
    const QString name = RecordingWords::fileName(item);
    for (const QChar bad : QStringLiteral("/\\:?*\"<>|"))
        QVERIFY2(!name.contains(bad), qPrintable(name));
    item.started = {};
    QVERIFY(!RecordingWords::fileName(item).startsWith(QLatin1Char('.')));
    item.title = QString(4000, QLatin1Char('x'));
    QVERIFY(RecordingWords::fileName(item).toUtf8().size() < 240);
    item.started = fourRecordings().items[0].started;
    for (const char *letter : {"ж", "語", "\U0001F399"}) {
        item.title = QString::fromUtf8(letter).repeated(150);
        const QString cut = RecordingWords::fileName(item);
        QVERIFY2(cut.toUtf8().size() < 240, qPrintable(cut)); // file systems take 255
        QVERIFY(cut.endsWith(QString::fromUtf8(letter) + QStringLiteral(".opus")));
    }
}

void RecordingsWordsTest::recordingFiles_areToldFromLinks()
{
    QCOMPARE(recordingFileIn({QStringLiteral("/tmp/a.opus")}), QStringLiteral("/tmp/a.opus"));
    QCOMPARE(recordingFileIn({QStringLiteral("x.txt"), QStringLiteral("file:///tmp/A%20b.OPUS")}),
        QStringLiteral("/tmp/A b.OPUS"));
    QCOMPARE(recordingFileIn({QStringLiteral("earshot://host/x.opus")}), QString());
    QCOMPARE(recordingFileIn({QStringLiteral("https://host/x.opus")}), QString());
    QCOMPARE(recordingFileIn({}), QString());
}

void RecordingsWordsTest::hostileTexts_areShownInOneLine()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    LibraryItem item = fourRecordings().items[0];
    item.title = QStringLiteral("a\nb\u202Ec") + QString(9000, QLatin1Char('y'));
    item.hostName = QStringLiteral("<b>x</b>\n");
    const RecordingRowWords row = RecordingWords::row(item, sampleNow());
    QVERIFY(!row.title.contains(QLatin1Char('\n')) && row.title.size() <= kMaxTitleLength + 4);
    QVERIFY(!row.title.contains(QChar(0x202E)));
    item.duration = milliseconds{-5};
    item.bytes = -1;
    item.fetched = -1;
    item.state = State::Fetching;
    QVERIFY(*RecordingWords::row(item, sampleNow()).progress >= 0);
    QVERIFY(!RecordingWords::facts(item).contains(QLatin1Char('\n')));
}

EARSHOT_GUI_MAIN(RecordingsWordsTest)
#include "recordings_words_test.moc"
