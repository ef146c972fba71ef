#pragma once

#include "support/live_event.h"
#include "wire/rtp_packet.h"

namespace earshot::test {

/// Somebody on the stage whose packets are the test's: 20 ms each, sent in time from the test's own thread.
class MadeVoice
{
public:
    struct Habits {
        int leavesOutEvery = 0; ///< this packet number of so many is never sent; 0 = none is missing
        int level = 20; ///< RFC 6464, as it is told, whatever the sound is
    };

    MadeVoice(LiveEvent &event, const char *id, const QString &name, std::vector<QByteArray> frames,
        const Habits &habits);

    bool isOnAir() const { return m_voice.line->isLive(); }
    Session &line() { return *m_voice.line; }

private:
    void sendDue();

    LiveEvent &m_event;
    QByteArray m_subject;
    std::vector<QByteArray> m_frames;
    Habits m_habits;
    LiveEvent::Voice m_voice;
    Instant m_begun;
    qint64 m_next = 0;
    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot::test
