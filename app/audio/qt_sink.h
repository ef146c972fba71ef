#pragma once

#include "audio/pull_device.h"

#include <QAudioDevice>
#include <QAudioSink>

namespace earshot {

/// One opened sound device. A QAudioSink is bound to its device for life; so is this.
class QtSink
{
public:
    QtSink(const QAudioDevice &device, microseconds buffer, PullFunction pull, const Clock &clock);
    ~QtSink();

    QByteArray deviceId() const { return m_device.id(); }
    QString deviceName() const { return m_device.description(); }
    const PullDevice::Figures &figures() const { return m_source.figures(); }
    /// What the sink itself says; nothing while it plays.
    std::optional<Failure> failure() const;

private:
    microseconds buffered() const;

    QAudioDevice m_device;
    QAudioFormat m_format;
    QAudioSink m_sink;
    PullDevice m_source;
};

} // namespace earshot
