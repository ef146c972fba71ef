#pragma once

#include "base/result.h"
#include "event/event_state.h"
#include "event/schedule_card.h"

#include <QByteArray>

namespace earshot {

/// Wire version 1 of every JSON message. Unknown fields are ignored; a larger `v` is refused (BadData,
/// "version").
inline constexpr int kWireVersion = 1;
inline constexpr qsizetype kMaxBeaconBytes = 64 * 1024;
inline constexpr qsizetype kMaxCardBytes = 16 * 1024;
inline constexpr qsizetype kMaxReportBytes = 1024;
inline constexpr qsizetype kMaxAskBytes = 4 * 1024;
inline constexpr int kMaxStage = 64;
inline constexpr int kMaxTextLength = 2000; ///< of one human text; longer is cut with an ellipsis
inline constexpr int kMaxAskTextLength = 400; ///< of a human text in an ask, which a server takes up to 4 KiB
inline constexpr int kInvitationLength = 22; ///< characters of base64url: 128 bits

/// Whether `text` has the form of an invitation's secret.
bool isInvitation(QByteArrayView text);

QByteArray writeState(const EventState &state);
/// A beacon has a stage and the desk's clock, whatever else is missing.
Result<EventState> readState(const QByteArray &json);

QByteArray writeCard(const ScheduleCard &card);
Result<ScheduleCard> readCard(const QByteArray &json);

inline constexpr milliseconds kLongestReported = minutes(1); ///< of all speakers together

/// A receiver report: what one listener heard in the last interval (5 s).
struct ReceiverReport {
    quint64 listener = 0; ///< random per join; tells reports apart, not people
    milliseconds heard{0}; ///< of audible-by-rule audio that a device consumed
    milliseconds concealed{0};
    milliseconds delay{0}; ///< behind the speakers, 0 = not known
    bool hearing = false;
    QString verdict; ///< status id
    bool copy = false; ///< keeps a copy of what they hear

    bool operator==(const ReceiverReport &) const = default;
};
QByteArray writeReport(const ReceiverReport &report);
Result<ReceiverReport> readReport(const QByteArray &json);

/// What a person asks of the desk; signed with their key over the bytes before the signature, dated.
enum class AskKind {
    RaiseHand, ///< renewed every 10 s while it is up
    LowerHand,
    AcceptStage, ///< also with the invitation of a speaker's link
    DeclineStage,
    Presence,
    StepDown,
    Control, ///< a co-host's
};
/// What a co-host asks the desk to do.
struct StageControl {
    enum class Kind { BringUp, LowerHand, Mute, Unmute, Remove, Message };
    Kind kind = Kind::Message;
    std::optional<UserKey> whom = {}; ///< nothing for Message
    QString text = {}; ///< reason or message; at most kMaxAskTextLength

    bool operator==(const StageControl &) const = default;
};
struct Ask {
    AskKind kind = AskKind::Presence;
    QString name;
    WallTime at{};
    bool muted = false; ///< the speaker's own switch, told with their presence
    QByteArray invitation = {}; ///< AcceptStage: of the link; empty where one was invited by name
    std::optional<StageControl> control = {}; ///< of Control

    bool operator==(const Ask &) const = default;
};
class NKey;
QByteArray writeAsk(const Ask &ask, const EventId &event, const NKey &key);
/// Whether it is worth checking the signature: the size and form of an ask from that person.
bool looksLikeAsk(const QByteArray &json, const UserKey &from);
/// Fails with NotPermitted where the signature or the date (±2 min around `now`) is wrong.
Result<Ask> readAsk(const QByteArray &json, const EventId &event, const UserKey &from, WallTime now);

} // namespace earshot
