#pragma once

#include <QFile>

namespace earshot {

/// Opens a file for reading, and only a regular one: a pipe, a device or a socket may never answer, and is refused without
/// waiting for it.
bool openRegular(QFile &file, QIODevice::OpenMode more = {});

} // namespace earshot
