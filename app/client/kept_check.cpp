#include "client/kept_check.h"

#include "base/regular_file.h"

#include <QDateTime>
#include <QFileInfo>

namespace earshot {

namespace {

constexpr qint64 kReadAtOnce = 4 * 1024 * 1024;

} // namespace

WallTime changeOf(const QString &path)
{
    const QDateTime at = QFileInfo(path).lastModified();
    return wallFromUnixMs(at.isValid() ? std::max<qint64>(0, at.toMSecsSinceEpoch()) : 0);
}

KeptCheck::KeptCheck(const QString &path, const QByteArray &sha256, Done done)
    : m_path(path)
    , m_file(path)
    , m_sha256(sha256)
    , m_done(std::move(done))
{ }

void KeptCheck::start()
{
    m_change = changeOf(m_path);
    openRegular(m_file);
    readOn();
}

void KeptCheck::readOn()
{
    const QByteArray bytes = m_file.isOpen() ? m_file.read(kReadAtOnce) : QByteArray();
    m_hash.add(bytes);
    if (!bytes.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { readOn(); }, Qt::QueuedConnection);
        return;
    }
    const bool isKnown = m_file.isOpen() && m_file.atEnd() && changeOf(m_path) == m_change;
    m_file.close();
    const bool isRight = m_hash.take() == m_sha256;
    const Done done = m_done;
    done(!isKnown ? Finding::Unknown : isRight ? Finding::Right : Finding::Other, m_change);
}

} // namespace earshot
