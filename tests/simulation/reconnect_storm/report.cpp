/// Prints what four ways to come back cost, and draws the largest crowd:
/// reconnect_storm_report [--json FILE] [--svg FILE]

#include "simulation/reconnect_storm/chart.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace earshot;
using namespace earshot::test;

namespace {

struct Size {
    int clients;
    double joinsPerSecond;
};
constexpr Size kSizes[] = {{1000, 250}, {100'000, 1600}, {1'300'000, 16'000}};

bool write(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QJsonObject toJson(const StormScene &scene, const StormCurve &curve)
{
    const StormResult &result = curve.result;
    return {{"policy", QString::fromUtf8(curve.name)}, {"clients", scene.clients},
        {"joins_per_second", scene.joinsPerSecond}, {"outage_s", double(scene.outage.count()) / 1000},
        {"seconds_to_99_percent", result.secondsToAlmostAll}, {"limit_s", result.limitSeconds},
        {"time_over_limit", result.timeRatio()}, {"peak_over_j", result.peakLoad},
        {"refused_per_client", result.refusedPerClient}, {"longest_s", result.longestSeconds}};
}

void print(const StormScene &scene, const StormCurve &curve)
{
    const StormResult &result = curve.result;
    std::printf("%9d %8.0f %7lld s  %-34s %8.1f s %7.2f %8.2f %9.2f\n", scene.clients, scene.joinsPerSecond,
        static_cast<long long>(scene.outage.count() / 1000), curve.name.constData(),
        result.secondsToAlmostAll, result.timeRatio(), result.peakLoad, result.refusedPerClient);
    std::fflush(stdout);
}

std::vector<StormCurve> runAll(const StormScene &scene)
{
    const milliseconds spread = reconnectSpread(scene.clients, scene.joinsPerSecond);
    std::vector<StormCurve> curves;
    const auto run = [&](std::unique_ptr<StormPolicy> policy) {
        curves.push_back({policy->name(), runStorm(scene, *policy)});
        print(scene, curves.back());
    };
    run(earshotPolicy(scene.clients, spread));
    run(backoffPolicy(scene.clients));
    run(natsGoPolicy());
    run(everyTenSecondsPolicy());
    return curves;
}

} // namespace

int main(int argc, char **argv)
{
    QString json;
    QString svg;
    for (int i = 1; i + 1 < argc; i += 2)
        (qstrcmp(argv[i], "--svg") == 0 ? svg : json) = QString::fromLocal8Bit(argv[i + 1]);

    std::printf("  clients        J    outage  policy                             99 %% back   / (N/J)"
                "  peak / J  refused each\n");
    QJsonArray rows;
    for (const Size &size : kSizes) {
        for (const seconds outage : {seconds{0}, seconds{20}}) {
            const StormScene scene{
                .clients = size.clients, .joinsPerSecond = size.joinsPerSecond, .outage = outage};
            const std::vector<StormCurve> curves = runAll(scene);
            for (const StormCurve &curve : curves)
                rows.append(toJson(scene, curve));
            const bool isDrawn = size.clients == kSizes[2].clients && outage == seconds{0};
            const QByteArray title = "1,300,000 listeners lose servers that take 16,000 joins a second";
            if (isDrawn && !svg.isEmpty() && !write(svg, stormChart(title, size.joinsPerSecond, curves)))
                return 1;
        }
    }
    return json.isEmpty() || write(json, QJsonDocument(rows).toJson()) ? 0 : 1;
}
