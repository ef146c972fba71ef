#include "simulation/reconnect_storm/chart.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

namespace {

constexpr double kLeft = 70;
constexpr double kWidth = 780;
constexpr double kHeight = 230;
constexpr double kSecondsShown = 180;
constexpr int kSlotsPerPoint = 10; ///< of 100 ms

struct Panel {
    double top;
    double low; ///< value at the bottom
    double high;
    bool isLogarithmic;

    double y(double value) const
    {
        const double clamped = std::clamp(value, low, high);
        const double share
            = isLogarithmic ? std::log(clamped / low) / std::log(high / low) : (clamped - low) / (high - low);
        return top + kHeight * (1 - share);
    }
};

double xOf(double seconds)
{
    return kLeft + kWidth * seconds / kSecondsShown;
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'f', 1);
}

QByteArray text(double x, double y, const QByteArray &words, const char *anchor = "start")
{
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" + words
        + "</text>\n";
}

QByteArray line(double x1, double y1, double x2, double y2, const char *style)
{
    return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\""
        + number(y2) + "\" " + style + "/>\n";
}

constexpr const char *kGrid = "stroke=\"#d7dbe0\"";
constexpr const char *kStyles[] = {
    "stroke=\"#0a6c4f\" stroke-width=\"3\"",
    "stroke=\"#1f5fbf\" stroke-width=\"1.6\" stroke-dasharray=\"7 3\"",
    "stroke=\"#b3261e\" stroke-width=\"1.6\"",
    "stroke=\"#8a5a00\" stroke-width=\"1.6\" stroke-dasharray=\"2 3\"",
};

QByteArray frame(const Panel &panel, const std::vector<std::pair<double, QByteArray>> &marks)
{
    QByteArray svg;
    for (const auto &[value, label] : marks) {
        svg += line(kLeft, panel.y(value), kLeft + kWidth, panel.y(value), kGrid);
        svg += text(kLeft - 8, panel.y(value) + 4, label, "end");
    }
    for (int s = 0; s <= int(kSecondsShown); s += 20) {
        svg += line(xOf(s), panel.top, xOf(s), panel.top + kHeight, kGrid);
        svg += text(xOf(s), panel.top + kHeight + 18, QByteArray::number(s) + " s", "middle");
    }
    return svg;
}

/// `valueOf` turns the count of one second, or the sum up to it, into the panel's value.
template<typename ValueOf>
QByteArray curve(const Panel &panel, const std::vector<int> &counts, const char *style, ValueOf valueOf)
{
    QByteArray points;
    double sum = 0;
    for (std::size_t i = 0; i < std::size_t(kSecondsShown) * kSlotsPerPoint; i += kSlotsPerPoint) {
        double second = 0;
        for (std::size_t k = i; k < std::min(i + kSlotsPerPoint, counts.size()); ++k)
            second += counts[k];
        sum += second;
        const double at = double(i) / kSlotsPerPoint;
        points += number(xOf(at + 0.5)) + ',' + number(panel.y(valueOf(second, sum))) + ' ';
    }
    return QByteArray("<polyline fill=\"none\" ") + style + " points=\"" + points + "\"/>\n";
}

} // namespace

QByteArray stormChart(const QByteArray &title, double joinsPerSecond, const std::vector<StormCurve> &curves)
{
    const Panel load{70, 0.1, 300, true};
    const Panel back{370, 0, 1, false};
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 690\" "
                     "font-family=\"sans-serif\" font-size=\"13\" fill=\"#1c2126\">\n"
                     "<rect width=\"880\" height=\"690\" fill=\"#ffffff\"/>\n";
    svg += "<g font-size=\"16\" font-weight=\"bold\">" + text(kLeft, 28, title) + "</g>\n";
    svg += text(kLeft, 58, "Tries a second, as a multiple of the joins a second that the servers take (J)");
    svg += frame(load, {{0.1, "0.1"}, {1, "J"}, {10, "10 J"}, {100, "100 J"}});
    svg += line(kLeft, load.y(1), kLeft + kWidth, load.y(1), "stroke=\"#1c2126\" stroke-width=\"1.2\"");
    svg += text(kLeft, 358, "Share of the crowd that is back");
    svg += frame(back, {{0, "0 %"}, {0.5, "50 %"}, {1, "100 %"}});
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const StormResult &result = curves[i].result;
        const char *style = kStyles[i % std::size(kStyles)];
        const double clients = result.limitSeconds * joinsPerSecond;
        svg += curve(
            load, result.offered, style, [&](double second, double) { return second / joinsPerSecond; });
        svg += curve(back, result.back, style, [&](double, double sum) { return sum / clients; });
        const double x = kLeft + 400 * double(i % 2);
        const double y = 640 + 22 * double(i / 2);
        svg += line(x, y - 4, x + 34, y - 4, style);
        svg += text(x + 42, y,
            curves[i].name + ": 99 % back after " + QByteArray::number(result.secondsToAlmostAll, 'f', 0)
                + " s");
    }
    return svg + "</svg>\n";
}

} // namespace earshot::test
