#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace earshot::ctl {

/// What stands for standard input in the place of a link or a file: arguments are seen by every user of the computer.
inline const QString kStandardInput = QStringLiteral("-");

/// The next line of standard input; nothing where there is none, or it is longer than any link.
std::optional<QByteArray> readSecretLine();
/// All that is left of it, at most `most` bytes.
QByteArray readSecret(qint64 most);

} // namespace earshot::ctl
