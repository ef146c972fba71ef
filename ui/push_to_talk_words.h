#pragma once

#include "client/talk_view.h"
#include "theme.h"

#include <QCoreApplication>

namespace earshot {

/// What the push-to-talk button shows.
struct PushToTalkWords {
    Q_DECLARE_TR_FUNCTIONS(PushToTalkWords)
public:
    enum class Look {
        Off, ///< pressing it opens nothing
        Ready,
        Open
    };
    Look look = Look::Off;
    QString title; ///< "Talking"
    QString hint; ///< "release Space to stop"

    bool operator==(const PushToTalkWords &) const = default;

    /// `byPointer`: it is held by mouse or finger.
    static PushToTalkWords of(const TalkView &view, bool byPointer);
    static bool canPress(const TalkView &view) { return of(view, false).look != Look::Off; }

    static QString hearOneself(const TalkView &view); ///< what it is, or why it cannot be now
    static QString level(const TalkView &view); ///< "−18 dB, no clipping"
    static QString device(const TalkView &view);

    /// What is wrong with the microphone, or why it was closed, whichever is newer; empty where all is well.
    struct Trouble {
        QString text;
        Tone tone = Tone::Warning;
        bool canUndo = false; ///< the feedback guard can be told to let go

        bool operator==(const Trouble &) const = default;
    };
    static Trouble trouble(const TalkView &view);
    /// "the window lost the focus"; empty for None and Released.
    static QString endReason(TalkEnd end);

private:
    static QString whyOff(const TalkView &view, QString &hint);
    static QString whyNoMicrophone(const InputStats &input);
    static QString whatCloses(const TalkView &view, bool byPointer);
    static Trouble howl(const CaptureStats &capture);
    static QString fault(const TalkView &view);
};

} // namespace earshot
