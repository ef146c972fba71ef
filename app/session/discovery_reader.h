#pragma once

#include "base/result.h"
#include "wire/discovery_page.h"
#include "wire/link.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>

namespace earshot {

/// Fetches a server's static page `/.well-known/earshot.json`: at most 256 KiB within 2.8 s, redirects only to
/// TLS. One request at a time; exactly one signal for each `read`. Single-threaded (network thread).
class DiscoveryReader : public QObject
{
    Q_OBJECT
public:
    void read(const Link &link);

signals:
    void pageRead(const earshot::DiscoveryPage &page);
    void failed(const earshot::Failure &failure);

private:
    void onFinished(QNetworkReply *reply);

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
};

} // namespace earshot
