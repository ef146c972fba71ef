#include "session/schedule_reader.h"

#include "session_stage.h"
#include "wire/messages.h"
#include "wire/subjects.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// The schedule of a server that is the test.
class ScheduleReaderTest : public QObject
{
    Q_OBJECT
private slots:
    void change_duringARead_counts()
    {
        test::Stage stage;
        stage.start(1);
        stage.live();
        ScheduleReader reader(stage.clock, stage.session);
        answer(stage, 1, card("kept"));
        answer(stage, 2, card("deleted"));
        stage.now().deliver(subjects::card(*EventId::parse(u"new")), card("new"), stage.clock.now());
        stage.now().deliver(
            subjects::card(*EventId::parse(u"deleted")), {}, stage.clock.now(), {{"KV-Operation", "DEL"}});
        end(stage); // a server of a cluster that has heard of neither
        QVERIFY(reader.isComplete());
        QCOMPARE(names(reader), QStringList({"kept", "new"}));

        reader.refresh();
        answer(stage, 1, card("kept"));
        end(stage);
        QCOMPARE(names(reader), QStringList({"kept"}));
    }

    void fullSchedule_stillTakesChanges()
    {
        test::Stage stage;
        stage.start(1);
        stage.live();
        ScheduleReader reader(stage.clock, stage.session);
        for (int i = 0; i < ScheduleReader::kMaxEntries; ++i)
            answer(stage, quint64(i + 1), card(qPrintable(QStringLiteral("e%1").arg(i))));
        QVERIFY(reader.isComplete());
        stage.now().deliver(subjects::card(*EventId::parse(u"e7")), card("e7", "Later"), stage.clock.now());
        stage.now().deliver(subjects::card(*EventId::parse(u"more")), card("more"), stage.clock.now());
        const Schedule schedule = reader.schedule();
        QCOMPARE(schedule.size(), std::size_t(ScheduleReader::kMaxEntries));
        QCOMPARE(std::ranges::count(schedule, QString("Later"), &ScheduleCard::title), 1);
    }

private:
    static QByteArray card(const char *id, const char *title = "An evening")
    {
        ScheduleCard made{.id = *EventId::parse(QString::fromLatin1(id))};
        made.title = QString::fromLatin1(title);
        return writeCard(made);
    }
    static void reply(test::Stage &stage, const NatsMessage &message)
    {
        const auto asked = std::exchange(stage.now().m_requests, {});
        QCOMPARE(asked.size(), std::size_t(1));
        asked.front().reply(message);
    }
    static void answer(test::Stage &stage, quint64 sequence, const QByteArray &payload)
    {
        NatsMessage message;
        message.payload = payload;
        const auto id = readCard(payload)->id;
        message.headers = {{"Nats-Stream", "KV_earshot_events"}, {"Nats-Subject", subjects::card(id)},
            {"Nats-Sequence", QByteArray::number(sequence)}};
        reply(stage, message);
    }
    static void end(test::Stage &stage)
    {
        NatsMessage message;
        message.status = 404;
        reply(stage, message);
    }
    static QStringList names(const ScheduleReader &reader)
    {
        QStringList all;
        for (const ScheduleCard &one : reader.schedule())
            all << one.id.text();
        all.sort();
        return all;
    }
};

QTEST_GUILESS_MAIN(ScheduleReaderTest)
#include "schedule_reader_test.moc"
