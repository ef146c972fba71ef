#pragma once

#include "qr_picture.h"

#include <QObject>
#include <QThreadPool>

class QMimeData;

namespace earshot {

/// Looks for an Earshot link in a picture while the window goes on. Of several pictures the last one is answered.
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

    quint64 m_number = 0; ///< of the picture that counts
    QThreadPool m_pool;
};

} // namespace earshot
