#include "qr_code.h"

#include "spoken_role.h"
#include "theme.h"

#include <QPainter>

#include <qrencode.h>

#include <memory>

namespace earshot {

constexpr int kQuietModules = 4;
constexpr int kWidth = 400; ///< in the design, at most
constexpr int kLeastPixels = 3; ///< of a module: less cannot be photographed

std::optional<QrModules> qrModules(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(
            int(text.size()), reinterpret_cast<const unsigned char *>(text.constData()), 0, QR_ECLEVEL_L),
        &QRcode_free);
    if (!code)
        return {};
    QrModules modules{code->width, QBitArray(code->width * code->width)};
    for (int i = 0; i < modules.dark.size(); ++i)
        modules.dark.setBit(i, code->data[i] & 1);
    return modules;
}

QrCode::QrCode(QWidget *parent)
    : QWidget(parent)
{
    setSpokenRole(this, QAccessible::Graphic);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool QrCode::show(const QString &text)
{
    m_modules = qrModules(text.toUtf8());
    setVisible(m_modules.has_value());
    setAccessibleName(tr("The link as a QR code"));
    updateGeometry();
    update();
    return m_modules.has_value();
}

/// A whole number of device pixels for each module, so that none is wider than another.
static int pixelsPerModule(int modules, int width, qreal ratio)
{
    return std::max(kLeastPixels, int(width * ratio) / modules);
}

QSize QrCode::sizeHint() const
{
    if (!m_modules)
        return {0, 0};
    const int modules = m_modules->size + 2 * kQuietModules;
    const qreal ratio = devicePixelRatioF();
    const int side = int(modules * pixelsPerModule(modules, scaled(kWidth), ratio) / ratio + 0.999);
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
    if (!m_modules)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int modules = m_modules->size + 2 * kQuietModules;
    const qreal ratio = devicePixelRatioF();
    const int side = pixelsPerModule(modules, scaled(kWidth), ratio);
    painter.scale(side / ratio, side / ratio);
    for (int y = 0; y < m_modules->size; ++y) {
        for (int x = 0; x < m_modules->size; ++x) {
            if (m_modules->dark.testBit(y * m_modules->size + x))
                painter.fillRect(QRectF(x + kQuietModules, y + kQuietModules, 1, 1), Qt::black);
        }
    }
}

} // namespace earshot
