#include "picture_reader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <algorithm>

namespace earshot {

PictureReader::PictureReader(QObject *parent)
    : QObject(parent)
{ }

PictureReader::~PictureReader()
{
    ++*m_newest; // what waits for its turn is not looked at
}

template<typename Look>
void PictureReader::start(Look look)
{
    // The answer comes by way of the application: this may be gone by then.
    QThreadPool::globalInstance()->start([self = QPointer(this), application = QCoreApplication::instance(),
                                             number = ++*m_newest, newest = m_newest, look] {
        if (number != *newest)
            return;
        QMetaObject::invokeMethod(
            application,
            [self, number, newest, finding = look()] {
                if (self && number == *newest)
                    emit self->finished(finding);
            },
            Qt::QueuedConnection);
    });
}

void PictureReader::readFile(const QString &path)
{
    start([path] { return readQrFile(path); });
}

void PictureReader::readPicture(const QImage &picture)
{
    start([picture] { return readQrCodes(picture); });
}

static QString picturePath(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    const auto isPicture = [](const QUrl &url) {
        const QByteArray suffix = QFileInfo(url.toLocalFile()).suffix().toLower().toLatin1();
        return url.isLocalFile() && QImageReader::supportedImageFormats().contains(suffix);
    };
    const auto found = std::ranges::find_if(urls, isPicture);
    return found == urls.end() ? QString() : found->toLocalFile();
}

bool PictureReader::holdsPicture(const QMimeData &data)
{
    return data.hasImage() || !picturePath(data).isEmpty();
}

bool PictureReader::read(const QMimeData &data)
{
    if (const QString path = picturePath(data); !path.isEmpty())
        readFile(path);
    else if (data.hasImage())
        readPicture(qvariant_cast<QImage>(data.imageData()));
    else
        return false;
    return true;
}

} // namespace earshot
