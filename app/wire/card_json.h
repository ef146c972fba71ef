#pragma once

#include "event/event_state.h"
#include "wire/json_fields.h"
#include "wire/link.h"

namespace earshot {

// The parts of JSON messages that more than one message holds.

inline constexpr qsizetype kMaxPostponements = 32;

inline constexpr WireNames<6> kPhaseNames{"scheduled", "live", "paused", "ended", "cancelled", "moved"};
inline constexpr WireNames<3> kRoleNames{"host", "co_host", "speaker"};
inline constexpr WireNames<5> kRecordingNames{"none", "promised", "being_made", "partial", "ready"};

QJsonObject cardToJson(const ScheduleCard &card);
Result<ScheduleCard> cardFromJson(const QJsonObject &object);

/// "recording". Removed is none with a field of its own: who does not know that one reads the rest all the same.
void putRecording(QJsonObject &object, RecordingPromise promise);
RecordingPromise recordingFromJson(JsonFields &fields);

QJsonObject recordingNoteToJson(const RecordingNote &note);
Result<RecordingNote> recordingNoteFromJson(const QJsonObject &object);

QJsonObject countsToJson(const Counts &counts);
Result<Counts> countsFromJson(const QJsonObject &object);

QJsonObject hostMessageToJson(const HostMessage &message);
Result<HostMessage> hostMessageFromJson(const QJsonObject &object);

QJsonArray timesToJson(const std::vector<WallTime> &times);
/// Marks `name` as wrong in `fields` where an entry is no time.
std::vector<WallTime> timesFromJson(JsonFields &fields, QLatin1String name);

/// A link that a person may be offered to open: `https://` without a user, or `earshot://`. Anything else is as
/// good as none, and hides nothing of the rest.
QString openableLink(JsonFields &fields, QLatin1String name);

} // namespace earshot
