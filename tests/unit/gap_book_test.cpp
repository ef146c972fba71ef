#include "client/gap_book.h"

#include <QTest>

using namespace earshot;

class GapBookTest : public QObject
{
    Q_OBJECT

    static constexpr Instant kStart{std::chrono::hours{1}};

    /// Silence of `length` seen in quarter seconds from kStart on.
    static GapBook afterOutage(milliseconds length)
    {
        GapBook book;
        for (milliseconds passed{0}; passed < length; passed += milliseconds{250})
            book.silence(kStart + passed, kStart + passed + milliseconds{250});
        return book;
    }

private slots:
    void silence_isMissed_untilItIsMadeUp()
    {
        GapBook book = afterOutage(seconds{4});
        QVERIFY(book.missed() == seconds{4});
        QVERIFY(book.madeUp() == seconds{0});
        book.recovered(seconds{0}, kStart + seconds{5});
        QVERIFY(book.missed() == seconds{0});
        QVERIFY(book.madeUp() == seconds{4});
    }

    void partlyRecovered_losesTheRest()
    {
        GapBook book = afterOutage(seconds{4});
        book.recovered(seconds{1}, kStart + seconds{5});
        QVERIFY(book.missed() == seconds{1});
        QVERIFY(book.madeUp() == seconds{3});
    }

    void player_reportsTheSameSilence_once()
    {
        GapBook book = afterOutage(seconds{4});
        book.concealed(milliseconds{3900}, kStart + seconds{5});
        QVERIFY(book.missed() == seconds{4});
        book.concealed(milliseconds{300}, kStart + seconds{5});
        QVERIFY(book.missed() == milliseconds{4200});
    }

    void player_reportsTheLostPart_afterTheArchiveDid()
    {
        GapBook book = afterOutage(seconds{4});
        book.recovered(seconds{1}, kStart + seconds{5});
        book.concealed(seconds{1}, kStart + seconds{6});
        QVERIFY(book.missed() == seconds{1});
    }

    void smallGaps_addUp_andAreForgotten()
    {
        GapBook book;
        for (int i = 0; i < 5000; ++i)
            book.concealed(milliseconds{20}, kStart + seconds{i / 10});
        QVERIFY(book.missed() <= seconds{100});
        QVERIFY(book.missed() >= seconds{40});
        book.forgetUntil(kStart + minutes{20});
        QVERIFY(book.missed() == seconds{0});
    }

    void twoOutages_areTwo()
    {
        GapBook book = afterOutage(seconds{2});
        book.recovered(seconds{0}, kStart + seconds{3});
        book.silence(kStart + minutes{2}, kStart + minutes{2} + seconds{3});
        QVERIFY(book.missed() == seconds{3});
        QVERIFY(book.madeUp() == seconds{2});
        book.recovered(seconds{0}, kStart + minutes{2} + seconds{4});
        QVERIFY(book.missed() == seconds{0});
        QVERIFY(book.madeUp() == seconds{5});
    }

    void lossWithoutSilence_counts()
    {
        GapBook book;
        book.recovered(milliseconds{400}, kStart);
        QVERIFY(book.missed() == milliseconds{400});
    }
};

QTEST_GUILESS_MAIN(GapBookTest)
#include "gap_book_test.moc"
