#include "wire/json_fields.h"
#include "wire/messages.h"
#include "wire/nkey.h"

#include <algorithm>
#include <chrono>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

// An ask is one JSON object whose last member is the signature over every byte before the comma that leads it
// in:
//
//   {"ask":"presence","at":…,"event":"…","from":"U…","muted":…,"name":"…","v":1,"sig":"<86 of base64url>"}
//   |<------------------------------ signed ------------------------------------->|
//
// Event and sender are signed too, so that an ask cannot be replayed elsewhere.

namespace {

constexpr WireNames<7> kAskNames{
    "raise_hand", "lower_hand", "accept_stage", "decline_stage", "presence", "step_down", "control"};
constexpr WireNames<6> kControlNames{"bring_up", "lower_hand", "mute", "unmute", "remove", "message"};
constexpr char kSignatureStart[] = ",\"sig\":\"";
constexpr char kSignatureEnd[] = "\"}";
constexpr qsizetype kSignatureLength = 86; ///< 64 bytes
constexpr qsizetype kTailLength
    = qsizetype(sizeof kSignatureStart - 1) + kSignatureLength + qsizetype(sizeof kSignatureEnd - 1);
constexpr milliseconds kClockTolerance = minutes(2);
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

bool hasSignature(const QByteArray &json)
{
    const QByteArrayView tail = QByteArrayView(json).last(std::min(json.size(), kTailLength));
    return json.size() > kTailLength && tail.startsWith(kSignatureStart) && tail.endsWith(kSignatureEnd);
}

bool isSignedBy(const UserKey &from, const QByteArray &json)
{
    if (!hasSignature(json))
        return false;
    const QByteArray tail = json.right(kTailLength);
    const auto signature
        = QByteArray::fromBase64Encoding(tail.mid(sizeof kSignatureStart - 1, kSignatureLength),
            kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    return signature && verifySignature(from.utf8(), json.chopped(kTailLength), *signature);
}

QJsonObject controlToJson(const StageControl &control)
{
    QJsonObject object{{"do", wireName(control.kind, kControlNames)},
        {"text", boundedText(control.text, kMaxAskTextLength)}};
    if (control.whom)
        object["whom"] = control.whom->text();
    return object;
}

Result<StageControl> controlFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    if (!fields.has("do"_L1))
        fields.fail("do"_L1);
    StageControl control;
    control.kind = fields.oneOf("do"_L1, kControlNames, StageControl::Kind::Message);
    if (control.kind != StageControl::Kind::Message)
        control.whom = fields.userKey("whom"_L1);
    control.text = fields.text("text"_L1, kMaxAskTextLength);
    if (fields.failure())
        return *fields.failure();
    return control;
}

QByteArray invitationFrom(JsonFields &fields, QLatin1String name)
{
    const QByteArray text = fields.exactText(name, kInvitationLength).toUtf8();
    if (fields.has(name) && !isInvitation(text))
        fields.fail(name);
    return text;
}

} // namespace

bool isInvitation(QByteArrayView text)
{
    return text.size() == kInvitationLength && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
            || c == '_';
    });
}

QByteArray writeAsk(const Ask &ask, const EventId &event, const NKey &key)
{
    QJsonObject object{
        {"v", kWireVersion},
        {"ask", wireName(ask.kind, kAskNames)},
        {"event", event.text()},
        {"from", key.userKey().text()},
        {"name", boundedText(ask.name, kMaxNameLength)},
        {"at", qint64(toUnixMs(ask.at))},
        {"muted", ask.muted},
    };
    if (!ask.invitation.isEmpty())
        object["invitation"] = QString::fromLatin1(ask.invitation);
    if (ask.control)
        object["control"] = controlToJson(*ask.control);
    QByteArray json = compactJson(object);
    json.chop(1); // the closing brace, which comes after the signature
    return json + kSignatureStart + key.sign(json).toBase64(kBase64) + kSignatureEnd;
}

bool looksLikeAsk(const QByteArray &json, const UserKey &from)
{
    return json.size() <= kMaxAskBytes && json.startsWith('{') && hasSignature(json)
        && json.contains(from.utf8());
}

Result<Ask> readAsk(const QByteArray &json, const EventId &event, const UserKey &from, WallTime now)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxAskBytes);
    if (!parsed)
        return parsed.failure();
    if (!isSignedBy(from, json))
        return Failure{Cause::NotPermitted, QStringLiteral("signature")};
    JsonFields &fields = *parsed;
    if (fields.eventId("event"_L1) != event || fields.userKey("from"_L1) != from)
        return Failure{Cause::NotPermitted, QStringLiteral("addressee")};
    if (!fields.has("ask"_L1))
        fields.fail("ask"_L1);
    const Ask ask{
        .kind = fields.oneOf("ask"_L1, kAskNames, AskKind::Presence),
        .name = fields.text("name"_L1, kMaxNameLength),
        .at = fields.time("at"_L1),
        .muted = fields.boolean("muted"_L1),
        .invitation = invitationFrom(fields, "invitation"_L1),
        .control = fields.part("control"_L1, controlFromJson),
    };
    if ((ask.kind == AskKind::Control) != ask.control.has_value())
        fields.fail("control"_L1);
    if (fields.failure())
        return *fields.failure();
    if (std::chrono::abs(now - ask.at) > kClockTolerance)
        return Failure{Cause::NotPermitted, QStringLiteral("date")};
    return ask;
}

} // namespace earshot
