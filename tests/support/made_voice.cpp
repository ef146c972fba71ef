#include "support/made_voice.h"

#include "wire/subjects.h"

namespace earshot::test {

namespace {

constexpr milliseconds kFrame{20};
constexpr quint32 kFrameSamples = 960;
constexpr qint64 kCaptureTimeEvery = 50; // once a second, as every speaker

} // namespace

MadeVoice::MadeVoice(LiveEvent &event, const char *id, const QString &name, std::vector<QByteArray> frames,
    const Habits &habits)
    : m_event(event)
    , m_frames(std::move(frames))
    , m_habits(habits)
    , m_voice(event.addVoice(id, name))
    , m_begun(event.clock.now())
    , m_timer(event.clock.makeTimer())
{
    m_subject = subjects::audio(eventId(id), m_voice.key);
    sendDue();
}

void MadeVoice::sendDue()
{
    const qint64 due = (m_event.clock.now() - m_begun) / kFrame;
    for (; m_next < due; ++m_next) {
        if (m_habits.leavesOutEvery > 0 && m_next % m_habits.leavesOutEvery == 0)
            continue;
        RtpPacket packet;
        packet.sequence = quint16(m_next);
        packet.timestamp = quint32(m_next) * kFrameSamples;
        packet.ssrc = 7;
        packet.level = m_habits.level;
        packet.voice = true;
        packet.payload = m_frames[std::size_t(m_next) % m_frames.size()];
        if (m_next % kCaptureTimeEvery == 1)
            packet.captured = m_event.clock.wall() - kFrame;
        m_voice.line->publish(m_subject, writeRtp(packet));
    }
    m_timer->start(kFrame, [this] { sendDue(); });
}

} // namespace earshot::test
