#include "ctl/printer.h"

#include <QJsonDocument>

#include <cstdio>

namespace earshot::ctl {

namespace {

const QString kNextLine = QStringLiteral("\n       ");

bool turnsText(char32_t c)
{
    return c >= 0x202A && c <= 0x202E;
}

/// One line that a terminal only shows.
QString shown(const QString &text)
{
    QString kept;
    for (const char32_t c : text.toUcs4()) {
        if (QChar::isSpace(c))
            kept += u' ';
        else if (QChar::category(c) != QChar::Other_Control && !turnsText(c))
            kept += QString::fromUcs4(&c, 1);
    }
    return kept;
}

/// JSON escapes U+0000 to U+001F by itself; U+007F to U+009F control terminals too.
QByteArray escaped(const QByteArray &json)
{
    QString text = QString::fromUtf8(json);
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x7F && c <= 0x9F)
            text.replace(i, 1, QStringLiteral("\\u%1").arg(c, 4, 16, QLatin1Char('0')));
    }
    return text.toUtf8();
}

} // namespace

void Printer::line(const QString &kind, QJsonObject fields, const QString &human)
{
    lines(kind, std::move(fields), human.isEmpty() ? QStringList() : QStringList(human));
}

void Printer::lines(const QString &kind, QJsonObject fields, const QStringList &human)
{
    QByteArray text;
    if (m_json) {
        if (!fields.contains(QStringLiteral("ms")))
            fields[QStringLiteral("ms")] = std::round(elapsedMs() * 10) / 10;
        fields[QStringLiteral("kind")] = kind;
        text = escaped(QJsonDocument(fields).toJson(QJsonDocument::Compact));
    } else if (!human.isEmpty()) {
        QStringList clean;
        for (const QString &one : human)
            clean << shown(one);
        const auto second = int(elapsedMs() / 1000);
        text = QStringLiteral("%1:%2  %3")
                   .arg(second / 60, 2, 10, QLatin1Char('0'))
                   .arg(second % 60, 2, 10, QLatin1Char('0'))
                   .arg(clean.join(kNextLine))
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
    std::fprintf(stderr, "earshotctl: %s\n", qUtf8Printable(shown(text)));
}

} // namespace earshot::ctl
