#include "ctl/printer.h"

#include <QJsonDocument>

#include <cstdio>

namespace earshot::ctl {

void Printer::line(const QString &kind, QJsonObject fields, const QString &human)
{
    QByteArray text;
    if (m_json) {
        if (!fields.contains(QStringLiteral("ms")))
            fields[QStringLiteral("ms")] = std::round(elapsedMs() * 10) / 10;
        fields[QStringLiteral("kind")] = kind;
        text = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    } else if (!human.isEmpty()) {
        const auto second = int(elapsedMs() / 1000);
        text = QStringLiteral("%1:%2  %3")
                   .arg(second / 60, 2, 10, QLatin1Char('0'))
                   .arg(second % 60, 2, 10, QLatin1Char('0'))
                   .arg(human)
                   .toUtf8();
    } else {
        return;
    }
    text += '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    std::fflush(stdout);
}

void Printer::error(const QString &text)
{
    std::fprintf(stderr, "earshotctl: %s\n", qUtf8Printable(text));
}

} // namespace earshot::ctl
