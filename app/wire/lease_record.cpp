#include "wire/lease_record.h"

#include "wire/json_fields.h"

#include <QJsonDocument>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxIdLength = 128;

std::vector<UserKey> keysFromJson(JsonFields &fields, QLatin1String name)
{
    std::vector<UserKey> keys;
    for (const QJsonValue &entry : fields.array(name, kMaxStage)) {
        if (const auto key = UserKey::parse(entry.toString()))
            keys.push_back(*key);
        else
            fields.fail(name);
    }
    return keys;
}

} // namespace

QByteArray writeLease(const LeaseRecord &record)
{
    QJsonArray muted;
    for (const UserKey &key : record.mutedByDesk)
        muted.append(key.text());
    return compactJson({
        {"v", kWireVersion},
        {"holder", record.holder},
        {"run", record.run},
        {"term", qint64(record.term)},
        {"muted_by_desk", muted},
        {"state", QJsonDocument::fromJson(writeState(record.state)).object()},
    });
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
    };
    if (fields.failure())
        return *fields.failure();
    return record;
}

} // namespace earshot
