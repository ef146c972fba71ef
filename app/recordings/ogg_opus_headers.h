#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace earshot {

struct OpusTag {
    QByteArray name; ///< ASCII
    QString value;
};

/// The identification header (RFC 7845 §5.1), mapping family 0.
QByteArray opusHead(int channels, int preSkip);
/// The comment header (RFC 7845 §5.2).
QByteArray opusTags(const std::vector<OpusTag> &tags);
/// A stream's serial number, of what is in it.
quint32 oggSerial(const QByteArray &name);
/// Both as Ogg pages of a stream (RFC 3533); `pages`: how many.
QByteArray oggOpusHeaders(const QByteArray &head, const QByteArray &tags, quint32 serial, int &pages);

} // namespace earshot
