#include "wire/public_link.h"

#include <QUrl>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

QString publicLink(Link link, bool isTicketPublic)
{
    link.invitation.clear();
    return isTicketPublic ? link.toString() : link.withoutTicket();
}

QString publicLink(const QString &text, const QByteArray &publicTicket)
{
    if (text.size() > kMaxLinkLength)
        return {};
    if (const Result<Link> link = readLink(text))
        return publicLink(*link, link->ticket == publicTicket);
    const QUrl url(text, QUrl::StrictMode);
    const bool isOpenable
        = url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty();
    return isOpenable ? QString::fromLatin1(url.toEncoded()) : QString();
}

} // namespace earshot
