#pragma once

#include <QImage>
#include <QString>

namespace earshot {

/// What a picture holds for Earshot.
struct QrFinding {
    enum class Kind {
        Link, ///< a QR code with an Earshot link: the first of them
        OtherCode, ///< codes, but no Earshot link in any
        NoCode,
        Unreadable, ///< no picture, or a damaged one
        TooLarge,
    };
    Kind kind = Kind::NoCode;
    QString link = {};

    bool operator==(const QrFinding &) const = default;
};

/// Looks for all QR codes (ISO/IEC 18004) in the picture, at any angle, also light on dark. A large picture is looked
/// at in a smaller size first. A photo without a code takes about a second: not for the main thread.
QrFinding readQrCodes(const QImage &picture);
/// At most 64 MiB and 100 million pixels, scaled down as it is read.
QrFinding readQrFile(const QString &path);

} // namespace earshot
