#include "qr_picture.h"

#include <QFileInfo>
#include <QImageReader>

#include <ZXing/ReadBarcode.h>

#include <algorithm>

#if __has_include(<ZXing/ReaderOptions.h>) // its name since ZXing 2.2
using ReaderOptions = ZXing::ReaderOptions;
#else
using ReaderOptions = ZXing::DecodeHints;
#endif

namespace earshot {

namespace {

constexpr qint64 kLargestFile = 64 * 1024 * 1024;
constexpr qint64 kMostPixels = 100'000'000;
/// Longer sides, in pixels: the first is enough for a code that fills a tenth of the picture.
constexpr int kSides[] = {1600, 3600};
constexpr qsizetype kLongestText = 8 * 1024;

int longSide(const QSize &size)
{
    return std::max(size.width(), size.height());
}

QImage scaledTo(const QImage &picture, int side)
{
    return longSide(picture.size()) <= side
        ? picture
        : picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

QrFinding findIn(const QImage &gray)
{
    ReaderOptions options;
    options.setFormats(ZXing::BarcodeFormat::QRCode);
    const ZXing::ImageView view(
        gray.constBits(), gray.width(), gray.height(), ZXing::ImageFormat::Lum, int(gray.bytesPerLine()));
    QrFinding finding;
    for (const auto &code : ZXing::ReadBarcodes(view, options)) {
        if (!code.isValid())
            continue;
        const auto &bytes = code.bytes();
        if (std::ssize(bytes) > kLongestText)
            continue;
        const QString text
            = QString::fromUtf8(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()))
                  .trimmed();
        if (text.startsWith(QLatin1String("earshot://"), Qt::CaseInsensitive))
            return {QrFinding::Kind::Link, text};
        finding.kind = QrFinding::Kind::OtherCode;
    }
    return finding;
}

} // namespace

QrFinding readQrCodes(const QImage &picture)
{
    if (picture.isNull())
        return {QrFinding::Kind::Unreadable};
    if (qint64(picture.width()) * picture.height() > kMostPixels)
        return {QrFinding::Kind::TooLarge};
    QrFinding best;
    int looked = 0;
    for (const int side : kSides) {
        const QImage fit = scaledTo(picture, side);
        if (longSide(fit.size()) == looked)
            break;
        looked = longSide(fit.size());
        // What is transparent counts as white: codes are drawn on it.
        QImage gray(fit.size(), QImage::Format_RGB32);
        if (fit.hasAlphaChannel()) {
            QImage ground = fit.convertToFormat(QImage::Format_ARGB32);
            for (int y = 0; y < ground.height(); ++y) {
                auto *line = reinterpret_cast<QRgb *>(ground.scanLine(y));
                for (int x = 0; x < ground.width(); ++x)
                    line[x] = qAlpha(line[x]) < 128 ? qRgb(255, 255, 255) : (line[x] | 0xff000000u);
            }
            gray = ground.convertToFormat(QImage::Format_Grayscale8);
        } else {
            gray = fit.convertToFormat(QImage::Format_Grayscale8);
        }
        for (const bool invert : {false, true}) {
            if (invert)
                gray.invertPixels();
            const QrFinding found = findIn(gray);
            if (found.kind == QrFinding::Kind::Link)
                return found;
            if (found.kind == QrFinding::Kind::OtherCode)
                best = found;
        }
    }
    return best;
}

QrFinding readQrFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return {QrFinding::Kind::Unreadable};
    if (info.size() > kLargestFile)
        return {QrFinding::Kind::TooLarge};
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    const QSize size = reader.size();
    if (size.isValid()) {
        if (qint64(size.width()) * size.height() > kMostPixels)
            return {QrFinding::Kind::TooLarge};
        const int most = kSides[std::size(kSides) - 1];
        if (longSide(size) > most)
            reader.setScaledSize(size.scaled(most, most, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    }
    return readQrCodes(reader.read());
}

} // namespace earshot
