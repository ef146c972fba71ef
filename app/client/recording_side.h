#pragma once

#include "base/clock.h"
#include "desk/recording_sink.h"

#include <QThread>

#include <functional>

namespace earshot {

/// A recording's writer on a thread of its own: decoding and encoding must not hold up the line. Calls come from the
/// network thread, and what is said goes there.
class RecordingSide final : public RecordingSink
{
    Q_OBJECT
public:
    using Open = std::function<Result<std::unique_ptr<RecordingWriter>>(const RecordingWriter::Plan &)>;

    explicit RecordingSide(Clock &clock, Open open = RecordingWriter::open);
    ~RecordingSide() override; ///< waits for the call that is being worked on, and stops one that is long

    void begin(int run, const RecordingWriter::Plan &plan) override;
    void setTitle(const QString &title) override;
    void setSpeakerName(const UserKey &speaker, const QString &name) override;
    void setPauses(const std::vector<WallSpan> &pauses) override;
    void setSilenced(const std::vector<SilencedSpan> &spans) override;
    void add(const std::vector<RecordedPacket> &packets) override;
    void writeUpTo(WallTime stored) override;
    void finish(WallTime ended) override;
    void finishFormer(int run, const RecordingWriter::Plan &plan, WallTime ended) override;

private:
    class Desk;

    void post(std::function<void(Desk &)> work);

    QThread m_thread;
    Desk *m_desk; ///< lives and dies on m_thread
};

} // namespace earshot
