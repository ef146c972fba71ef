#include "client/typed_address.h"

#include "wire/link.h"

#include <QRegularExpression>
#include <QUrl>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

QString linkText(const QUrl &address, const QString &path)
{
    QUrl link;
    link.setHost(address.host());
    link.setPort(address.port());
    return "earshot:"_L1 + link.toString(QUrl::FullyEncoded) + path;
}

} // namespace

QString linkOfAddress(const QString &typed)
{
    // A name with a dot, so that a word on its way to something else is none.
    static const QRegularExpression bare(
        QStringLiteral(
            "\\A(localhost|[^\\s/?#@:\\[\\]]+\\.[^\\s/?#@:\\[\\]]+)(:[0-9]{1,5})?(/[a-z0-9-]*)?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const QString text = typed.trimmed();
    if (text.size() > kMaxLinkLength)
        return {};
    const bool isWeb = text.startsWith("https://"_L1, Qt::CaseInsensitive);
    const QRegularExpressionMatch match = bare.match(text);
    if (!isWeb && !match.hasMatch())
        return {};
    const QUrl url(isWeb ? text : "https://"_L1 + text, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return {};
    const QString link = linkText(url, isWeb ? QString() : match.captured(3));
    return readLink(link) ? link : QString();
}

} // namespace earshot
