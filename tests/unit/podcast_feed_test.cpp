#include "event/when_ready.h"
#include "support/feed_cards.h"
#include "wire/podcast_feed.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace earshot;
using namespace earshot::test;

namespace {

/// One element of a feed with what is directly in it.
struct Element {
    QString name; ///< with its namespace's usual prefix
    QXmlStreamAttributes attributes;
    QString text;
    std::vector<Element> children;

    const Element *child(const QString &wanted) const
    {
        for (const Element &element : children) {
            if (element.name == wanted)
                return &element;
        }
        return nullptr;
    }
    std::vector<Element> all(const QString &wanted) const
    {
        std::vector<Element> found;
        std::ranges::copy_if(
            children, std::back_inserter(found), [&](const Element &e) { return e.name == wanted; });
        return found;
    }
    QString textOf(const QString &wanted) const
    {
        return child(wanted) ? child(wanted)->text : QStringLiteral("none");
    }
    QString attribute(const char *wanted) const { return attributes.value(QLatin1String(wanted)).toString(); }
};

QString prefixed(const QXmlStreamReader &xml)
{
    if (xml.namespaceUri() == u"https://podcastindex.org/namespace/1.0")
        return QStringLiteral("podcast:") + xml.name().toString();
    if (xml.namespaceUri() == u"http://www.itunes.com/dtds/podcast-1.0.dtd")
        return QStringLiteral("itunes:") + xml.name().toString();
    return xml.namespaceUri().isEmpty() ? xml.name().toString()
                                        : xml.namespaceUri().toString() + u':' + xml.name().toString();
}

Element elementAt(QXmlStreamReader &xml)
{
    Element element{prefixed(xml), xml.attributes(), {}, {}};
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement())
            break;
        if (xml.isStartElement())
            element.children.push_back(elementAt(xml));
        else if (xml.isCharacters())
            element.text += xml.text();
    }
    return element;
}

/// The channel; an element without a name where the feed is broken.
Element channelOf(const QByteArray &feed)
{
    QXmlStreamReader xml(feed);
    if (!xml.readNextStartElement())
        return {};
    const Element rss = elementAt(xml);
    while (!xml.atEnd())
        xml.readNext();
    const Element *channel = rss.child(QStringLiteral("channel"));
    return xml.hasError() || rss.name != u"rss" || !channel ? Element() : *channel;
}

PodcastChannel channel()
{
    PodcastChannel channel;
    channel.title = QStringLiteral("Radio");
    channel.description = QStringLiteral("What was said");
    channel.base = *readPodcastBase(QStringLiteral("https://cdn.example.org/pod%20cast"));
    channel.fileName = QStringLiteral("feed.xml");
    channel.server = *readLink(QStringLiteral("earshot://live.example.org?t=aaa.bbb.ccc"));
    channel.words = [](const ScheduleCard &card, WallTime) { return card.description; };
    return channel;
}

Element feedOf(const Schedule &schedule, const RecordingInfos &infos = {}, WallTime now = kEvening)
{
    return channelOf(podcastFeed(channel(), schedule, infos, now));
}

RecordingInfo infoOf(const ScheduleCard &card)
{
    RecordingInfo info;
    info.event = card.id.text();
    info.title = card.title;
    info.programme = card.recorded->programme;
    info.tracks = {{{}, QStringLiteral("Ana"), {}}, {{}, QStringLiteral("Jonas"), {}},
        {{}, QStringLiteral("Jonas"), {}}};
    info.chapters
        = {{milliseconds{0}, QStringLiteral("Ana")}, {milliseconds{94'500}, QStringLiteral("Jonas \"J\"")}};
    return info;
}

} // namespace

class PodcastFeedTest : public QObject
{
    Q_OBJECT
private slots:
    void channel_saysWhatItIs()
    {
        const Element feed = feedOf({recordedCard("a")});
        QCOMPARE(feed.textOf("title"), "Radio");
        QCOMPARE(feed.textOf("link"), "https://cdn.example.org/pod%20cast/");
        QCOMPARE(feed.textOf("pubDate"), "Sat, 21 Nov 2026 19:06:00 +0000");
        QCOMPARE(feed.child("http://www.w3.org/2005/Atom:link")->attribute("href"),
            "https://cdn.example.org/pod%20cast/feed.xml");
    }

    /// The example of the namespace's own description.
    void guid_isThatOfTheFeedsAddress()
    {
        PodcastChannel other = channel();
        other.base = *readPodcastBase(QStringLiteral("https://podnews.net"));
        other.fileName = QStringLiteral("rss");
        QCOMPARE(channelOf(podcastFeed(other, {}, {}, kEvening)).textOf("podcast:guid"),
            "9b024349-ccf0-5f69-a609-6b82873eab3c");
    }

    void recording_isAnItem()
    {
        const ScheduleCard card = recordedCard("town-hall");
        const Element feed = feedOf({card}, {{card.recorded->folder, infoOf(card)}});
        QVERIFY(!feed.child("podcast:liveItem"));
        const Element item = *feed.child("item");
        QCOMPARE(item.textOf("title"), "Event town-hall");
        QCOMPARE(item.textOf("guid"), "town-hall/20261121T180500Z@live.example.org");
        QCOMPARE(item.child("guid")->attribute("isPermaLink"), "false");
        QCOMPARE(item.textOf("itunes:duration"), "3600");
        const Element enclosure = *item.child("enclosure");
        const QString folder = "https://cdn.example.org/pod%20cast/town-hall/20261121T180500Z/";
        QCOMPARE(enclosure.attribute("url"), folder + "programme.opus");
        QCOMPARE(enclosure.attribute("length"), "43200000");
        QCOMPARE(enclosure.attribute("type"), "audio/ogg; codecs=opus");
        QCOMPARE(item.child("podcast:chapters")->attribute("url"), folder + "chapters.json");
        const Element exact = *item.child("podcast:alternateEnclosure");
        QCOMPARE(exact.child("podcast:source")->attribute("uri"), folder + "programme.opus");
        QCOMPARE(exact.child("podcast:integrity")->attribute("value"),
            "sha256-" + QByteArray(32, '\x5a').toBase64());
    }

    void persons_areTheHostAndWhoSpoke()
    {
        ScheduleCard card = recordedCard("a");
        card.speakerNames = {"Ana", "Was to come"};
        const auto persons = [](const Element &item) {
            QStringList names;
            for (const Element &person : item.all("podcast:person"))
                names.append(person.attribute("role") + ' ' + person.text);
            return names;
        };
        QCOMPARE(persons(*feedOf({card}).child("item")), QStringList({"host Ana", "guest Was to come"}));
        const Element known = feedOf({card}, {{card.recorded->folder, infoOf(card)}});
        QCOMPARE(persons(*known.child("item")), QStringList({"host Ana", "guest Jonas"}));
    }

    void liveItem_followsTheEvent_data()
    {
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<int>("nowMinute");
        QTest::addColumn<QString>("status"); ///< "none": it is not in the feed
        QTest::newRow("to come") << Phase::Scheduled << -60 << "pending";
        QTest::newRow("late") << Phase::Scheduled << 60 << "pending";
        QTest::newRow("never began") << Phase::Scheduled << 24 * 60 << "none";
        QTest::newRow("live") << Phase::Live << 10 << "live";
        QTest::newRow("paused") << Phase::Paused << 10 << "live";
        QTest::newRow("over, its recording is on its way") << Phase::Ended << 70 << "ended";
        QTest::newRow("over for long") << Phase::Ended << 65 + 24 * 60 << "none";
        QTest::newRow("cancelled") << Phase::Cancelled << -60 << "none";
        QTest::newRow("moved") << Phase::Moved << -60 << "none";
    }

    void liveItem_followsTheEvent()
    {
        QFETCH(Phase, phase);
        QFETCH(int, nowMinute);
        QFETCH(QString, status);
        const Element feed = feedOf({cardOf("a", phase)}, {}, kEvening + minutes{nowMinute});
        const Element *item = feed.child("podcast:liveItem");
        QCOMPARE(item ? item->attribute("status") : "none", status);
        if (!item)
            return;
        const bool hasBegun = phase != Phase::Scheduled;
        QCOMPARE(item->attribute("start"), hasBegun ? "2026-11-21T18:05:00Z" : "2026-11-21T18:00:00Z");
        QVERIFY(item->attribute("end") > item->attribute("start"));
        QCOMPARE(item->child("podcast:contentLink")->attribute("href"), "earshot://live.example.org/a");
        QCOMPARE(item->textOf("guid"), "a@live.example.org");
    }

    void ticket_isInTheFeedOnlyWhereItIsEverybodys()
    {
        ScheduleCard card = cardOf("a");
        card.fallbackLink = QStringLiteral("earshot://other.example.org/b?t=ddd.eee.fff");
        QVERIFY(!podcastFeed(channel(), {card}, {}, kEvening).contains("?t="));
        PodcastChannel open = channel();
        open.isTicketPublic = true;
        const QByteArray feed = podcastFeed(open, {card}, {}, kEvening);
        QVERIFY(feed.contains("?t=aaa.bbb.ccc"));
        QVERIFY(!feed.contains("ddd.eee.fff")); // another server's
    }

    void leftOut_areThoseNotListedAndThoseWithoutATime()
    {
        ScheduleCard unlisted = recordedCard("a");
        unlisted.listed = false;
        ScheduleCard ready = cardOf("b");
        ready.planned = kWhenReady;
        const Element feed = feedOf({unlisted, ready});
        QVERIFY(!feed.child("item") && !feed.child("podcast:liveItem"));
    }

    void items_areNewestFirst()
    {
        ScheduleCard older = recordedCard("older");
        older.recorded->published -= minutes{1};
        const Element feed = feedOf({older, recordedCard("newer")});
        QCOMPARE(feed.all("item").front().textOf("title"), "Event newer");
    }

    void hostileTexts_breakNoFeed()
    {
        for (const QString &text : hostileTexts()) {
            ScheduleCard card = recordedCard("a");
            card.title = card.description = card.hostName = text;
            card.speakerNames = {text};
            ScheduleCard live = cardOf("b", Phase::Live);
            live.title = live.description = live.hostName = live.fallbackLink = text;
            PodcastChannel hostile = channel();
            hostile.title = hostile.description = text;
            const Element feed = channelOf(podcastFeed(hostile, {card, live}, {}, kEvening));
            QCOMPARE(feed.name, "channel");
            QCOMPARE(feed.all("item").size(), 1u);
            QCOMPARE(feed.all("podcast:liveItem").size(), 1u);
            QVERIFY(!feed.child("item")->textOf("title").isEmpty());
            // Readers take it for HTML: no tag of a host's gets there.
            QString html = feed.child("item")->textOf("description");
            QVERIFY(!html.remove("<br/>").contains('<'));
        }
    }

    void base_isAWebFolder_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("a folder") << "https://a.example/b/"
                                  << "https://a.example/b/";
        QTest::newRow("without a slash") << "http://a.example:8080/b"
                                         << "http://a.example:8080/b/";
        QTest::newRow("a host") << "https://a.example"
                                << "https://a.example/";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("a path") << "/srv/www"
                                << "";
        QTest::newRow("a file") << "file:///srv/www"
                                << "";
        QTest::newRow("a password") << "https://me:secret@a.example/"
                                    << "";
        QTest::newRow("a query") << "https://a.example/?a=b"
                                 << "";
        QTest::newRow("a fragment") << "https://a.example/#b"
                                    << "";
        QTest::newRow("no host") << "https:///b"
                                 << "";
    }

    void base_isAWebFolder()
    {
        QFETCH(QString, text);
        const auto url = readPodcastBase(text);
        QTEST(url ? url->toString() : QString(), "read");
    }

    void chapters_areJson()
    {
        const ScheduleCard card = recordedCard("a");
        const QJsonObject json = QJsonDocument::fromJson(podcastChapters(infoOf(card))).object();
        QCOMPARE(json["version"].toString(), "1.2.0");
        const QJsonArray chapters = json["chapters"].toArray();
        QCOMPARE(chapters.size(), 2);
        QCOMPARE(chapters[0].toObject()["startTime"].toDouble(), 0.0);
        QCOMPARE(chapters[1].toObject()["startTime"].toDouble(), 94.5);
        QCOMPARE(chapters[1].toObject()["title"].toString(), "Jonas \"J\"");
    }
};

QTEST_GUILESS_MAIN(PodcastFeedTest)
#include "podcast_feed_test.moc"
