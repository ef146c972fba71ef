#include "event/look_alike.h"

#include <QTest>

using namespace earshot;
using namespace Qt::Literals::StringLiterals;

class LookAlikeTest : public QObject
{
    Q_OBJECT
private slots:
    void looksLike_findsWhoCanBeMistaken_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("alike");
        const auto row = [](const char *what, const QString &a, const QString &b, bool alike) {
            QTest::newRow(what) << a << b << alike;
        };
        row("the same", u"Ana Ruiz"_s, u"Ana Ruiz"_s, true);
        row("Cyrillic a", u"Ana Ruiz"_s, u"An\u0430 Ruiz"_s, true);
        row("whole words of Cyrillic", u"copy"_s, u"\u0441\u043e\u0440\u0443"_s, true);
        row("Greek capitals", u"TOM"_s, u"\u03a4\u039f\u039c"_s, true);
        row("upper and lower case", u"ana ruiz"_s, u"ANA RUIZ"_s, true);
        row("case with an I", u"IAN SAND"_s, u"ian sand"_s, true);
        row("a capital I for an l", u"Neil"_s, u"NeiI"_s, true);
        row("a one for an l", u"Neil"_s, u"Nei1"_s, true);
        row("a zero for an O", u"Otto"_s, u"0tto"_s, true);
        row("rn for m", u"Tom Sand"_s, u"Torn Sand"_s, true);
        row("rn for M", u"MARTA"_s, u"rnarta"_s, true);
        row("wide letters", u"Ana"_s, u"\uff21\uff4e\uff41"_s, true);
        row("mathematical letters", u"Ana"_s, u"\U0001d400\U0001d427\U0001d41a"_s, true);
        row("a space without width", u"Ana Ruiz"_s, u"A\u200bna Ruiz"_s, true);
        row("a change of direction", u"Ana Ruiz"_s, u"Ana\u202e Ruiz\u202c"_s, true);
        row("several and other spaces", u"Ana Ruiz"_s, u" Ana \u00a0\u2003Ruiz "_s, true);
        row("a composed letter", u"Jos\u00e9"_s, u"Jose\u0301"_s, true);
        row("another person", u"Ana Ruiz"_s, u"Jonas Klein"_s, false);
        row("an accent that is seen", u"Jos\u00e9"_s, u"Jose"_s, false);
        row("one letter more", u"Ana"_s, u"Anna"_s, false);
        row("nobody and nobody", u""_s, u""_s, false);
        row("only what is not seen", u"\u200b"_s, u"\u200d\u2060"_s, false);
        row("nobody and somebody", u""_s, u"Ana"_s, false);
    }
    void looksLike_findsWhoCanBeMistaken()
    {
        QFETCH(const QString, a);
        QFETCH(const QString, b);
        QFETCH(const bool, alike);
        QCOMPARE(looksLike(a, b), alike);
        QCOMPARE(looksLike(b, a), alike);
    }
    void skeleton_isTheSame_whoeverMadeIt()
    {
        QCOMPARE(skeleton(u"An\u0430 Ruiz"_s), skeleton(u"Ana Ruiz"_s));
        QVERIFY(skeleton(u"Ana Ruiz"_s) != skeleton(u"Jonas Klein"_s));
    }
    void names_ofAnyCharacters_areSurvived()
    {
        QVERIFY(looksLike(QString(100'000, u'\ufdfa'), QString(100'000, u'\ufdfa')));
        // Surrogates without the other half.
        const QString halves = QString(QChar(0xd800)) + QChar(0xdfff) + QChar(0xdc00);
        QVERIFY(looksLike(halves, halves));
        for (char16_t first = 0; first < 0xffff; first = char16_t(first + 1))
            (void)skeleton(QString(QChar(first)));
    }
};

QTEST_GUILESS_MAIN(LookAlikeTest)
#include "look_alike_test.moc"
