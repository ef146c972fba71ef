#include "diagnosis/display_text.h"

namespace earshot {

namespace {

constexpr QChar kIsolate(0x2068); // first-strong isolate
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

} // namespace

QString displayText(const QString &text, int maxLength)
{
    // Only what can be shown is looked at: combining marks may take several code units a character.
    const QString head = text.left(maxLength * 4);
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
    if (count <= maxLength && head.size() < text.size())
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
