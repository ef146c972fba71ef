#include "text.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

struct Metrics {
    double px;
    double line;
    QFont::Weight weight;
    double spacing; ///< between letters
    bool capitals;
};

Metrics metricsOf(Text::Kind kind)
{
    switch (kind) {
    case Text::Kind::Body:
        return {14, 20, QFont::Normal, 0, false};
    case Text::Kind::Strong:
        return {15, 20, QFont::Bold, 0, false};
    case Text::Kind::Small:
        return {12, 16, QFont::Normal, 0, false};
    case Text::Kind::Name:
        return {13, 20, QFont::DemiBold, 0, false};
    case Text::Kind::Label:
        return {13, 20, QFont::Medium, 0, false};
    case Text::Kind::Caption:
        return {12, 20, QFont::DemiBold, 0.4, true};
    case Text::Kind::Tiny:
        return {11, 20, QFont::DemiBold, 0, true};
    case Text::Kind::Title:
        return {22, 28, QFont::Bold, -0.2, false};
    case Text::Kind::Logo:
        return {17, 24, QFont::Bold, 0, false};
    case Text::Kind::Figure:
        return {30, 34, QFont::Bold, -0.6, false};
    case Text::Kind::Interval:
        return {16, 27, QFont::DemiBold, 0, false};
    case Text::Kind::Clock:
        return {20, 24, QFont::Bold, 0, false};
    }
    return {14, 20, QFont::Normal, 0, false};
}

/// Words longer than this (in design pixels) may break anywhere: text from other people must not widen the
/// window.
constexpr double kLongestUnbrokenWord = 190;

} // namespace

Text::Text(Kind kind, Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_kind(kind)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(Qt::AlignLeading | Qt::AlignTop);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    applyFont();
}

void Text::show(const QString &text)
{
    if (text == QLabel::text())
        return;
    setText(text);
    measure();
    updateGeometry();
    update();
}

void Text::setTone(Tone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    update();
}

void Text::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    updateGeometry();
}

void Text::applyFont()
{
    const Metrics m = metricsOf(m_kind);
    QFont font = QApplication::font();
    font.setPixelSize(std::max(1, scaled(m.px)));
    font.setWeight(m.weight);
    font.setLetterSpacing(QFont::AbsoluteSpacing, m.spacing);
    font.setCapitalization(m.capitals ? QFont::AllUppercase : QFont::MixedCase);
    setFont(font);
    measure();
}

/// As it is laid out: a dot between two facts ends a line rather than beginning one.
static QString withSeparators(QString text)
{
    text.replace(QStringLiteral(" · "), QStringLiteral("\u00a0· "));
    return text.replace(u'\n', QChar::LineSeparator);
}

void Text::measure()
{
    const QFontMetricsF metrics(font());
    double natural = 0;
    for (const QString &line : text().split(u'\n'))
        natural = std::max(natural, metrics.horizontalAdvance(line));
    double longest = 0;
    const QString laidOut = withSeparators(text()).replace(QChar::LineSeparator, u' ');
    for (const QString &word : laidOut.split(u' '))
        longest = std::max(longest, metrics.horizontalAdvance(word));
    m_natural = int(std::ceil(natural)) + 1;
    m_longestWord = std::min(int(std::ceil(longest)) + 1, scaled(kLongestUnbrokenWord));
}

int Text::lineHeight() const
{
    return std::max(scaled(metricsOf(m_kind).line), QFontMetrics(font()).height());
}

/// Breaks `layout` into lines of `width`; calls `each` with every line.
template<typename F>
static void breakLines(QTextLayout &layout, int width, F each)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        each(line);
    }
    layout.endLayout();
}

int Text::linesIn(int width) const
{
    if (width >= m_natural && !text().contains(u'\n'))
        return 1;
    QTextLayout layout(withSeparators(text()), font());
    int lines = 0;
    breakLines(layout, std::max(width, 1), [&](QTextLine &) { ++lines; });
    return std::max(lines, 1);
}

int Text::heightForWidth(int width) const
{
    return m_elided ? lineHeight() : linesIn(width) * lineHeight();
}

QSize Text::sizeHint() const
{
    const int width = m_elided ? m_natural : std::min(m_natural, scaled(560));
    return {width, heightForWidth(width)};
}

QSize Text::minimumSizeHint() const
{
    return {m_elided ? std::min(m_natural, scaled(48)) : m_longestWord, lineHeight()};
}

void Text::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(tokensOf(this).color(m_tone));
    const Qt::Alignment across
        = QStyle::visualAlignment(layoutDirection(), alignment()) & Qt::AlignHorizontal_Mask;
    if (m_elided) {
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
        painter.drawText(rect(), int(across | Qt::AlignVCenter | Qt::TextSingleLine), shown);
        return;
    }
    QTextLayout layout(withSeparators(text()), font());
    const double ascentGap = (lineHeight() - QFontMetricsF(font()).height()) / 2;
    const int needed = heightForWidth(width());
    double y = alignment() & Qt::AlignVCenter ? (height() - needed) / 2.0 : 0;
    breakLines(layout, std::max(width(), 1), [&](QTextLine &line) {
        const double room = width() - line.naturalTextWidth();
        const double x = across & Qt::AlignHCenter ? room / 2 : across & Qt::AlignRight ? room : 0;
        line.setPosition({x, y + ascentGap});
        y += lineHeight();
    });
    layout.draw(&painter, {0, 0});
}

void Text::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        applyFont();
}

void Text::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (m_elided)
        setToolTip(m_natural > width() ? text().toHtmlEscaped() : QString());
}

} // namespace earshot
