#include "wire/public_link.h"

#include <QUrl>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

QString publicLink(Link link, bool isTicketPublic)
{
    link.invitation.clear();
    return isTicketPublic ? link.toString() : link.withoutTicket();
}

QString publicLink(const QString &text, bool isTicketPublic)
{
    if (text.size() > kMaxLinkLength)
        return {};
    if (const Result<Link> link = readLink(text))
        return publicLink(*link, isTicketPublic);
    const QUrl url(text, QUrl::StrictMode);
    const bool isOpenable
        = url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty();
    return isOpenable ? QString::fromLatin1(url.toEncoded()) : QString();
}

} // namespace earshot
