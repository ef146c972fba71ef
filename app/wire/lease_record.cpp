#include "wire/lease_record.h"

#include "wire/card_json.h"
#include "wire/json_fields.h"

#include <QJsonDocument>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxIdLength = 128;
constexpr qsizetype kSha256Bytes = 32;
static_assert(kMaxKeptKeys >= kMaxStage);
constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::vector<UserKey> keysFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<UserKey> keys;
    for (const QJsonValue &entry : fields.array(name, kMaxKeptKeys)) {
        if (const auto key = UserKey::parse(entry.toString()))
            keys.push_back(*key);
        else
            fields.fail(name);
    }
    return keys;
}

QJsonArray toJson(const std::vector<UserKey> &keys)
{
    QJsonArray array;
    for (const UserKey &key : keys)
        array.append(key.text());
    return array;
}

Result<KeptInvitation> invitationFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const QByteArray text = fields.exactText("sha256"_L1, 2 * kSha256Bytes).toLatin1();
    const auto hash
        = QByteArray::fromBase64Encoding(text, kBase64Url | QByteArray::AbortOnBase64DecodingErrors);
    if (!hash || hash.decoded.size() != kSha256Bytes)
        fields.fail("sha256"_L1);
    const Role role = fields.oneOf("role"_L1, kRoleNames, Role::Speaker);
    if (fields.failure())
        return *fields.failure();
    return KeptInvitation{hash.decoded, role};
}

std::vector<KeptInvitation> invitationsFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<KeptInvitation> invitations;
    for (const QJsonValue &entry : fields.array(name, kMaxKeptKeys)) {
        if (const auto invitation = invitationFromJson(entry.toObject()))
            invitations.push_back(*invitation);
        else
            fields.fail(invitation.failure());
    }
    return invitations;
}

Result<KeptWords> wordsFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    const std::optional<UserKey> key = fields.userKey("key"_L1);
    if (!key)
        return *fields.failure();
    const KeptWords words{
        *key, fields.text("reason"_L1, kMaxKeptReason), fields.text("by"_L1, kMaxNameLength)};
    if (fields.failure())
        return *fields.failure();
    return words;
}

std::vector<KeptWords> wordsFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<KeptWords> all;
    for (const QJsonValue &entry : fields.array(name, kMaxKeptWords)) {
        if (const auto words = wordsFromJson(entry.toObject()))
            all.push_back(*words);
        else
            fields.fail(words.failure());
    }
    return all;
}

QJsonArray toJson(const std::vector<KeptWords> &all)
{
    QJsonArray array;
    for (const KeptWords &words : all) {
        if (array.size() >= kMaxKeptWords)
            break;
        array.append(
            QJsonObject{{"key", words.key.text()}, {"reason", boundedText(words.reason, kMaxKeptReason)},
                {"by", boundedText(words.by, kMaxNameLength)}});
    }
    return array;
}

QJsonArray toJson(const std::vector<SilencedSpan> &spans)
{
    QJsonArray array;
    for (const SilencedSpan &span : spans) {
        QJsonObject object{{"key", span.speaker.text()}, {"from", qint64(toUnixMs(span.time.from))}};
        if (span.time.until)
            object["until"] = qint64(toUnixMs(*span.time.until));
        array.append(object);
    }
    return array;
}

std::vector<SilencedSpan> silencedFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<SilencedSpan> spans;
    for (const QJsonValue &entry : fields.array(name, kMostSilenced)) {
        JsonFields span(entry.toObject());
        const std::optional<UserKey> key = span.userKey("key"_L1);
        const auto from = span.optionalTime("from"_L1);
        const auto until = span.optionalTime("until"_L1);
        if (span.failure() || !key || !from || (until && *until < *from))
            fields.fail(name);
        else
            spans.push_back({*key, {*from, until}});
    }
    return spans;
}

} // namespace

QByteArray writeLease(const LeaseRecord &record)
{
    QJsonArray invitations;
    for (const KeptInvitation &invitation : record.invitations)
        invitations.append(
            QJsonObject{{"sha256", QString::fromLatin1(invitation.sha256.toBase64(kBase64Url))},
                {"role", wireName(invitation.role, kRoleNames)}});
    QJsonObject object{
        {"v", kWireVersion},
        {"holder", record.holder},
        {"run", record.run},
        {"term", qint64(record.term)},
        {"muted_by_desk", toJson(record.mutedByDesk)},
        {"removed", toJson(record.removed)},
        {"invitations", invitations},
        {"description", boundedText(record.description, kMaxTextLength)},
        {"described", record.isDescribed},
        {"listed", record.listed},
        {"words", toJson(record.words)},
        {"pause_notice", record.isPauseNotice},
        {"lacks_tracks", record.lacksTracks},
        {"silenced", toJson(record.silenced)},
        {"state", QJsonDocument::fromJson(writeState(record.state)).object()},
    };
    if (record.recorded)
        object["recorded"] = recordingNoteToJson(*record.recorded);
    return compactJson(object);
}

Result<LeaseRecord> readLease(const QByteArray &json, const EventId &event)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxLeaseBytes);
    if (!parsed)
        return parsed.failure();
    JsonFields &fields = *parsed;
    const Result<EventState> state = readState(compactJson(fields.object("state"_L1)));
    if (!state)
        return state.failure();
    if (state->id != event)
        return Failure{Cause::BadData, QStringLiteral("event")};
    LeaseRecord record{
        .holder = fields.exactText("holder"_L1, kMaxIdLength),
        .run = fields.exactText("run"_L1, kMaxIdLength),
        .term = quint64(fields.integer("term"_L1, 0, kMaxExactInteger)),
        .state = *state,
        .mutedByDesk = keysFromJson(fields, "muted_by_desk"_L1),
        .removed = keysFromJson(fields, "removed"_L1),
        .invitations = invitationsFromJson(fields, "invitations"_L1),
        .description = fields.text("description"_L1, kMaxTextLength),
        .isDescribed = fields.boolean("described"_L1),
        .listed = fields.boolean("listed"_L1, true),
        .words = wordsFromJson(fields, "words"_L1),
        .isPauseNotice = fields.boolean("pause_notice"_L1),
        .recorded = fields.part("recorded"_L1, recordingNoteFromJson),
        .lacksTracks = fields.boolean("lacks_tracks"_L1),
        .silenced = silencedFromJson(fields, "silenced"_L1),
    };
    if (fields.failure())
        return *fields.failure();
    return record;
}

} // namespace earshot
