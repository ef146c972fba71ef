#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "wire/discovery_page.h"
#include "wire/host_lookup.h"
#include "wire/link.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QSslError>

namespace earshot {

/// Fetches a server's static page `/.well-known/earshot.json`: at most 256 KiB within 2.8 s, redirects only to
/// TLS, and with the link's certificate only where the link has one (then without leaving its host). One request
/// at a time; exactly one signal for each `read` that is not stopped. Single-threaded (network thread).
class DiscoveryReader : public QObject
{
    Q_OBJECT
public:
    explicit DiscoveryReader(Clock &clock);
    ~DiscoveryReader() override;

    void read(const Link &link);
    void stop();
    bool isReading() const { return m_deadline->isActive(); }

    /// What the last answer was like, whether or not it held a page.
    struct Answer {
        int status = 0;
        bool isHtml = false;
        QString host; ///< that answered, after redirects, or that a refused redirect leads to
        std::optional<WallTime> date; ///< the server's clock
    };
    const Answer &answer() const { return m_answer; }

signals:
    void pageRead(const earshot::DiscoveryPage &page);
    /// HttpStatus, the causes of a connection and its certificate, or DiscoveryUnusable.
    void failed(const earshot::Failure &failure);

private:
    void onResolved(const QHostInfo &host);
    void request();
    void onDeadline();
    void onSslErrors(QNetworkReply *reply, const QList<QSslError> &errors);
    void onEncrypted(QNetworkReply *reply);
    void onFinished(QNetworkReply *reply);
    void noteAnswer(const QNetworkReply &reply);
    Failure failureOf(const QNetworkReply &reply) const;
    void giveUp(const Failure &failure);

    Clock &m_clock;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    std::unique_ptr<Timer> m_deadline;
    Link m_link;
    HostLookup m_lookup;
    Answer m_answer;
    std::optional<Failure> m_certificate; ///< why the certificate is not believed
};

} // namespace earshot
