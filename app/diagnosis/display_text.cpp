#include "diagnosis/display_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace earshot {

namespace {

constexpr QChar kIsolate(0x2068); // first-strong isolate
/// A ticket with all its permissions.
constexpr int kLongestSecret = 4096;
constexpr QChar kEndIsolate(0x2069);

bool isRightToLeft(char32_t c)
{
    const QChar::Direction direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL;
}

/// What may not reach a label: control characters, direction marks and overrides (category Cf), half
/// characters.
bool isUnsafe(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return true;
    default:
        return false;
    }
}

char32_t withoutMarkup(char32_t c)
{
    if (c == U'<')
        return U'‹';
    if (c == U'>')
        return U'›';
    return QChar::isSpace(c) ? U' ' : c;
}

/// Regular expressions match nothing in text with half a surrogate pair: that would hide what must be found.
QString wellFormed(const QString &text)
{
    const bool hasSurrogates = std::ranges::any_of(text, [](QChar c) { return c.isSurrogate(); });
    if (!hasSurrogates)
        return text;
    const QList<uint> characters = text.toUcs4();
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size());
}

} // namespace

QString withoutSecrets(const QString &text)
{
    // The shortest of them is a ticket in a link; names are mostly shorter.
    if (text.size() < 4)
        return text;
    // JWT: three base64url parts, the first of which is the base64 of '{"'. NKEYS: base32, 56 or 58 characters.
    static const QRegularExpression kTicket(QStringLiteral("eyJ[A-Za-z0-9_.-]{5,}"));
    static const QRegularExpression kParameter(QStringLiteral("([?&][ti]=)[^\\s&#…]+"));
    static const QRegularExpression kKey(QStringLiteral("\\b([SPUAOCNX])[A-Z2-7]{40,}"));
    QString kept = wellFormed(text);
    if (kept.contains(QStringLiteral("eyJ")))
        kept.replace(kTicket, QStringLiteral("eyJ…"));
    if (kept.contains(u'='))
        kept.replace(kParameter, QStringLiteral("\\1…"));
    if (kept.size() > 40)
        kept.replace(kKey, QStringLiteral("\\1…"));
    return kept;
}

QString withoutAddresses(const QString &text)
{
    static const QRegularExpression kFour(
        QStringLiteral("\\b(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}\\b"));
    static const QRegularExpression kSix(
        QStringLiteral("\\b([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}):[0-9A-Fa-f:.]*[0-9A-Fa-f]"));
    QString kept = wellFormed(text);
    kept.replace(kFour, QStringLiteral("\\1.…"));
    kept.replace(kSix, QStringLiteral("\\1:…"));
    return kept;
}

QString displayText(const QString &text, int maxLength)
{
    // Only what can be shown is looked at: combining marks may take several code units a character, and a
    // ticket that gives way to a short mark thousands.
    const QString whole = withoutSecrets(text.left(maxLength * 4 + kLongestSecret));
    const QString head = whole.left(maxLength * 4);
    QString shown;
    bool rightToLeft = false;
    int count = 0;
    int marks = 0; // combining marks in a row: towers of them would cover other lines
    for (const char32_t c : head.toUcs4()) {
        const bool isMark
            = QChar::category(c) == QChar::Mark_NonSpacing || QChar::category(c) == QChar::Mark_Enclosing;
        marks = isMark ? marks + 1 : 0;
        if ((isUnsafe(c) && !QChar::isSpace(c)) || marks > 3)
            continue;
        if (!isMark && ++count > maxLength) {
            shown = shown.trimmed();
            shown += QChar(0x2026);
            break;
        }
        rightToLeft = rightToLeft || isRightToLeft(c);
        shown += QString::fromUcs4(std::array{withoutMarkup(c)}.data(), 1);
    }
    if (count <= maxLength && (head.size() < whole.size() || text.size() > maxLength * 4 + kLongestSecret))
        shown += QChar(0x2026);
    shown = shown.simplified();
    return rightToLeft ? kIsolate + shown + kEndIsolate : shown;
}

QString callingName(const QString &name)
{
    const QString shown = displayText(name);
    const QString first = shown.section(u' ', 0, 0);
    const bool isTitle = first.size() < 2 || first.endsWith(u'.') || first.startsWith(kIsolate);
    return isTitle ? shown : first;
}

} // namespace earshot
