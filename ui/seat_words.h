#pragma once

#include "client/talk_view.h"
#include "event/event_state.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

/// A listener's way to the stage and back, in words.
class SeatWords
{
    Q_DECLARE_TR_FUNCTIONS(SeatWords)
public:
    /// A sentence and what it means; empty where there is nothing to say.
    struct Line {
        QString text;
        Tone tone = Tone::Dim;

        bool operator==(const Line &) const = default;
    };

    static Line seat(const SeatStats &seat); ///< of somebody who is not on stage
    static QString invited(const SeatStats &seat); ///< "Ana Ruiz asks you on stage"
    static QString invitedAs(const SeatStats &seat); ///< what coming up means
    static Line micCheck(const TalkView &view, bool wasHeard); ///< before one comes up
    static QString onStage(const SeatStats &seat); ///< "You are on stage · speaker"
    /// What the microphone does, as a caption; why it is closed; who muted one and why.
    static Line caption(const TalkView &view);
    /// What a person who is elsewhere in the window has to know of a change; empty where nothing.
    static QString news(const SeatStats &before, const SeatStats &now);

private:
    static Line proof(const TalkView &view);
    static QString withReason(const QString &sentence, const QString &reason);
};

} // namespace earshot
