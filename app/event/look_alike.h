#pragma once

#include <QString>

namespace earshot {

/// What a name looks like: two names of one skeleton can be taken for each other (Unicode Technical Standard #39,
/// "Confusable Detection"; upper and lower case, spaces and signs without width make no difference). For comparing
/// only, never to be shown.
QString skeleton(const QString &name);

/// True where two people's names can be mistaken for each other, and where they are the same. An empty name is
/// like no other.
bool looksLike(const QString &a, const QString &b);

} // namespace earshot
