#pragma once

#include "audio/pull_device.h"
#include "audio/sound_backend.h"

#include <QAudioDevice>
#include <QAudioSink>

namespace earshot {

/// One opened sound device. A QAudioSink is bound to its device for life; so is this.
class QtSink final : public SoundSink
{
public:
    QtSink(const QAudioDevice &device, microseconds buffer, PullFunction pull, const Clock &clock);
    ~QtSink() override;

    QString deviceId() const override { return QString::fromUtf8(m_device.id()); }
    QString deviceName() const override { return m_device.description(); }
    const PullFigures &figures() const override { return m_source.figures(); }
    std::optional<Failure> failure() const override;

private:
    microseconds buffered() const;

    QAudioDevice m_device;
    QAudioFormat m_format;
    QAudioSink m_sink;
    PullDevice m_source;
};

} // namespace earshot
