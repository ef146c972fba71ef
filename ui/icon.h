#pragma once

#include <QColor>
#include <QPixmap>
#include <QString>

namespace earshot {

/// An icon of resources/icons drawn in one colour (its `currentColor`), `size` × `size` device-independent
/// pixels. Cached.
QPixmap themedIcon(const QString &name, const QColor &color, int size, qreal pixelRatio);

} // namespace earshot
