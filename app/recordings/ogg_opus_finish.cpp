#include "recordings/ogg_opus_finish.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QtEndian>

#include <ogg/ogg.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace earshot {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr std::size_t kSha256Bytes = 32;

// RFC 3533 §6, the places in a page's header that are written anew.
constexpr int kFlags = 5;
constexpr int kGranule = 6;
constexpr int kSerial = 14;
constexpr int kPageNumber = 18;
constexpr int kSegments = 26;
constexpr unsigned char kIsLast = 4;

Failure unwritable(const QFileDevice &file)
{
    return {Cause::FileUnwritable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

Failure unreadable(const QFileDevice &file)
{
    return {Cause::FileUnreadable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
}

class Digest
{
public:
    Digest()
        : m_context(EVP_MD_CTX_new())
    {
        EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    }
    void add(const void *bytes, std::size_t size) { EVP_DigestUpdate(m_context.get(), bytes, size); }
    QByteArray take()
    {
        QByteArray digest(kSha256Bytes, '\0');
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
        return digest;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context;
};

/// The pages of one file, one by one.
class PageReader
{
public:
    explicit PageReader(QFile &file)
        : m_file(file)
    {
        ogg_sync_init(&m_sync);
    }
    ~PageReader() { ogg_sync_clear(&m_sync); }
    Q_DISABLE_COPY_MOVE(PageReader)

    /// An empty one at the end, or where something is damaged; `isDamaged` tells.
    QByteArray next()
    {
        ogg_page page;
        int found = 0;
        while ((found = ogg_sync_pageout(&m_sync, &page)) == 0) {
            char *room = ogg_sync_buffer(&m_sync, kPiece);
            const qint64 size = room ? m_file.read(room, kPiece) : -1;
            if (size <= 0) {
                isDamaged = size < 0 || m_sync.fill != m_sync.returned;
                return {};
            }
            ogg_sync_wrote(&m_sync, long(size));
        }
        isDamaged = found < 0;
        if (isDamaged)
            return {};
        QByteArray bytes(page.header_len + page.body_len, Qt::Uninitialized);
        std::memcpy(bytes.data(), page.header, std::size_t(page.header_len));
        std::memcpy(bytes.data() + page.header_len, page.body, std::size_t(page.body_len));
        return bytes;
    }
    bool isDamaged = false;

private:
    QFile &m_file;
    ogg_sync_state m_sync{};
};

ogg_page pageOf(QByteArray &bytes)
{
    auto *data = reinterpret_cast<unsigned char *>(bytes.data());
    const long header = kSegments + 1 + data[kSegments];
    return {data, header, data + header, long(bytes.size()) - header};
}

/// True: a packet ends with this page.
bool endsPacket(const QByteArray &page)
{
    const int segments = quint8(page[kSegments]);
    return segments > 0 && quint8(page[kSegments + segments]) < 255;
}

class Finisher
{
public:
    Finisher(QFile &in, QSaveFile &out, const std::stop_token &stop)
        : m_reader(in)
        , m_out(out)
        , m_stop(stop)
    { }
    Outcome copy(const std::vector<OpusTag> &tags, qint64 samples, bool mayBeCut);

    qint64 bytes = 0;
    Digest digest;

private:
    Failure damaged() const { return {Cause::FileDamaged, m_out.fileName()}; }
    bool put(const QByteArray &bytesOfPages)
    {
        bytes += bytesOfPages.size();
        digest.add(bytesOfPages.constData(), std::size_t(bytesOfPages.size()));
        return m_out.write(bytesOfPages) == bytesOfPages.size();
    }

    PageReader m_reader;
    QSaveFile &m_out;
    const std::stop_token m_stop;
};

Outcome Finisher::copy(const std::vector<OpusTag> &tags, qint64 samples, bool mayBeCut)
{
    constexpr qsizetype kHeadBytes = 19;
    QByteArray first = m_reader.next();
    if (first.size() < kHeadBytes || !first.right(kHeadBytes).startsWith("OpusHead"))
        return damaged();
    const QByteArray head = first.right(kHeadBytes);
    const qint64 end = samples + qFromLittleEndian<quint16>(head.constData() + 10);
    QByteArray page;
    do // the former tags
        page = m_reader.next();
    while (!page.isEmpty() && !endsPacket(page));

    int number = 0;
    const auto serial = qFromLittleEndian<quint32>(first.constData() + kSerial);
    if (!put(oggOpusHeaders(head, opusTags(tags), serial, number)))
        return unwritable(m_out);

    qint64 before = 0;
    for (page = m_reader.next(); !page.isEmpty(); ++number) {
        if (m_stop.stop_requested())
            return Failure{Cause::FileUnreadable, QStringLiteral("stopped")};
        QByteArray following = m_reader.next();
        ogg_page parts = pageOf(page);
        qToLittleEndian(quint32(number), page.data() + kPageNumber);
        if (following.isEmpty()) {
            page[kFlags] = char(page[kFlags] | kIsLast);
            const qint64 last = std::max(before, std::min(end, qint64(ogg_page_granulepos(&parts))));
            qToLittleEndian(last, page.data() + kGranule);
        }
        before = std::max(before, qint64(ogg_page_granulepos(&parts))); // -1: no packet ends there
        ogg_page_checksum_set(&parts);
        if (!put(page))
            return unwritable(m_out);
        page = std::move(following);
    }
    if (m_reader.isDamaged && !mayBeCut)
        return damaged();
    return Nothing{};
}

} // namespace

Result<RecordingFile> finishOggOpus(const QString &from, const QString &to, const std::vector<OpusTag> &tags,
    qint64 samples, bool mayBeCut, const std::stop_token &stop)
{
    QFile in(from);
    if (!in.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(in);
    QSaveFile out(to);
    if (!out.open(QIODevice::WriteOnly))
        return unwritable(out);
    out.setPermissions(kOwnerOnly);
    Finisher finisher(in, out, stop);
    const Outcome outcome = finisher.copy(tags, samples, mayBeCut);
    if (in.error() != QFileDevice::NoError) // its end is not where it could not be read
        return unreadable(in);
    if (!outcome)
        return outcome.failure();
    in.close(); // not every system replaces a file that is open
    if (!out.commit())
        return unwritable(out);
    return RecordingFile{QFileInfo(to).fileName(), finisher.bytes, finisher.digest.take()};
}

} // namespace earshot
