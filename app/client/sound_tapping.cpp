#include "client/sound_tapping.h"

#include "audio/playback.h"
#include "audio/sound_taps.h"

namespace earshot {

SoundTapping::SoundTapping(
    Clock &clock, const QString &folder, Playback &playback, std::function<void(const Failure &)> failed)
{
    auto taps = SoundTaps::create(folder);
    if (!taps) {
        failed(taps.failure());
        return;
    }
    m_taps = std::move(*taps);
    playback.setTaps(*m_taps);
    QObject::connect(m_taps.get(), &SoundTaps::failed, m_taps.get(), std::move(failed));
    m_thread.setObjectName(QStringLiteral("taps"));
    m_taps->moveToThread(&m_thread);
    QObject::connect(
        &m_thread, &QThread::started, m_taps.get(), [&clock, taps = m_taps.get()] { taps->start(clock); });
    QObject::connect(
        &m_thread, &QThread::finished, &m_thread, [this] { m_taps.reset(); }, Qt::DirectConnection);
    m_thread.start(QThread::LowPriority);
}

SoundTapping::~SoundTapping()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace earshot
