#include "level_meter.h"

#include "spoken.h"
#include "spoken_role.h"
#include "theme.h"
#include "words.h"

#include <QPainter>

#include <algorithm>

namespace earshot {

constexpr double kQuietestDb = -60;
/// From here on peaks are near to full scale.
constexpr double kLoudDb = -6;

LevelMeter::LevelMeter(QWidget *parent)
    : QWidget(parent)
{
    setSpokenRole(this, QAccessible::Indicator);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    show(-127);
}

void LevelMeter::show(double levelDb)
{
    const double share = std::clamp(1 - levelDb / kQuietestDb, 0.0, 1.0);
    setSpokenName(this, share > 0 ? tr("Level, %1").arg(UiWords::decibels(levelDb)) : tr("Level, silent"));
    const bool isLoud = levelDb > kLoudDb;
    if (share == m_share && isLoud == m_isLoud)
        return;
    m_share = share;
    m_isLoud = isLoud;
    update();
}

QSize LevelMeter::sizeHint() const
{
    return {scaled(200), scaled(10)};
}

QSize LevelMeter::minimumSizeHint() const
{
    return {scaled(60), scaled(10)};
}

void LevelMeter::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = height() / 2.0;
    painter.setBrush(t.line);
    painter.drawRoundedRect(QRectF(rect()), radius, radius);
    if (m_share <= 0)
        return;
    const double filled = std::max(2 * radius, width() * m_share);
    painter.setBrush(m_isLoud ? t.warning : t.good);
    const double x = layoutDirection() == Qt::RightToLeft ? width() - filled : 0;
    painter.drawRoundedRect(QRectF(x, 0, filled, height()), radius, radius);
}

} // namespace earshot
