#include "ctl/command.h"

#include <QRegularExpression>

namespace earshot::ctl {

ExitCode exitCodeFor(const QString &verdictId)
{
    static const QStringList refused{
        QStringLiteral("link."), QStringLiteral("ticket."), QStringLiteral("event.unknown")};
    static const QStringList unreachable{QStringLiteral("net."), QStringLiteral("http."),
        QStringLiteral("server."), QStringLiteral("you.stalled"), QStringLiteral("checking")};
    const auto startsWith = [&](const QString &prefix) { return verdictId.startsWith(prefix); };
    if (std::ranges::any_of(refused, startsWith))
        return Refused;
    return std::ranges::any_of(unreachable, startsWith) ? Unreachable : Ok;
}

std::optional<std::chrono::milliseconds> readDuration(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,7})(ms|s|m|h)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 number = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    const qint64 factor = unit == QLatin1String("ms") ? 1
        : unit == QLatin1String("s")                  ? 1000
        : unit == QLatin1String("m")                  ? 60'000
                                                      : 3'600'000;
    return std::chrono::milliseconds{number * factor};
}

OutputChoice outputChoice(const QString &device)
{
    if (device.isEmpty() || device == QLatin1String("system"))
        return {};
    if (device == QLatin1String("null"))
        return {OutputChoice::Kind::Null, {}};
    return {OutputChoice::Kind::Named, device};
}

} // namespace earshot::ctl
