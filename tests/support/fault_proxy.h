#pragma once

#include "base/units.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QThread>
#include <QUrl>

#include <memory>
#include <optional>

namespace earshot::test {

/// How the bytes of one way are passed on.
struct LineFaults {
    milliseconds delay{0};
    qint64 bytesPerSecond = 0; ///< 0 = as fast as they come; what waits holds the sender back (TCP)
    milliseconds burst{0}; ///< what came is released together, once in so long; 0 = at once
    int flipOneIn = 0; ///< one bit in every so many bytes is wrong; 0 = none
    bool stalled = false; ///< nothing is passed on, not even an end: a line that lost its radio
    bool dead = false; ///< everything is taken and nothing comes out: half-open
    qint64 cutAt = 0; ///< exactly so many bytes of a connection are passed on, then its end; 0 = no end
};

/// A line between clients and a server on this computer, with or without TLS, that is as bad as the test
/// wants; everything can be changed while connections are open. Lives on a thread of its own, so that a busy
/// test does not disturb it; its functions return when they hold, and belong to the test's thread.
class FaultProxy
{
public:
    enum class Way { ToServer, ToClient };

    /// With `tls` the clients speak TLS with this proxy, and the server gets plain bytes.
    explicit FaultProxy(quint16 server = 0, const std::optional<QSslConfiguration> &tls = std::nullopt);
    ~FaultProxy();
    Q_DISABLE_COPY_MOVE(FaultProxy)

    quint16 port() const { return m_port; }
    QUrl url(const QString &scheme = QStringLiteral("ws")) const;

    // The line
    void set(Way way, const LineFaults &faults);
    void set(const LineFaults &faults); ///< both ways
    void stall() { set({.stalled = true}); }
    void resume() { set({}); } ///< what waited is passed on at once
    void cut(); ///< both ends get FIN, after what was passed on
    void reset(); ///< both ends get RST
    void inject(const QByteArray &bytes); ///< puts bytes of nobody's into what the clients get

    // New connections
    void passOn();
    void acceptSilently(); ///< accepted (and greeted with TLS), and never a word
    /// Every request gets these bytes and the end; `{accept}` in them becomes the right answer to the
    /// WebSocket key. Without `ends` the connection stays open.
    void answer(const QByteArray &bytes, bool ends = true);
    /// GET of that path is answered with `body` as JSON; everything else is passed on.
    void servePage(const QByteArray &path, const QByteArray &body);
    void refuse(); ///< nothing listens any more
    bool acceptAgain(); ///< on the same port
    void setTls(const QSslConfiguration &tls);

    int connections() const; ///< open now
    int cuts() const; ///< made by `cutAt`
    QByteArray requests() const; ///< all that clients said before anything was passed on

private:
    class Worker;
    template<typename Call>
    auto run(Call call) const;

    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    quint16 m_port = 0;
};

/// A whole HTTP answer with that status line's rest (`503 Service Unavailable`), headers and body.
QByteArray httpAnswer(
    const QByteArray &status, const QByteArrayList &headers = {}, const QByteArray &body = {});

} // namespace earshot::test
