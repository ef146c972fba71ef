#include "wire/card_json.h"

#include "wire/messages.h"

#include <QRegularExpression>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

QJsonObject countsToJson(const Counts &counts)
{
    QJsonObject object{{"at", qint64(toUnixMs(counts.at))}};
    if (counts.connected)
        object["connected"] = *counts.connected;
    if (counts.hearing) {
        object["hearing"] = counts.hearing->value;
        object["interval"] = counts.hearing->interval;
    }
    if (counts.copying) {
        object["copying"] = counts.copying->value;
        object["copying_interval"] = counts.copying->interval;
    }
    return object;
}

Result<Counts> countsFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Counts counts;
    counts.at = fields.time("at"_L1);
    if (fields.has("connected"_L1))
        counts.connected = fields.integer("connected"_L1, 0, kMaxExactInteger);
    const auto estimate = [&](QLatin1String value, QLatin1String interval) -> std::optional<HearingEstimate> {
        if (!fields.has(value))
            return std::nullopt;
        const qint64 most = counts.connected.value_or(kMaxExactInteger);
        return HearingEstimate{std::min(fields.integer(value, 0, kMaxExactInteger), most),
            fields.integer(interval, 0, kMaxExactInteger)};
    };
    counts.hearing = estimate("hearing"_L1, "interval"_L1);
    counts.copying = estimate("copying"_L1, "copying_interval"_L1);
    if (fields.failure())
        return *fields.failure();
    return counts;
}

QJsonObject hostMessageToJson(const HostMessage &message)
{
    return {{"text", boundedText(message.text, kMaxTextLength)}, {"at", qint64(toUnixMs(message.at))}};
}

Result<HostMessage> hostMessageFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const HostMessage message{fields.text("text"_L1, kMaxTextLength), fields.time("at"_L1)};
    if (fields.failure())
        return *fields.failure();
    return message;
}

QJsonArray timesToJson(const std::vector<WallTime> &times)
{
    QJsonArray array;
    for (const WallTime time : times)
        array.append(qint64(toUnixMs(time)));
    return array;
}

std::vector<WallTime> timesFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<WallTime> times;
    for (const QJsonValue &entry : fields.array(name, kMaxPostponements)) {
        JsonFields wrapped(QJsonObject{{"time", entry}});
        const auto time = wrapped.optionalTime("time"_L1);
        if (!time || wrapped.failure())
            fields.fail(name);
        times.push_back(time.value_or(WallTime{}));
    }
    return times;
}

QString openableLink(JsonFields &fields, QLatin1String name)
{
    const QString text = fields.exactText(name, kMaxLinkLength);
    if (text.startsWith("earshot://"_L1))
        return readLink(text) ? text : QString();
    const QUrl url(text, QUrl::StrictMode);
    const bool isOpenable = url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty()
        && url.userInfo().isEmpty() && text.startsWith("https://"_L1);
    return isOpenable ? text : QString();
}

void putRecording(QJsonObject &object, RecordingPromise promise)
{
    const bool isRemoved = promise == RecordingPromise::Removed;
    object["recording"] = wireName(isRemoved ? RecordingPromise::None : promise, kRecordingNames);
    if (isRemoved)
        object["recording_removed"] = true;
}

RecordingPromise recordingFromJson(JsonFields &fields)
{
    const auto promise = fields.oneOf("recording"_L1, kRecordingNames, RecordingPromise::None);
    const bool isRemoved = fields.boolean("recording_removed"_L1);
    return isRemoved && promise == RecordingPromise::None ? RecordingPromise::Removed : promise;
}

QJsonObject recordingNoteToJson(const RecordingNote &note)
{
    return {{"folder", note.folder}, {"file", note.programme.name}, {"bytes", note.programme.bytes},
        {"sha256", QString::fromLatin1(note.programme.sha256.toHex())}, {"ms", qint64(note.duration.count())},
        {"gaps", note.gaps}, {"missing_ms", qint64(note.missing.count())},
        {"at", qint64(toUnixMs(note.published))}};
}

Result<RecordingNote> recordingNoteFromJson(const QJsonObject &object)
{
    static const QRegularExpression isFolder(QStringLiteral("\\A[a-z0-9-]{1,48}/[0-9]{8}T[0-9]{6}Z\\z"));
    static const QRegularExpression isFile(QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\z"));
    static const QRegularExpression isDigest(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    JsonFields fields(object);
    const auto matching = [&](QLatin1String name, const QRegularExpression &form) {
        const QString text = fields.exactText(name, 128);
        if (!form.match(text).hasMatch())
            fields.fail(name);
        return text;
    };
    RecordingNote note{.folder = matching("folder"_L1, isFolder),
        .programme = {matching("file"_L1, isFile), fields.integer("bytes"_L1, 1, kMaxRecordingBytes),
            QByteArray::fromHex(matching("sha256"_L1, isDigest).toLatin1())},
        .duration = fields.duration("ms"_L1, kMaxRecording),
        .gaps = int(fields.integer("gaps"_L1, 0, 1'000'000)),
        .missing = fields.duration("missing_ms"_L1, kMaxRecording),
        .published = fields.time("at"_L1)};
    if (note.programme.bytes == 0) // not even said
        fields.fail("bytes"_L1);
    if (fields.failure())
        return *fields.failure();
    return note;
}

QJsonObject cardToJson(const ScheduleCard &card)
{
    QJsonArray speakers;
    for (const QString &name : card.speakerNames)
        speakers.append(boundedText(name, kMaxNameLength));
    QJsonObject object{
        {"v", kWireVersion},
        {"event", card.id.text()},
        {"rev", qint64(card.revision)},
        {"title", boundedText(card.title, kMaxNameLength)},
        {"description", boundedText(card.description, kMaxTextLength)},
        {"host", boundedText(card.hostName, kMaxNameLength)},
        {"speakers", speakers},
        {"phase", wireName(card.phase, kPhaseNames)},
        {"planned", qint64(toUnixMs(card.planned))},
        {"postponed_from", timesToJson(card.postponedFrom)},
    };
    putRecording(object, card.recording);
    if (card.started)
        object["started"] = qint64(toUnixMs(*card.started));
    if (card.ended)
        object["ended"] = qint64(toUnixMs(*card.ended));
    if (card.message)
        object["message"] = hostMessageToJson(*card.message);
    if (card.counts)
        object["counts"] = countsToJson(*card.counts);
    if (card.recorded)
        object["recorded"] = recordingNoteToJson(*card.recorded);
    if (!card.movedTo.isEmpty())
        object["moved_to"] = card.movedTo;
    if (!card.recordingLink.isEmpty())
        object["recording_link"] = card.recordingLink;
    if (!card.fallbackLink.isEmpty())
        object["fallback_link"] = card.fallbackLink;
    if (!card.listed)
        object["listed"] = false;
    return object;
}

namespace {

QStringList speakerNames(JsonFields &fields, QLatin1String name)
{
    QStringList names;
    for (const QJsonValue &entry : fields.array(name, kMaxStage)) {
        if (!entry.isString())
            fields.fail(name);
        names.append(boundedText(entry.toString(), kMaxNameLength));
    }
    return names;
}

} // namespace

Result<ScheduleCard> cardFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    if (fields.integer("v"_L1, 1, kWireVersion) != kWireVersion)
        return Failure{Cause::BadData, QStringLiteral("version")};
    const std::optional<EventId> id = fields.eventId("event"_L1);
    if (!id)
        return *fields.failure();
    ScheduleCard card{
        .id = *id,
        .title = fields.text("title"_L1, kMaxNameLength),
        .description = fields.text("description"_L1, kMaxTextLength),
        .hostName = fields.text("host"_L1, kMaxNameLength),
        .speakerNames = speakerNames(fields, "speakers"_L1),
        .phase = fields.oneOf("phase"_L1, kPhaseNames, Phase::Scheduled),
        .planned = fields.time("planned"_L1),
        .postponedFrom = timesFromJson(fields, "postponed_from"_L1),
        .started = fields.optionalTime("started"_L1),
        .ended = fields.optionalTime("ended"_L1),
        .message = fields.part("message"_L1, hostMessageFromJson),
        .counts = fields.part("counts"_L1, countsFromJson),
        .recording = recordingFromJson(fields),
        .recorded = fields.part("recorded"_L1, recordingNoteFromJson),
        .movedTo = openableLink(fields, "moved_to"_L1),
        .recordingLink = openableLink(fields, "recording_link"_L1),
        .fallbackLink = openableLink(fields, "fallback_link"_L1),
        .revision = quint64(fields.integer("rev"_L1, 0, kMaxExactInteger)),
        .listed = fields.boolean("listed"_L1, true),
    };
    if (fields.failure())
        return *fields.failure();
    return card;
}

QByteArray writeCard(const ScheduleCard &card)
{
    return compactJson(cardToJson(card));
}

Result<ScheduleCard> readCard(const QByteArray &json)
{
    const Result<JsonFields> fields = JsonFields::parse(json, kMaxCardBytes);
    if (!fields)
        return fields.failure();
    return cardFromJson(fields->whole());
}

} // namespace earshot
