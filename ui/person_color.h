#pragma once

#include "base/ids.h"

#include <QColor>

#include <array>

namespace earshot {

/// The same person has the same colour everywhere: it follows from the key.
inline QColor personColor(const UserKey &key)
{
    static constexpr std::array<QRgb, 8> kColors{
        0xff5b6ee1, 0xffc25b8a, 0xff3d9a86, 0xffb8803a, 0xff7d5fc7, 0xff3f86b5, 0xffb0604f, 0xff5f8a45};
    unsigned sum = 0;
    for (const QChar c : key.text())
        sum = sum * 31 + c.unicode();
    return QColor(kColors[sum % kColors.size()]);
}

} // namespace earshot
