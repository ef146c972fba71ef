#include "wire/json_fields.h"
#include "wire/messages.h"

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr milliseconds kLongestDelay = std::chrono::hours(24); ///< rewound to the start of a long event
constexpr qsizetype kListenerDigits = 16;
constexpr qsizetype kMaxVerdictLength = 48;

bool isStatusId(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'_';
    });
}

} // namespace

QByteArray writeReport(const ReceiverReport &report)
{
    QJsonObject object{
        {"v", kWireVersion},
        // 64 bits do not fit into a JSON number.
        {"listener", QStringLiteral("%1").arg(report.listener, kListenerDigits, 16, QLatin1Char('0'))},
        {"heard_ms", qint64(report.heard.count())},
        {"concealed_ms", qint64(report.concealed.count())},
        {"delay_ms", qint64(report.delay.count())},
        {"hearing", report.hearing},
        {"verdict", report.verdict},
    };
    if (report.copy)
        object["copy"] = true;
    return compactJson(object);
}

Result<ReceiverReport> readReport(const QByteArray &json)
{
    Result<JsonFields> parsed = JsonFields::parse(json, kMaxReportBytes);
    if (!parsed)
        return parsed.failure();
    JsonFields &fields = *parsed;
    const QString digits = fields.exactText("listener"_L1, kListenerDigits);
    bool isHex = false;
    ReceiverReport report{
        .listener = digits.toULongLong(&isHex, 16),
        .heard = fields.duration("heard_ms"_L1, kLongestReported),
        .concealed = fields.duration("concealed_ms"_L1, kLongestReported),
        .delay = fields.duration("delay_ms"_L1, kLongestDelay),
        .hearing = fields.boolean("hearing"_L1),
        .verdict = fields.exactText("verdict"_L1, kMaxVerdictLength),
        .copy = fields.boolean("copy"_L1),
    };
    if (!isHex || digits.size() != kListenerDigits)
        fields.fail("listener"_L1);
    if (!isStatusId(report.verdict))
        fields.fail("verdict"_L1);
    if (fields.failure())
        return *fields.failure();
    return report;
}

} // namespace earshot
