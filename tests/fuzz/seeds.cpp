#include "client/library_memory.h"
#include "client/reminder_json.h"
#include "client/schedule_cache.h"
#include "recordings/recording_json.h"
#include "recordings/recording_tags.h"
#include "recordings/waveform.h"
#include "support/opus_recordings.h"
#include "wire/desk_order.h"
#include "wire/discovery_page.h"
#include "wire/lease_record.h"
#include "wire/messages.h"
#include "wire/object_meta.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstdio>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr WallTime kNow{milliseconds{1'795'000'000'000}};

UserKey key()
{
    return *UserKey::parse(u'U' + QString(55, u'A'));
}

ScheduleCard card()
{
    ScheduleCard card{.id = *EventId::parse(u"town-hall")};
    card.title = QStringLiteral("Town hall");
    card.description
        = QStringLiteral("All of us; bring <questions> & cake, please.\nSecond line \u2013 \u20ac");
    card.hostName = QStringLiteral("Ana");
    card.speakerNames = {QStringLiteral("Bo"), QStringLiteral("Cy")};
    card.phase = Phase::Ended;
    card.planned = kNow;
    card.postponedFrom = {kNow - minutes{30}};
    card.started = kNow + minutes{1};
    card.ended = kNow + minutes{73};
    card.message = HostMessage{QStringLiteral("Next door"), kNow};
    card.counts = Counts{20, HearingEstimate{18, 1}, kNow, HearingEstimate{3, 1}};
    card.recording = RecordingPromise::Ready;
    card.recorded = RecordingNote{QStringLiteral("town-hall/20261119T180312Z"),
        {QStringLiteral("programme.opus"), 31'000'000, QByteArray(32, '\x5a')}, minutes{72}, 1,
        milliseconds{1400}, kNow + minutes{74}};
    card.movedTo = QStringLiteral("earshot://other.example/office-hours");
    card.recordingLink = QStringLiteral("https://radio.example.org/town-hall");
    card.revision = 9;
    return card;
}

EventState state()
{
    EventState state
        = *readState(R"({"v":1,"event":"town-hall","stage":[],"desk_clock":1795000000000,"rev":42})");
    state.phase = Phase::Live;
    state.title = QStringLiteral("Town hall");
    state.planned = kNow;
    state.postponedFrom = {kNow - minutes{30}};
    state.started = kNow;
    state.stage = {{key(), QStringLiteral("Ana"), Role::Host, false, Presence::Present, kNow}};
    state.stage[0].count = DeskCount{65'530, 131'072, 17};
    state.counts = {1204, HearingEstimate{1187, 9}, kNow, HearingEstimate{33, 2}};
    state.message = HostMessage{QStringLiteral("Back in\nfive"), kNow};
    state.reportProbability = 0.000151;
    state.recording = RecordingPromise::Promised;
    return state;
}

LeaseRecord lease()
{
    LeaseRecord record{"desk-1", "run-2", 7, state(), {key()}};
    record.removed = {key()};
    record.invitations = {{QByteArray(32, 'h'), Role::CoHost}};
    record.description = QStringLiteral("All of us");
    record.isDescribed = true;
    record.words = {{key(), "Echo", "Ana"}};
    record.recorded = card().recorded;
    return record;
}

RecordingInfo info()
{
    RecordingInfo info;
    info.event = QStringLiteral("town-hall");
    info.title = QStringLiteral("Town hall");
    info.hostName = QStringLiteral("Ana");
    info.started = kNow;
    info.duration = minutes{72};
    info.programme = {"programme.opus", 86'400'000, QByteArray(32, '\x5a')};
    info.waveform = {"waveform.dat", 144'024, QByteArray(32, '\x01')};
    info.tracks = {{{"ana-AAAA.opus", 57'000'000, QByteArray(32, '\x02')}, "Ana", key().text()}};
    info.chapters = {{milliseconds{0}, "Ana"}, {minutes{1}, "Bo"}};
    info.gaps = {{milliseconds{5}, milliseconds{20}, GapCause::Speaker, "Ana"},
        {milliseconds{500}, milliseconds{1}, GapCause::Room, ""}};
    info.isWhole = true;
    return info;
}

QByteArray journal()
{
    QJsonObject object{{"version", 1}, {"event", "town-hall"}, {"server", "here"},
        {"last_seen", qint64(toUnixMs(kNow))}, {"title", "Town hall"}, {"description", ""},
        {"host_name", "Ana"}, {"access", "open"}, {"place", "network"}, {"bind", "0.0.0.0"},
        {"copies_allowed", true}, {"records", true}, {"planned", qint64(toUnixMs(kNow))}};
    object["record"] = QJsonDocument::fromJson(writeLease(lease())).object();
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::vector<QByteArray> comments()
{
    std::vector<QByteArray> all;
    for (const OpusTag &tag : recordingTags(info()))
        all.push_back(tag.name + '=' + tag.value.toUtf8());
    return all;
}

QByteArray joined(const std::vector<QByteArray> &parts, char between)
{
    QByteArray all;
    for (const QByteArray &part : parts)
        all += (all.isEmpty() ? QByteArray() : QByteArray(1, between)) + part;
    return all;
}

/// Each with its length in words of four bytes before it.
QByteArray pieces(const std::vector<QByteArray> &packets)
{
    QByteArray all;
    for (const QByteArray &packet : packets) {
        const qsizetype words = packet.size() / 4;
        all += char(words) + packet.left(words * 4);
    }
    return all;
}

std::vector<QByteArray> sound()
{
    return encodedFrames(20, [](qint64 n) { return 0.3f * float(std::sin(double(n) / 20)); });
}

struct Seed {
    QString target;
    QByteArray bytes;
};

std::vector<Seed> seeds()
{
    const QByteArray opus = opusFile({.packets = sound(), .comments = comments(), .endTrim = 100});
    const RtpPacket packet{7, 960, 5, true, 30, true, kNow, sound()[3]};
    LibraryNotes notes;
    notes.files = {QStringLiteral("/home/ana/a.opus")};
    notes.listened = {{recordingId(*card().recorded), minutes{5}}};
    DiscoveryPage page{QStringLiteral("Radio"), {{QUrl("wss://a.example:8443"), {}}}, "eyJ0.eyJq-_.c2ln",
        {card()}, QStringLiteral("All is well"), kNow};
    const DeskOrder order{card().id, "a.b.c", true, QStringLiteral("Echo"), kNow, QStringLiteral("Ana"),
        Role::CoHost, 3, true, Hands{{key(), QStringLiteral("Bo"), kNow, true}}};
    const Reminder reminder{.serverId = QStringLiteral("earshot://live.example.org"),
        .event = QStringLiteral("town-hall"),
        .title = QStringLiteral("Town hall"),
        .planned = kNow,
        .again = kNow,
        .goneSince = kNow};
    const QString server = QStringLiteral("earshot://live.example.org");
    const QByteArray http = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 20\r\n"
                            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n\r\n<html>";
    const QByteArray redirect
        = "HTTP/1.1 302 Found\r\nLocation: https://portal.example/login?x=1\r\nContent-Length: 0\r\n\r\n";
    const QByteArray subject = subjects::audio(card().id, key());

    return {{"fuzz_archive", "12\n2026-11-21T12:00:00.123456789Z\n" + subject + '\n' + writeRtp(packet)},
        {"fuzz_ask", R"(,"name":"Bo","ask":"presence","muted":true)"},
        {"fuzz_ask", R"(,"name":"Bo","ask":"control","control":{"kind":"message","text":"Hello"})"},
        {"fuzz_card", writeCard(card())}, {"fuzz_discovery", writeDiscoveryPage(page)},
        {"fuzz_feeds", writeCard(card()) + '\0' + writeRecordingInfo(info())}, {"fuzz_finish", opus},
        {"fuzz_host_journal", journal()}, {"fuzz_http_answer", http}, {"fuzz_http_answer", redirect},
        {"fuzz_keys", R"({"iat":1,"exp":9,"iss":"ISSUER","sub":"ISSUER","name":"x","nats":{"type":"user"}})"},
        {"fuzz_lease", writeLease(lease())}, {"fuzz_library", writeLibraryMemory({card(), server, true})},
        {"fuzz_library", writeLibraryNotes(notes)},
        {"fuzz_link", "live.example.org:8443/town-hall?t=a.b.c&tls=1&i=AAAAAAAAAAAAAAAAAAAAAA"},
        {"fuzz_object", writeObjectMeta({"a/b/programme.opus", "N1", 400'000, 7, QByteArray(32, 'x')})},
        {"fuzz_ogg", opus}, {"fuzz_opus_pieces", pieces(sound())}, {"fuzz_opus_recording", opus},
        {"fuzz_order", writeOrder(order)}, {"fuzz_recording_json", writeRecordingInfo(info())},
        {"fuzz_reminders", QJsonDocument(remindersJson({reminder})).toJson()},
        {"fuzz_report",
            writeReport({7, milliseconds{4980}, milliseconds{20}, milliseconds{210}, true, "ok.live"})},
        {"fuzz_rtp", writeRtp(packet)},
        {"fuzz_schedule_cache", writeRemembered(server, {"Radio", "ACCOUNT", kNow, {card()}})},
        {"fuzz_state", writeState(state())}, {"fuzz_tags", joined(comments(), '\0')},
        {"fuzz_typed_address", "https://radio.example.org:8443/any/page"},
        {"fuzz_typed_address", "live.example.org/town-hall"},
        {"fuzz_typed_address", "http://127.0.0.1:9000/casts"},
        {"fuzz_waveform", writeWaveform({{{-1, 2}, {-128, 127}, {0, 0}}})},
        {"nats_parser_fuzz",
            "\x80INFO {\"version\":\"2.9.10\",\"headers\":true,\"max_payload\":1048576}\r\nPING\r\n"
            "MSG a.b 1 c.d 5\r\nhello\r\nHMSG a 1 29 34\r\nNATS/1.0 503 No\r\nA: b\r\n\r\nhello\r\n"
            "-ERR 'Permissions Violation'\r\n+OK\r\n"}};
}

} // namespace

/// Writes a valid input for each fuzz target into a folder, one of its own for each: chance alone makes no valid message.
int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    int number = 0;
    for (const Seed &seed : seeds()) {
        const QDir folder(QString::fromLocal8Bit(arguments[1]) + u'/' + seed.target);
        if (!QDir().mkpath(folder.path())
            || !writeBytes(folder.filePath(QStringLiteral("seed-%1").arg(number++)), seed.bytes))
            return 1;
    }
    return 0;
}
