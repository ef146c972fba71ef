#pragma once

#include "qr_picture.h"

#include <QObject>

#include <atomic>
#include <memory>

class QMimeData;

namespace earshot {

/// Looks for an Earshot link in a picture while the window goes on. Of several pictures the last one is answered. Who ends
/// it does not wait for a picture that is being looked at: the threads are the application's, which waits at its end.
class PictureReader : public QObject
{
    Q_OBJECT
public:
    explicit PictureReader(QObject *parent);
    ~PictureReader() override;

    void readFile(const QString &path);
    void readPicture(const QImage &picture);
    /// What is dropped or pasted; false where it holds no picture.
    bool read(const QMimeData &data);
    static bool holdsPicture(const QMimeData &data);

signals:
    void finished(const earshot::QrFinding &finding);

private:
    template<typename Look>
    void start(Look look);

    std::shared_ptr<std::atomic<quint64>> m_newest
        = std::make_shared<std::atomic<quint64>>(0); ///< number of the picture that counts
};

} // namespace earshot
