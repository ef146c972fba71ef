#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace earshot {

/// Makes the folder with its parents, readable by its owner alone (0700). Fails with FileUnwritable.
Outcome makePrivateFolder(const QString &path);

/// Replaces the file as a whole or not at all; nobody but its owner may read it (0600) at any moment.
/// Fails with FileUnwritable.
Outcome writePrivateFile(const QString &path, const QByteArray &content);

/// Nothing where there is no such file. Takes the right to read it from everyone but its owner.
/// Fails with FileUnreadable, and with FileDamaged where it is no JSON object or longer than 64 KiB; `detail` has
/// the path.
Result<std::optional<QJsonObject>> readPrivateObject(const QString &path);
Outcome writePrivateObject(const QString &path, const QJsonObject &object);

} // namespace earshot
