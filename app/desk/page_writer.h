#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "wire/discovery_page.h"

#include <QObject>

#include <functional>
#include <memory>

namespace earshot {

/// Keeps a discovery page in a file, for any web server to serve: whoever reads it finds the whole of the last or
/// the one before, never a part, whatever ends this program. Written at once at changes (but not more often than
/// once in 200 ms) and every 10 s, so that its age says whether a desk is there. Network thread.
class PageWriter : public QObject
{
    Q_OBJECT
public:
    /// `page` is asked for its present content; nothing = not now. `written` is filled in here.
    PageWriter(Clock &clock, const QString &path, std::function<std::optional<DiscoveryPage>()> page);

    void start();
    /// Something on it has changed.
    void update();

    /// Replaces the file as a whole or not at all; everybody may read it (0644). Fails with FileUnwritable: the
    /// path and the system's words.
    static Outcome write(const QString &path, const QByteArray &content);

signals:
    void written();
    /// Tried again every 2 s; said once for each new reason.
    void failed(const earshot::Failure &failure);

private:
    void writeNow();

    Clock &m_clock;
    QString m_path;
    std::function<std::optional<DiscoveryPage>()> m_page;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<Timer> m_soon;
    Instant m_last{};
    std::optional<Failure> m_failure;
};

} // namespace earshot
