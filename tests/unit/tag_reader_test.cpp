#include "recordings/recording_tags.h"
#include "recordings/tag_reader.h"

#include <QTest>

using namespace earshot;

namespace {

std::vector<QByteArray> writtenFor(const RecordingInfo &info, const RecordingTrack *speaker = nullptr)
{
    std::vector<QByteArray> comments;
    for (const OpusTag &tag : recordingTags(info, speaker))
        comments.push_back(tag.name + '=' + tag.value.toUtf8());
    return comments;
}

RecordingGap gapAt(int second, GapCause cause, const QString &speaker)
{
    return {milliseconds{second * 1000 + 7}, milliseconds{second + 20}, cause, speaker};
}

} // namespace

class TagReaderTest : public QObject
{
    Q_OBJECT
private slots:
    void read_understandsTitleChaptersAndGaps();
    void read_ofWhatWasWritten_isTheSame();
    void gaps_ofATrack_areItsSpeakersAndAllSound();
    void gaps_areWrittenUpToTheirLastNumber();
    void read_ordersByTime();
    void read_passesOverWhatItDoesNotUnderstand_data();
    void read_passesOverWhatItDoesNotUnderstand();
};

void TagReaderTest::read_understandsTitleChaptersAndGaps()
{
    const RecordingTags tags
        = readRecordingTags({"title=An evening", "ARTIST=Ada, Grace", "CHAPTER001=00:00:00.000",
            "CHAPTER001NAME=Ada", "CHAPTER002=01:02:03.456", "Chapter002Name=Gr\xC3\xA4te",
            "GAP001=00:20:00.000 4250 server Ada Lovelace", "GAP002=00:30:00.000 00:00:01.500 room",
            "GAP003=00:40:00.000 0.060 speaker Grace", "GAP004=00:41:40.000 60000 paused"});
    QCOMPARE(tags.title, QStringLiteral("An evening"));
    QCOMPARE(tags.artist, QStringLiteral("Ada, Grace"));
    const std::vector<RecordingChapter> chapters{{milliseconds{0}, QStringLiteral("Ada")},
        {milliseconds{3'723'456}, QString::fromUtf8("Gr\xC3\xA4te")}};
    QCOMPARE(tags.chapters, chapters);
    const std::vector<RecordingGap> gaps{
        {milliseconds{1'200'000}, milliseconds{4250}, GapCause::Server, QStringLiteral("Ada Lovelace")},
        {milliseconds{1'800'000}, milliseconds{1500}, GapCause::Room, {}},
        {milliseconds{2'400'000}, milliseconds{60}, GapCause::Speaker, QStringLiteral("Grace")},
        {milliseconds{2'500'000}, milliseconds{60'000}, GapCause::Paused, {}}};
    QCOMPARE(tags.gaps, gaps);
}

void TagReaderTest::read_ofWhatWasWritten_isTheSame()
{
    RecordingInfo info;
    info.title = QStringLiteral("An evening");
    info.tracks = {{{}, QStringLiteral("Gr\u00e4te M"), {}}};
    info.chapters
        = {{milliseconds{0}, QStringLiteral("Ada")}, {milliseconds{3'723'456}, QStringLiteral("Bo")}};
    info.gaps = {gapAt(1, GapCause::Speaker, QStringLiteral("Gr\u00e4te M")),
        gapAt(2, GapCause::Server, QStringLiteral("Ada (2)")), gapAt(3, GapCause::Room, {}),
        gapAt(4, GapCause::Paused, {}), gapAt(5, GapCause::Limit, QStringLiteral("server room")),
        gapAt(172'000, GapCause::Server, {})};
    const RecordingTags tags = readRecordingTags(writtenFor(info));
    QCOMPARE(tags, (RecordingTags{info.title, QStringLiteral("Gr\u00e4te M"), info.chapters, info.gaps}));
    QVERIFY(std::ranges::count(writtenFor(info), QByteArray("GAP002=00:00:02.007 22 server Ada (2)")) == 1);
}

void TagReaderTest::gaps_ofATrack_areItsSpeakersAndAllSound()
{
    RecordingInfo info;
    const RecordingTrack ada{{}, QStringLiteral("Ada"), {}};
    info.gaps = {gapAt(1, GapCause::Limit, ada.speaker), gapAt(2, GapCause::Speaker, QStringLiteral("Bo")),
        gapAt(3, GapCause::Server, {})};
    QCOMPARE(readRecordingTags(writtenFor(info, &ada)).gaps, (std::vector{info.gaps[0], info.gaps[2]}));
}

/// The first of them: all are in recording.json.
void TagReaderTest::gaps_areWrittenUpToTheirLastNumber()
{
    RecordingInfo info;
    for (int second = 0; second < 1200; ++second)
        info.gaps.push_back(gapAt(second, GapCause::Room, second % 2 ? QStringLiteral("Ada") : QString()));
    const std::vector first(info.gaps.begin(), info.gaps.begin() + 999);
    QCOMPARE(readRecordingTags(writtenFor(info)).gaps, first);
    info.gaps.resize(999);
    QCOMPARE(readRecordingTags(writtenFor(info)).gaps, first);
    info.gaps = {gapAt(1, GapCause::Speaker, QStringLiteral("Bo"))}; // another's count for nothing
    info.gaps.insert(info.gaps.end(), first.begin(), first.end());
    const RecordingTrack ada{{}, QStringLiteral("Ada"), {}};
    QCOMPARE(readRecordingTags(writtenFor(info, &ada)).gaps, first);
}

void TagReaderTest::read_ordersByTime()
{
    const RecordingTags tags
        = readRecordingTags({"CHAPTER001=00:10:00.000", "CHAPTER002=00:05:00.000", "CHAPTER003NAME=no time"});
    QCOMPARE(tags.chapters.size(), std::size_t(2));
    QCOMPARE(tags.chapters[0].at, milliseconds{300'000});
}

void TagReaderTest::read_passesOverWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("comment");
    for (const char *comment : {"", "=", "CHAPTER", "CHAPTER=", "CHAPTER001", "CHAPTER001=", "CHAPTER001=one",
             "CHAPTER001=-1", "CHAPTER001=1e5", "CHAPTER001=nan", "CHAPTER001=inf", "CHAPTER001=00:00:00:00",
             "CHAPTER001=99999:00:00", "CHAPTER99999999999=00:00:01", "CHAPTER-1=00:00:01",
             "CHAPTER+1=00:00:01", "GAP001=", "GAP001=00:00:01", "GAP001=00:00:01 1", "GAP001=x 1 server Ada",
             "GAP001=1 99999999999999 server Ada", "GAP001=1 -1 server Ada",
             "TITLE=", "CHAPTER001NAME=", "CHAPTERNAME=x", "GAP=1 1 server"})
        QTest::addRow("%s", comment) << QByteArray(comment);
    QTest::newRow("no text") << QByteArray("TITLE=\xff\xfe\0\x01", 10).left(6);
}

void TagReaderTest::read_passesOverWhatItDoesNotUnderstand()
{
    QFETCH(QByteArray, comment);
    const RecordingTags tags = readRecordingTags({comment});
    QVERIFY(tags.chapters.empty());
    QVERIFY(tags.gaps.empty());
    QVERIFY(tags.title.isEmpty());
}

QTEST_APPLESS_MAIN(TagReaderTest)
#include "tag_reader_test.moc"
