#pragma once

#include "client/player_view.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace earshot {

/// Makes the shape of a recording that has none beside it, on a thread that yields to everything else. Lives on the main
/// thread.
class ShapeMaker : public QObject
{
    Q_OBJECT
public:
    ~ShapeMaker() override;

    /// Whatever is being made is given up.
    void start(const QString &path);
    void stop();

signals:
    /// As far as it is made, and once more when it is done.
    void shapeChanged(const std::shared_ptr<const earshot::WaveformShape> &shape);

private:
    struct Work {
        std::unique_ptr<QThread> thread;
        std::shared_ptr<std::atomic<bool>> isWanted;
    };

    std::vector<Work> m_works; ///< the last is the present one
};

} // namespace earshot
