#include "engine/program_version.h"

#include <QRegularExpression>

#include <tuple>

namespace earshot {

namespace {

bool isAtLeast(const ProgramVersion &version, const ProgramVersion &floor)
{
    const auto order
        = [](const ProgramVersion &v) { return std::tuple(v.major, v.minor, v.patch, !v.preRelease); };
    return order(version) >= order(floor);
}

} // namespace

QString ProgramVersion::toString() const
{
    const QString text = QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
    return preRelease ? text + QStringLiteral("-pre") : text;
}

std::optional<ProgramVersion> readProgramVersion(const QByteArray &output)
{
    static const QRegularExpression form(
        QStringLiteral("\\Anats-server: v(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(-\\S+)?\\s*\\z"));
    const auto match = form.match(QString::fromUtf8(output.left(200)));
    if (!match.hasMatch())
        return std::nullopt;
    return ProgramVersion{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt(),
        !match.captured(4).isEmpty()};
}

bool isSafeBeyondLoopback(const ProgramVersion &version)
{
    if (version.major == 2 && version.minor <= 12)
        return isAtLeast(version, kVersionFloor);
    return isAtLeast(version, kVersionFloor214);
}

bool knowsNoProducerStall(const ProgramVersion &version)
{
    return version.minor == 10 ? isAtLeast(version, {2, 10, 26}) : isAtLeast(version, {2, 11, 0});
}

} // namespace earshot
