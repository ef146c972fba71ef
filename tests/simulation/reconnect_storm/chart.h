#pragma once

#include "simulation/reconnect_storm/storm.h"

#include <QByteArray>

namespace earshot::test {

struct StormCurve {
    QByteArray name;
    StormResult result;
};

/// Two panels over time: tries a second against J, and the share of the crowd that is back.
QByteArray stormChart(const QByteArray &title, double joinsPerSecond, const std::vector<StormCurve> &curves);

} // namespace earshot::test
