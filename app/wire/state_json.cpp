#include "wire/card_json.h"
#include "wire/messages.h"

#include <QSet>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr WireNames<3> kPresenceNames{"present", "dropped", "away"};
constexpr milliseconds kLongestSpread = std::chrono::hours(1);

/// [first, newest, skipped]: the beacon goes to everybody, each second.
std::optional<DeskCount> countFromJson(JsonFields &fields)
{
    if (!fields.has("count"_L1))
        return std::nullopt;
    const QJsonArray numbers = fields.array("count"_L1, 3);
    const auto at = [&](int index, qint64 least, qint64 most) {
        const qint64 number = numbers.at(index).toInteger(-1);
        if (number < least || number > most)
            fields.fail("count"_L1);
        return std::clamp(number, least, most);
    };
    DeskCount count;
    count.first = int(at(0, 0, 0xffff));
    count.newest = at(1, count.first, kMaxExactInteger);
    count.skipped = at(2, 0, count.newest - count.first);
    return count;
}

QJsonObject memberToJson(const StageMember &member)
{
    QJsonObject object{
        {"key", member.key.text()},
        {"name", boundedText(member.name, kMaxNameLength)},
        {"role", wireName(member.role, kRoleNames)},
        {"muted", member.muted},
        {"presence", wireName(member.presence, kPresenceNames)},
        {"since", qint64(toUnixMs(member.since))},
    };
    if (const auto &count = member.count)
        object["count"] = QJsonArray{count->first, count->newest, count->skipped};
    if (member.mutedByHost)
        object["muted_by_host"] = true;
    return object;
}

Result<StageMember> memberFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const std::optional<UserKey> key = fields.userKey("key"_L1);
    if (!key)
        return *fields.failure();
    const StageMember member{
        .key = *key,
        .name = fields.text("name"_L1, kMaxNameLength),
        .role = fields.oneOf("role"_L1, kRoleNames, Role::Speaker),
        .muted = fields.boolean("muted"_L1),
        .presence = fields.oneOf("presence"_L1, kPresenceNames, Presence::Away),
        .since = fields.time("since"_L1),
        .count = countFromJson(fields),
        .mutedByHost = fields.boolean("muted_by_host"_L1),
    };
    if (fields.failure())
        return *fields.failure();
    return member;
}

/// A key that stands on the stage twice would be heard twice: the second is wrong.
Stage stageFromJson(JsonFields &fields)
{
    Stage stage;
    QSet<UserKey> keys;
    for (const QJsonValue &entry : fields.array("stage"_L1, kMaxStage)) {
        const Result<StageMember> member = memberFromJson(entry.toObject());
        if (!member) {
            fields.fail(member.failure());
        } else if (keys.contains(member->key)) {
            fields.fail("stage"_L1);
        } else {
            keys.insert(member->key);
            stage.push_back(*member);
        }
    }
    return stage;
}

/// Flat: from, until, from, …; without the last `until` it lasts.
QJsonArray airedToJson(const std::vector<WallSpan> &aired)
{
    QJsonArray times;
    for (const WallSpan &span : aired) {
        times.append(qint64(toUnixMs(span.from)));
        if (span.until)
            times.append(qint64(toUnixMs(*span.until)));
    }
    return times;
}

std::vector<WallSpan> airedFromJson(JsonFields &fields)
{
    std::vector<WallSpan> aired;
    WallTime last{};
    for (const QJsonValue &entry : fields.array("aired"_L1, 2 * kMostAirTimes)) {
        JsonFields wrapped(QJsonObject{{"time", entry}});
        const auto time = wrapped.optionalTime("time"_L1);
        if (!time || wrapped.failure() || *time < last) {
            fields.fail("aired"_L1);
            return {};
        }
        last = *time;
        if (!aired.empty() && !aired.back().until)
            aired.back().until = last;
        else
            aired.push_back({last, {}});
    }
    return aired;
}

} // namespace

QByteArray writeState(const EventState &state)
{
    QJsonArray stage;
    for (const StageMember &member : state.stage)
        stage.append(memberToJson(member));
    QJsonObject object{
        {"v", kWireVersion},
        {"event", state.id.text()},
        {"rev", qint64(state.revision)},
        {"phase", wireName(state.phase, kPhaseNames)},
        {"title", boundedText(state.title, kMaxNameLength)},
        {"host", boundedText(state.hostName, kMaxNameLength)},
        {"planned", qint64(toUnixMs(state.planned))},
        {"postponed_from", timesToJson(state.postponedFrom)},
        {"stage", stage},
        {"counts", countsToJson(state.counts)},
        {"report_p", state.reportProbability},
        {"reconnect_spread_ms", qint64(state.reconnectSpread.count())},
        {"catch_up", state.catchUpShare},
        {"desk_clock", qint64(toUnixMs(state.deskClock))},
    };
    putRecording(object, state.recording);
    if (state.started)
        object["started"] = qint64(toUnixMs(*state.started));
    if (state.ended)
        object["ended"] = qint64(toUnixMs(*state.ended));
    if (state.message)
        object["message"] = hostMessageToJson(*state.message);
    if (!state.aired.empty())
        object["aired"] = airedToJson(state.aired);
    if (state.copiesAllowed)
        object["copies_allowed"] = true;
    if (!state.movedTo.isEmpty())
        object["moved_to"] = state.movedTo;
    if (!state.recordingLink.isEmpty())
        object["recording_link"] = state.recordingLink;
    if (!state.fallbackLink.isEmpty())
        object["fallback_link"] = state.fallbackLink;
    return compactJson(object);
}

Result<EventState> readState(const QByteArray &json)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxBeaconBytes);
    if (!parsed)
        return parsed.failure();
    JsonFields &fields = *parsed;
    const std::optional<EventId> id = fields.eventId("event"_L1);
    if (!id)
        return *fields.failure();
    // A card has an event too; it is no beacon of an empty stage.
    for (const QLatin1String name : {"stage"_L1, "desk_clock"_L1}) {
        if (!fields.has(name))
            fields.fail(name);
    }
    EventState state{
        .id = *id,
        .revision = quint64(fields.integer("rev"_L1, 0, kMaxExactInteger)),
        .phase = fields.oneOf("phase"_L1, kPhaseNames, Phase::Scheduled),
        .title = fields.text("title"_L1, kMaxNameLength),
        .hostName = fields.text("host"_L1, kMaxNameLength),
        .planned = fields.time("planned"_L1),
        .postponedFrom = timesFromJson(fields, "postponed_from"_L1),
        .started = fields.optionalTime("started"_L1),
        .ended = fields.optionalTime("ended"_L1),
        .stage = stageFromJson(fields),
        .counts = fields.part("counts"_L1, countsFromJson).value_or(Counts{}),
        .message = fields.part("message"_L1, hostMessageFromJson),
        .reportProbability = fields.number("report_p"_L1, 0.0, 1.0, 1.0),
        .reconnectSpread = fields.duration("reconnect_spread_ms"_L1, kLongestSpread),
        .catchUpShare = fields.number("catch_up"_L1, 0.0, 1.0, 0.0),
        .recording = recordingFromJson(fields),
        .movedTo = openableLink(fields, "moved_to"_L1),
        .recordingLink = openableLink(fields, "recording_link"_L1),
        .fallbackLink = openableLink(fields, "fallback_link"_L1),
        .deskClock = fields.time("desk_clock"_L1),
        .copiesAllowed = fields.boolean("copies_allowed"_L1),
        .aired = airedFromJson(fields),
    };
    if (fields.failure())
        return *fields.failure();
    return state;
}

} // namespace earshot
