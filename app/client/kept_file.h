#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

namespace earshot {

// Files that must be whole after a loss of power, or not there.

inline constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

/// All of an open file is on the disk.
bool syncFile(QFile &file);
/// Puts a file in the place of another, or where none is; both in one folder. Fails with FileUnwritable.
Outcome replaceFile(const QString &from, const QString &to);
/// Moves a file or folder where nothing is yet. Fails with FileUnwritable.
Outcome moveTo(const QString &from, const QString &to);
/// A file of this mode with that content, in the place of another as a whole or not at all.
Outcome writeKept(const QString &path, const QByteArray &content);
/// The same without waiting for the disk: after a loss of power it may be anything.
Outcome writeQuickly(const QString &path, const QByteArray &content);
/// At most `most` bytes; empty where it cannot be read or is longer.
QByteArray readKept(const QString &path, qint64 most);
/// The same; fails with FileUnreadable where there is a file that another time, or another person, may read.
Result<QByteArray> readKeptOrFail(const QString &path, qint64 most);

} // namespace earshot
