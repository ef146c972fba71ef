// Looking for an event: by words, by server.

#include "event_order.h"
#include "event_views.h"
#include "events_filter_bar.h"
#include "shown_window.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>

using namespace earshot;
using namespace earshot::test;

namespace {

QStringList found(const QString &words, const QString &server = {})
{
    static const EventsView view = [] {
        EventsView all = everyEvent();
        cardIn(all, "lecture")->description = QStringLiteral("Ängste und Gezeiten. Für Kinder.");
        return all;
    }();
    QStringList ids;
    for (const auto &section : orderEvents(view, {words, server}, sampleNow()).sections) {
        for (const EventEntry &entry : section)
            ids << entry.card->id.text();
    }
    return ids;
}

QLineEdit *fieldIn(Shown &s)
{
    return visible<QLineEdit>(&s.window, QStringLiteral("Search the events"));
}

} // namespace

class EventsSearchTest : public QObject
{
    Q_OBJECT
private slots:
    void words_areFoundAnywhere();
    void order_isOneOfTimeForAllServers();
    void ctrlF_searchesAsOneTypes_escapeEnds();
    void nothingFound_isSaid();
    void server_isChosenFromTheMenu();
    void search_standsThereWhereItHelps();
    void hugeSchedule_isSearchedAtOnce();
};

void EventsSearchTest::words_areFoundAnywhere()
{
    QCOMPARE(found(QStringLiteral("budget")),
        QStringList({QStringLiteral("town-hall"), QStringLiteral("promised")}));
    QCOMPARE(found(QStringLiteral("  TOWN   2027 ")), QStringList({QStringLiteral("town-hall")}));
    QCOMPARE(found(QStringLiteral("jonas hall")), QStringList({QStringLiteral("town-hall")})); // a speaker
    QCOMPARE(found(QStringLiteral("angste")), QStringList({QStringLiteral("lecture")})); // in a description
    QCOMPARE(found(QStringLiteral("ÄNGSTE")), QStringList({QStringLiteral("lecture")}));
    QCOMPARE(found(QStringLiteral("budget choir")), QStringList());
    QCOMPARE(found(QString()).size(), 20);
    QCOMPARE(found({}, QStringLiteral("earshot://live.example.org/")).size(), 5);
    QCOMPARE(found(QStringLiteral("budget"), QStringLiteral("earshot://radio.example.net/")),
        QStringList({QStringLiteral("promised")}));
}

void EventsSearchTest::order_isOneOfTimeForAllServers()
{
    const EventsView view = everyEvent();
    const EventOrder order = orderEvents(view, {}, sampleNow());
    QStringList upcoming;
    for (const EventEntry &entry : order.sections[1])
        upcoming << entry.card->id.text();
    QCOMPARE(upcoming.join(QLatin1Char(' ')), QStringLiteral("news match office-hours lecture"));
    QCOMPARE(order.sections[0][0].card->id.text(), QStringLiteral("town-hall"));
    QCOMPARE(order.sections[0][1].card->id.text(), QStringLiteral("night-radio"));
}

void EventsSearchTest::ctrlF_searchesAsOneTypes_escapeEnds()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QVERIFY(!fieldIn(s)); // five events are seen at a glance
    QTest::keyClick(&s.window, Qt::Key_F, Qt::ControlModifier);
    QLineEdit *field = fieldIn(s);
    QVERIFY(field);
    QCOMPARE(QApplication::focusWidget(), field);
    QTest::keyClicks(field, QStringLiteral("ni"));
    QVERIFY(s.shows("Night radio"));
    QVERIFY(!s.shows("Candidate interview\n"));
    QTest::keyClicks(field, QStringLiteral("ght"));
    QVERIFY(s.shows("1 of 5 events"));
    QVERIFY(!s.shows("Town hall"));
    QCOMPARE(field->accessibleDescription(), QStringLiteral("1 of 5 events"));
    // What changes meanwhile is searched too.
    EventsView view = schedule();
    cardIn(view, "office-hours")->title = QStringLiteral("Night office");
    s.window.showEvents(view);
    QVERIFY(s.shows("2 of 5 events"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(field->text(), QString());
    QVERIFY(s.shows("Town hall: the 2027 budget"));
    QVERIFY(fieldIn(s));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!fieldIn(s));
    QCOMPARE(s.window.page(), Page::Events);
}

void EventsSearchTest::nothingFound_isSaid()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QTest::keyClick(&s.window, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(fieldIn(s), QStringLiteral("xylophone"));
    QVERIFY(s.shows("No event found"));
    QVERIFY(s.shows("Nothing on the schedule has all of these words."));
    QVERIFY(!s.shows("Live now"));
}

void EventsSearchTest::server_isChosenFromTheMenu()
{
    Shown s(nothingJoined(), everyEvent(), Page::Events);
    QVERIFY(s.shows("Town hall: the 2027 budget"));
    s.click(QStringLiteral("Events of: All servers"));
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(!s.shows("Town hall: the 2027 budget"));
    QVERIFY(s.shows("15 of 20 events"));
    QVERIFY(
        visible<QAbstractButton>(&s.window, QStringLiteral("Events of: Radio North (radio.example.net)")));
    // A server that is gone filters nothing.
    s.window.showEvents(schedule());
    QVERIFY(s.shows("Town hall: the 2027 budget"));
}

void EventsSearchTest::search_standsThereWhereItHelps()
{
    Shown few(nothingJoined(), schedule(), Page::Events);
    QVERIFY(!fieldIn(few));
    Shown many(nothingJoined(), everyEvent(), Page::Events);
    QVERIFY(fieldIn(many));
    many.window.showEvents(noServers());
    QVERIFY(!fieldIn(many));
}

void EventsSearchTest::hugeSchedule_isSearchedAtOnce()
{
    EventsView view = schedule();
    ScheduleCard card = view.servers.front().schedule[1];
    card.description = QString(1900, QLatin1Char('x'));
    for (int i = 0; i < 1000; ++i) {
        card.id = *EventId::parse(QStringLiteral("event-%1").arg(i));
        card.title = QStringLiteral("Event number %1").arg(i);
        view.servers.front().schedule.push_back(card);
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(orderEvents(view, {QStringLiteral("number 777"), {}}, sampleNow()).count(), size_t(1));
    qInfo("1005 events searched in %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

EARSHOT_GUI_MAIN(EventsSearchTest)
#include "events_search_test.moc"
