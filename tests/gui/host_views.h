#pragma once

#include "client/host_view.h"
#include "client/talk_view.h"
#include "client/view.h"

namespace earshot::test {

/// A host's three views at one moment, with a name for the picture.
struct HostMoment {
    const char *name;
    HostView host;
    TalkView talk;
    NowPlayingView playing;
};

/// The design's picture: on air, talking, heard by 1,187 ± 9 of 1,204; three hands.
/// Gives the diagnosis what it would know of this microphone and event.
void proveVoice(HostMoment &moment);
HostMoment onAir();
HostMoment beforeStart(); ///< scheduled, the link at hand, soundcheck not done yet
HostMoment paused();
HostMoment overAndOut(); ///< ended
HostMoment unconfirmed(); ///< talking, but the voice does not come back
HostMoment standby();
HostMoment disconnected();
HostMoment starting();
HostMoment failed();
HostMoment nothingHosted();
HostMoment offered(); ///< an event that was not ended can be taken back
HostMoment recordingOffered(); ///< the event has ended, its recording was not published
HostMoment diskFull(); ///< on air, but the recording cannot be written; copies are allowed
HostMoment publishing(); ///< ended, its recording is on the way to the server
HostMoment howling(); ///< the feedback guard has muted; a soundcheck with faults; a look-alike on stage
HostMoment asCoHost(); ///< without a desk

std::vector<HostMoment> hostMoments();

} // namespace earshot::test
