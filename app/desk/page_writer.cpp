#include "desk/page_writer.h"

#include <QFile>
#include <QSaveFile>

namespace earshot {

namespace {

constexpr seconds kRhythm{10};
constexpr seconds kRetryAfter{2};
constexpr milliseconds kLeastDistance{200};
constexpr auto kEverybodyReads = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;

} // namespace

PageWriter::PageWriter(Clock &clock, const QString &path, std::function<std::optional<DiscoveryPage>()> page)
    : m_clock(clock)
    , m_path(path)
    , m_page(std::move(page))
    , m_timer(clock.makeTimer())
    , m_soon(clock.makeTimer())
    , m_last(clock.now() - kLeastDistance)
{ }

void PageWriter::start()
{
    writeNow();
}

void PageWriter::update()
{
    // A page that could not be written is on its way already, in its own time.
    if (m_soon->isActive() || m_failure)
        return;
    const microseconds wait = m_last + kLeastDistance - m_clock.now();
    if (wait <= microseconds{0})
        writeNow();
    else
        m_soon->start(wait, [this] { writeNow(); });
}

void PageWriter::writeNow()
{
    m_timer->start(kRhythm, [this] { writeNow(); });
    std::optional<DiscoveryPage> page = m_page();
    if (!page)
        return;
    m_last = m_clock.now();
    page->written = m_clock.wall();
    const Outcome outcome = write(m_path, writeDiscoveryPage(*page));
    if (outcome) {
        m_failure.reset();
        emit written();
        return;
    }
    m_timer->start(kRetryAfter, [this] { writeNow(); });
    if (m_failure == outcome.failure())
        return;
    m_failure = outcome.failure();
    emit failed(*m_failure);
}

Outcome PageWriter::write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kEverybodyReads)
        || file.write(content) != content.size() || !file.commit())
        return Failure{Cause::FileUnwritable, path + QStringLiteral(": ") + file.errorString()};
    return Nothing{};
}

} // namespace earshot
