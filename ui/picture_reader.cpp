#include "picture_reader.h"

#include <QFileInfo>
#include <QImageReader>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace earshot {

PictureReader::PictureReader(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PictureReader::~PictureReader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template<typename Look>
void PictureReader::start(Look look)
{
    m_pool.clear();
    m_pool.start([this, number = ++m_number, look] {
        const QrFinding finding = look();
        QMetaObject::invokeMethod(
            this,
            [this, number, finding] {
                if (number == m_number)
                    emit finished(finding);
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
