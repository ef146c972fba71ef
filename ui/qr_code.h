#pragma once

#include <QBitArray>
#include <QWidget>

#include <optional>

namespace earshot {

/// A text as a QR code (ISO/IEC 18004): `size` × `size` modules, row by row, a set bit is dark.
struct QrModules {
    int size = 0;
    QBitArray dark;
};

/// Nothing where the text is longer than a code can hold (about 2,900 bytes).
std::optional<QrModules> qrModules(const QByteArray &text);

/// Draws one, dark on white in every theme (readers want it like this), with the quiet zone of four modules and every
/// module the same number of pixels.
class QrCode : public QWidget
{
    Q_OBJECT
public:
    explicit QrCode(QWidget *parent);

    /// Hidden where there is no code for the text; says so.
    bool show(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<QrModules> m_modules;
};

} // namespace earshot
