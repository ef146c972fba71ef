#pragma once

#include "base/units.h"
#include "client/library_memory.h"
#include "client/library_view.h"

#include <map>
#include <optional>
#include <set>

namespace earshot {

/// What is known of one recording, by what the folders hold and what servers offer.
struct LibraryEntry {
    LibraryItem item;
    std::optional<LibraryMemory> memory; ///< of what a server offers
    QString folder; ///< on this computer, empty = none
    std::map<QString, bool> servers; ///< that offer it: whether they are there now
    bool isPromised = false;
    bool isOwn = false;
    bool isFile = false;
    bool isWhole = false;
    bool isDamaged = false;
    bool isToCheck = false; ///< its bytes are being read
    bool isUnread = false; ///< they could not be read
    bool isGone = false; ///< was whole, and somebody took it away

    enum class Run { None, Queued, Running };
    Run run = Run::None;
    int turn = 0; ///< in the queue
    int number = 0; ///< of the run, so that the end of an earlier one is known
    std::set<QString> refusedBy; ///< servers that do not have it after all
    bool isFailed = false;
    std::optional<Failure> trouble; ///< why it does not go on
    std::optional<Instant> notBefore; ///< the next try
    std::optional<Instant> measured; ///< the last figures; nothing = nothing comes at present
    qint64 measuredBytes = 0;

    /// To be read from: one that is there now, and of those the one that it was read from before. Empty = none.
    QString chooseServer() const;
    bool isThere(const QString &server) const;
    /// Makes `item` say what is shown of it.
    void settle();

private:
    void settleRunning();
    void settleWaiting();
    void settleUnreadable();
};

} // namespace earshot
