#pragma once

#include "client/view.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

/// A listener's own copy in words, for them and for the host.
class CopyWords
{
    Q_DECLARE_TR_FUNCTIONS(CopyWords)
public:
    struct Line {
        QString text; ///< empty: there is nothing to be said
        Tone tone = Tone::Dim;
        QString button; ///< empty: nothing can be done
        bool asksToKeep = false; ///< what the button does; otherwise it ends

        bool operator==(const Line &) const = default;
    };
    /// `wasKept`: some of this event was kept before.
    static Line line(const NowPlayingView &view, bool wasKept, WallTime now);
    static QString meaning(); ///< of keeping one
    static QString stop(); ///< what the button says to a screen reader while it ends
    /// What has become of it, for who does not look; empty where nothing happened.
    static QString news(const NowPlayingView &before, const NowPlayingView &after);
    /// "3 listeners keep a copy"; empty where none may.
    static QString audience(const EventState &event);

private:
    static QString unwritable(const Failure &failure);
};

} // namespace earshot
