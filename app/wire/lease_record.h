#pragma once

#include "base/result.h"
#include "event/event_state.h"
#include "event/silenced.h"
#include "wire/messages.h"

#include <vector>

namespace earshot {

inline constexpr qsizetype kMaxLeaseBytes = kMaxBeaconBytes + 48 * 1024;
inline constexpr qsizetype kMaxKeptKeys = 64; ///< of each kind

/// A speaker's link that was not used yet.
struct KeptInvitation {
    QByteArray sha256; ///< of the secret's 22 characters
    Role role = Role::Speaker;

    bool operator==(const KeptInvitation &) const = default;
};

inline constexpr qsizetype kMaxKeptWords = 40; ///< so that a record fits into a server's message of 128 KB
inline constexpr qsizetype kMaxKeptReason = 160; ///< characters; longer is cut with an ellipsis

/// In which words somebody was muted or removed, and by whom.
struct KeptWords {
    UserKey key;
    QString reason;
    QString by;

    bool operator==(const KeptWords &) const = default;
};

/// Who holds an event, and all that another desk needs to go on with it: the value of its key in the bucket
/// `earshot_leases`.
struct LeaseRecord {
    QString holder; ///< the same whenever that desk is started again; empty = given back
    QString run; ///< this run of the holder: another where it was started again, or copied
    quint64 term = 0; ///< one more with every change of the holder
    EventState state;
    std::vector<UserKey> mutedByDesk; ///< the others who are muted did it themselves
    std::vector<UserKey> removed = {}; ///< from the stage, and not let up by a link; the newest last
    std::vector<KeptInvitation> invitations = {};
    QString description = {};
    bool isDescribed = false; ///< title and description are the host's word, over what a desk is started with
    bool listed = true;
    std::vector<KeptWords> words
        = {}; ///< of mutes and removals, where there are any; the first kMaxKeptWords
    bool isPauseNotice = false; ///< the state's message is the pause's, and goes with it
    std::optional<RecordingNote> recorded = {}; ///< as on the card, once it is published
    bool lacksTracks
        = false; ///< the recording can be had, but the speakers' own tracks are not all published
    std::vector<SilencedSpan> silenced = {}; ///< since the event started, for its recording

    bool operator==(const LeaseRecord &) const = default;
};

QByteArray writeLease(const LeaseRecord &record);
/// Fails with BadData; also where the state is another event's.
Result<LeaseRecord> readLease(const QByteArray &json, const EventId &event);

} // namespace earshot
