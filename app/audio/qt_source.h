#pragma once

#include "audio/push_device.h"

#include <QAudioDevice>
#include <QAudioSource>

namespace earshot {

/// One opened microphone. A QAudioSource is bound to its device for life; so is this.
class QtSource final : public SoundSource
{
public:
    QtSource(const QAudioDevice &device, microseconds fragment, PushFunction push, const Clock &clock);
    ~QtSource() override;

    QString deviceId() const override { return QString::fromUtf8(m_device.id()); }
    QString deviceName() const override { return m_device.description(); }
    const PushFigures &figures() const override { return m_target.figures(); }
    std::optional<Failure> failure() const override;

private:
    QAudioDevice m_device;
    QAudioFormat m_format;
    QAudioSource m_source;
    PushDevice m_target;
};

} // namespace earshot
