#pragma once

#include <QString>

class QObject;

namespace earshot {

/// Loads the texts of `code` ("de", "en"; empty: the system's language, English where it is not known) and
/// sets how numbers and times are written: the system's way where it is of that language. The texts live as
/// long as `keeper`, or until the next call with it; open windows get a LanguageChange event.
void useLanguage(QObject &keeper, const QString &code);

} // namespace earshot
