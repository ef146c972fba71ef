#include "event/look_alike.h"

#include <QList>

#include <unicode/uchar.h>
#include <unicode/uspoof.h>

#include <memory>

namespace earshot {

namespace {

constexpr qsizetype kLongestName = 200; ///< UTF-16 units; the rest is not looked at

/// Without what is not seen, letters of special width as plain ones, and one space where there are several.
QString visible(const QString &text)
{
    QString seen;
    for (const char32_t c : QStringView(text).left(kLongestName).toUcs4()) {
        const auto point = static_cast<UChar32>(c);
        if (!u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !u_iscntrl(point))
            seen += QString::fromUcs4(&c, 1);
    }
    return seen.normalized(QString::NormalizationForm_KC).simplified();
}

struct CloseChecker {
    void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
};

/// UTS #39 §4: each character by the prototype of those that look like it.
QString prototypes(const QString &text)
{
    thread_local const std::unique_ptr<USpoofChecker, CloseChecker> checker = [] {
        UErrorCode error = U_ZERO_ERROR;
        return std::unique_ptr<USpoofChecker, CloseChecker>(uspoof_open(&error));
    }();
    // A character becomes 18 at most (U+FDFA), and its prototypes are short.
    QString skeleton(32 + 24 * text.size(), Qt::Uninitialized);
    UErrorCode error = U_ZERO_ERROR;
    const int length = checker ? uspoof_getSkeleton(checker.get(), 0,
                           reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()),
                           reinterpret_cast<UChar *>(skeleton.data()), int32_t(skeleton.size()), &error)
                               : 0;
    if (!checker || U_FAILURE(error))
        return text;
    skeleton.truncate(length);
    return skeleton;
}

} // namespace

QString skeleton(const QString &name)
{
    // Before folding, I is like l; after it, M is like m, which is like rn.
    return prototypes(prototypes(visible(name)).toCaseFolded());
}

bool looksLike(const QString &a, const QString &b)
{
    const QString seenA = visible(a).toCaseFolded();
    const QString seenB = visible(b).toCaseFolded();
    if (seenA.isEmpty() || seenB.isEmpty())
        return false;
    return prototypes(seenA) == prototypes(seenB) || skeleton(a) == skeleton(b);
}

} // namespace earshot
