#include "client/shape_maker.h"

#include "recordings/recording_shape.h"

namespace earshot {

namespace {

constexpr int kStepsPerShape = 25; ///< some 0.1 s of work

} // namespace

ShapeMaker::~ShapeMaker()
{
    stop();
    for (const Work &work : m_works)
        work.thread->wait();
}

void ShapeMaker::stop()
{
    if (!m_works.empty())
        *m_works.back().isWanted = false;
    std::erase_if(m_works, [](const Work &work) { return work.thread->isFinished(); });
}

void ShapeMaker::start(const QString &path)
{
    stop();
    auto isWanted = std::make_shared<std::atomic<bool>>(true);
    const auto tell = [this, isWanted](const WaveformShape &shape) {
        auto made = std::make_shared<const WaveformShape>(shape);
        QMetaObject::invokeMethod(
            this,
            [this, isWanted, made] {
                if (*isWanted)
                    emit shapeChanged(made);
            },
            Qt::QueuedConnection);
    };
    std::unique_ptr<QThread> thread(QThread::create([path, isWanted, tell] {
        auto recording = OpusRecording::open(path);
        if (!recording)
            return;
        RecordingShape shape(std::move(*recording));
        int steps = 0;
        while (*isWanted && shape.step()) {
            if (++steps % kStepsPerShape == 0)
                tell(shape.shape());
        }
        if (*isWanted)
            tell(shape.shape());
    }));
    thread->setObjectName(QStringLiteral("waveform"));
    thread->start(QThread::IdlePriority);
    m_works.push_back({std::move(thread), std::move(isWanted)});
}

} // namespace earshot
