#include "recordings/ogg_opus_writer.h"

#include <QFileInfo>

#include <filesystem>
#include <new>

namespace earshot {

namespace {

constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

void OggOpusWriter::Free::operator()(ogg_stream_state *stream) const
{
    ogg_stream_clear(stream);
    delete stream;
}

OggOpusWriter::OggOpusWriter(const QString &path, const Form &form, const std::vector<OpusTag> &tags)
    : m_path(path)
    , m_form(form)
    , m_stream(new ogg_stream_state{})
{
    if (ogg_stream_init(m_stream.get(), int(form.serial)) != 0)
        throw std::bad_alloc();
    int pages = 0;
    queue(oggOpusHeaders(opusHead(form.channels, form.preSkip), opusTags(tags), form.serial, pages), 0);
    m_stream->pageno = pages;
    m_stream->packetno = m_packets;
    m_stream->b_o_s = 1; // the first page is among the headers
}

OggOpusWriter::~OggOpusWriter() = default;

void OggOpusWriter::add(std::span<const std::uint8_t> packet, int samples)
{
    if (m_pageSamples + samples > kMostSamples)
        endPage();
    m_samples += samples;
    m_pageSamples += samples;
    ogg_packet content{
        const_cast<unsigned char *>(packet.data()), long(packet.size()), 0, 0, m_samples, m_packets++};
    if (ogg_stream_packetin(m_stream.get(), &content) != 0)
        throw std::bad_alloc();
    if (m_pageSamples == kMostSamples)
        endPage();
}

void OggOpusWriter::endPage()
{
    m_pageSamples = 0;
    QByteArray bytes;
    ogg_page page;
    while (ogg_stream_flush(m_stream.get(), &page) != 0) {
        bytes.append(reinterpret_cast<const char *>(page.header), page.header_len);
        bytes.append(reinterpret_cast<const char *>(page.body), page.body_len);
    }
    if (!bytes.isEmpty())
        queue(bytes, m_samples);
}

void OggOpusWriter::queue(const QByteArray &bytes, qint64 end)
{
    m_waitingBytes += bytes.size();
    m_waiting.push_back({bytes, end});
}

Outcome OggOpusWriter::write()
{
    while (!m_waiting.empty()) {
        const Page &page = m_waiting.front();
        if (const Outcome outcome = writePage(page.bytes); !outcome)
            return outcome;
        m_waitingBytes -= page.bytes.size();
        m_bytesOnDisk += page.bytes.size();
        m_samplesOnDisk = page.end;
        m_waiting.pop_front();
    }
    return Nothing{};
}

bool OggOpusWriter::isGone() const
{
    return m_bytesOnDisk > 0 && QFileInfo(m_path).size() < m_bytesOnDisk;
}

Outcome OggOpusWriter::openFile()
{
    if (m_file.isOpen())
        return Nothing{};
    m_file.setFileName(m_path);
    const auto mode = QIODevice::ReadWrite | QIODevice::Unbuffered;
    if (!m_file.open(
            m_bytesOnDisk > 0 ? mode | QIODevice::ExistingOnly : mode | QIODevice::Truncate, kOwnerOnly))
        return failure();
    m_file.setPermissions(kOwnerOnly);
    m_isTorn = m_file.size() != m_bytesOnDisk;
    return Nothing{};
}

Outcome OggOpusWriter::writePage(const QByteArray &bytes)
{
    if (const Outcome outcome = openFile(); !outcome)
        return outcome;
    if (m_isTorn && !m_file.resize(m_bytesOnDisk))
        return failure();
    m_isTorn = true;
    if (!m_file.seek(m_bytesOnDisk))
        return failure();
    if (m_file.write(bytes) != bytes.size()) {
        const Failure seen = failure();
        m_isTorn = !m_file.resize(m_bytesOnDisk);
        return seen;
    }
    m_isTorn = false;
    return Nothing{};
}

Outcome OggOpusWriter::moveTo(const QString &path)
{
    // Not every system renames a file that is open.
    m_file.close();
    std::error_code error;
    // Unlike QFile's, this takes the place of a file that has the name.
    std::filesystem::rename(m_path.toStdU16String(), path.toStdU16String(), error);
    if (error)
        return Failure{Cause::FileUnwritable,
            QStringLiteral("%1: %2").arg(path, QString::fromStdString(error.message()))};
    m_path = path;
    return Nothing{};
}

Failure OggOpusWriter::failure() const
{
    return {Cause::FileUnwritable, QStringLiteral("%1: %2").arg(m_path, m_file.errorString())};
}

} // namespace earshot
