#include "client/file_copy.h"

#include "base/regular_file.h"

#include <QFileInfo>

namespace earshot {

namespace {

constexpr qint64 kCopiedAtOnce = 4 * 1024 * 1024;

} // namespace

FileCopy::FileCopy(QObject *parent, const QString &from, const QString &to, Done done)
    : QObject(parent)
    , m_from(from)
    , m_to(to)
    , m_done(std::move(done))
{ }

void FileCopy::begin(QObject *parent, const QString &from, const QString &to, Done done)
{
    (new FileCopy(parent, from, to, std::move(done)))->start();
}

void FileCopy::start()
{
    if (!openRegular(m_from))
        return end(Failure{Cause::FileUnreadable, m_from.fileName()});
    if (QFileInfo(m_from) == QFileInfo(m_to.fileName()))
        return end(Nothing{});
    if (!m_to.open(QIODevice::WriteOnly))
        return end(Failure{Cause::FileUnwritable, m_to.fileName()});
    copyOn();
}

void FileCopy::copyOn()
{
    const QByteArray bytes = m_from.read(kCopiedAtOnce);
    if (m_from.error() != QFile::NoError)
        return end(Failure{Cause::FileUnreadable, m_from.fileName()});
    if (bytes.isEmpty() ? !m_to.commit() : m_to.write(bytes) != bytes.size())
        return end(Failure{Cause::FileUnwritable, m_to.fileName()});
    if (bytes.isEmpty())
        return end(Nothing{});
    QMetaObject::invokeMethod(
        this, [this] { copyOn(); }, Qt::QueuedConnection);
}

void FileCopy::end(const Outcome &outcome)
{
    if (!outcome && m_to.isOpen())
        m_to.cancelWriting();
    m_done(outcome);
    deleteLater();
}

} // namespace earshot
