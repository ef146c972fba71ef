#include "diagnosis/card_words.h"
#include "event/when_ready.h"
#include "support/feed_cards.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

class CardWordsTest : public QObject
{
    Q_OBJECT
private slots:
    void course_isToldInPlainWords_data()
    {
        QTest::addColumn<ScheduleCard>("card");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing to say") << cardOf("a") << "";

        ScheduleCard postponed = cardOf("a");
        postponed.postponedFrom = {kEvening - minutes{60}, kEvening - minutes{30}};
        postponed.message = HostMessage{QStringLiteral("The train is late."), kEvening};
        QTest::newRow("postponed twice")
            << postponed
            << "Postponed; told before: 2026-11-21 17:00 UTC, 2026-11-21 17:30 UTC.\n"
               "The host says: The train is late.";
        postponed.phase = Phase::Ended;
        postponed.started = kEvening + minutes{5};
        postponed.message.reset();
        QTest::newRow("began late, is over")
            << postponed
            << "Ended.\n"
               "Postponed; told before: 2026-11-21 17:00 UTC, 2026-11-21 17:30 UTC.\n"
               "It began at 2026-11-21 18:05 UTC, 1 h 5 min late.";
        ScheduleCard late = cardOf("a");
        late.planned = kEvening - minutes{30};
        QTest::newRow("late") << late << "It was to begin at 2026-11-21 17:30 UTC and has not begun.";
        QTest::newRow("cancelled") << cardOf("a", Phase::Cancelled) << "Cancelled.";
        ScheduleCard moved = cardOf("a", Phase::Moved);
        moved.speakerNames = {"Ana", "Jonas"};
        moved.description = QStringLiteral("About trains");
        QTest::newRow("moved") << moved
                               << "Moved: it goes on at another place.\nSpeakers: Ana, Jonas\nAbout trains";
        ScheduleCard gaps = recordedCard("a");
        gaps.started = kEvening;
        gaps.recorded->gaps = 2;
        gaps.recorded->missing = milliseconds{12'400};
        QTest::newRow("a recording with gaps") << gaps << "Ended.\n12 s of the recording are missing.";
        ScheduleCard ready = cardOf("a", Phase::Live);
        ready.planned = kWhenReady;
        QTest::newRow("no time was told") << ready << "";
    }

    void course_isToldInPlainWords()
    {
        QFETCH(ScheduleCard, card);
        QTEST(cardWords(card, kEvening), "words");
    }
};

QTEST_GUILESS_MAIN(CardWordsTest)
#include "card_words_test.moc"
