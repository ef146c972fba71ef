#pragma once

#include "base/result.h"
#include "recordings/ogg_opus_headers.h"

#include <QFile>

#include <ogg/ogg.h>

#include <deque>
#include <memory>
#include <span>

namespace earshot {

/// Writes Opus packets into an Ogg file (RFC 7845): pages of at most 1 s, each handed to the system as soon as it is
/// full, so that a file that ends at any byte plays up to its last whole page. What could not be written waits here and is
/// written by the next call; a page begun is cut off again first. Mode 0600. The stream's last page, which says where the
/// sound ends, is `finishOggOpus`'s.
class OggOpusWriter
{
public:
    struct Form {
        int channels = 1;
        int preSkip = 0; ///< samples
        quint32 serial = 0;
    };

    /// Writes nothing yet: the file is made by the first `write`, and one that is there begun anew.
    OggOpusWriter(const QString &path, const Form &form, const std::vector<OpusTag> &tags);
    ~OggOpusWriter();

    /// `samples`: the packet's length at 48 kHz.
    void add(std::span<const std::uint8_t> packet, int samples);
    /// The packet under way becomes a page, whatever its length.
    void endPage();
    /// All whole pages. Fails with FileUnwritable and the path.
    Outcome write();
    /// The file goes by another name from here on, in place of one that has it.
    Outcome moveTo(const QString &path);
    /// Until the next `write`.
    void close() { m_file.close(); }
    /// Somebody removed the file: what is written on has no name any more.
    bool isGone() const;

    const QString &path() const { return m_path; }
    const Form &form() const { return m_form; }
    qint64 samples() const { return m_samples; } ///< added, pre-skip included
    qint64 samplesOnDisk() const { return m_samplesOnDisk; } ///< likewise
    qint64 waitingBytes() const { return m_waitingBytes; }
    qint64 bytesOnDisk() const { return m_bytesOnDisk; }

private:
    static constexpr int kMostSamples = 48'000; ///< on a page

    struct Page {
        QByteArray bytes;
        qint64 end = 0; ///< samples
    };
    struct Free {
        void operator()(ogg_stream_state *stream) const;
    };

    void queue(const QByteArray &bytes, qint64 end);
    Outcome openFile();
    Outcome writePage(const QByteArray &bytes);
    Failure failure() const;

    QString m_path;
    Form m_form;
    QFile m_file;
    bool m_isTorn = false; ///< part of a page is behind m_bytesOnDisk
    std::unique_ptr<ogg_stream_state, Free> m_stream;
    std::deque<Page> m_waiting;
    qint64 m_packets = 2; ///< of the stream
    qint64 m_samples = 0;
    int m_pageSamples = 0;
    qint64 m_waitingBytes = 0;
    qint64 m_bytesOnDisk = 0;
    qint64 m_samplesOnDisk = 0;
};

} // namespace earshot
