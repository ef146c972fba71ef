#pragma once

#include "client/talk_view.h"

#include <QObject>

namespace earshot {

/// A person's own microphone and place at the joined event: hands, stage, push to talk, soundcheck. Lives on the
/// main thread. The microphone is open while one is on stage, checks the sound, or watches the microphone; what is said
/// is sent only while the talk lease is open.
class Talking : public QObject
{
    Q_OBJECT
public:
    virtual const TalkView &view() const = 0;

    virtual void setChoice(const MicrophoneChoice &choice) = 0; ///< acts at once
    /// The view has the microphones there are; none is opened for that.
    virtual void list(bool list) = 0;
    /// A person checks the microphone: it is open and measured, nothing is sent.
    virtual void watch(bool watch) = 0;

    // push to talk
    virtual void press(TalkSource source) = 0;
    virtual void release(TalkSource source) = 0;
    virtual void focusLost() = 0; ///< of the window: what its key holds open is closed
    virtual void keyLost() = 0; ///< of the system: what the global key holds open is closed
    virtual void undoGuard() = 0; ///< the feedback guard lets go

    // hands and stage
    virtual void raiseHand(const QString &name) = 0;
    virtual void lowerHand() = 0;
    virtual void acceptStage(const QString &name) = 0;
    virtual void declineStage() = 0;
    virtual void stepDown() = 0;
    // a co-host's; `whom` and `text` as StageControl
    virtual void bringUp(const UserKey &whom) = 0;
    virtual void lowerHandOf(const UserKey &whom) = 0;
    virtual void setMutedOnStage(const UserKey &whom, bool muted, const QString &reason) = 0;
    virtual void removeFromStage(const UserKey &whom, const QString &reason) = 0;

    // soundcheck
    virtual void startSoundcheck() = 0; ///< nothing where not `mayCheck`
    virtual void stopSoundcheck() = 0;
    virtual void hearOneself(bool hear) = 0; ///< nothing where not `mayHearOneself`

signals:
    void viewChanged(const earshot::TalkView &view);
};

} // namespace earshot
