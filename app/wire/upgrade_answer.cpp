#include "wire/upgrade_answer.h"

namespace earshot {

UpgradeAnswer judgeUpgrade(const HttpAnswer &answer)
{
    if (answer.status == 101)
        return Upgraded{};
    if (answer.status < 300) {
        const QString what = answer.isHtml ? QStringLiteral("a web page where a WebSocket belongs: %1")
                                           : QStringLiteral("a web server that knows no WebSocket here: %1");
        return Failure{Cause::ForeignServer, what.arg(answer.words), answer.status};
    }
    const QString detail = answer.isRedirect()
        ? QStringLiteral("%1, leads to %2").arg(answer.words, answer.redirectHost)
        : answer.words;
    return Failure{Cause::HttpStatus, detail, answer.status, answer.retryAfter};
}

UpgradeAnswer readUpgradeAnswer(QByteArrayView head, WallTime now)
{
    const HttpReading reading = readHttpAnswer(head, now);
    if (const auto *failure = std::get_if<Failure>(&reading))
        return *failure;
    if (const auto *answer = std::get_if<HttpAnswer>(&reading))
        return judgeUpgrade(*answer);
    return UpgradePending{};
}

} // namespace earshot
