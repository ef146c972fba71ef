#include "recordings/ogg_opus_headers.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <ogg/ogg.h>
#include <opus.h>

namespace earshot {

namespace {

template<typename Number>
void append(QByteArray &bytes, Number number)
{
    char little[sizeof number];
    qToLittleEndian(number, little);
    bytes.append(little, sizeof number);
}

void appendText(QByteArray &bytes, const QByteArray &text)
{
    append(bytes, quint32(text.size()));
    bytes += text;
}

} // namespace

QByteArray opusHead(int channels, int preSkip)
{
    constexpr quint32 kInputRate = 48000;
    QByteArray head("OpusHead\1");
    head += char(channels);
    append(head, quint16(preSkip));
    append(head, kInputRate);
    append(head, qint16(0)); // gain
    head += '\0'; // mapping family
    return head;
}

QByteArray opusTags(const std::vector<OpusTag> &tags)
{
    QByteArray bytes("OpusTags");
    appendText(bytes, opus_get_version_string());
    append(bytes, quint32(tags.size()));
    for (const OpusTag &tag : tags)
        appendText(bytes, tag.name + '=' + tag.value.toUtf8());
    return bytes;
}

quint32 oggSerial(const QByteArray &name)
{
    return qFromBigEndian<quint32>(QCryptographicHash::hash(name, QCryptographicHash::Sha256).constData());
}

QByteArray oggOpusHeaders(const QByteArray &head, const QByteArray &tags, quint32 serial, int &pages)
{
    ogg_stream_state stream;
    if (ogg_stream_init(&stream, int(serial)) != 0)
        return {};
    QByteArray bytes;
    pages = 0;
    ogg_int64_t number = 0;
    for (QByteArray content : {head, tags}) {
        ogg_packet packet{reinterpret_cast<unsigned char *>(content.data()), long(content.size()),
            number == 0, 0, 0, number};
        ++number;
        ogg_stream_packetin(&stream, &packet);
        ogg_page page;
        while (ogg_stream_flush(&stream, &page) != 0) {
            bytes.append(reinterpret_cast<const char *>(page.header), page.header_len);
            bytes.append(reinterpret_cast<const char *>(page.body), page.body_len);
            ++pages;
        }
    }
    ogg_stream_clear(&stream);
    return bytes;
}

} // namespace earshot
