#pragma once

#include "base/result.h"
#include "theme.h"

#include <QStringList>

#include <optional>

namespace earshot {

/// What stands on the command line of `earshot`.
struct StartOptions {
    QString link; ///< or a file's absolute path (`openedFile`); empty: none
    std::optional<ThemeChoice> theme; ///< for this run; nothing: as chosen in the settings
    double fontScale = 1.0; ///< 1.0 … 2.0
    QString language; ///< "de", "en" for this run; empty: as chosen in the settings
    QString tapFolder; ///< every stage's samples are written there; empty: no
    bool registerLinks = false;
    bool tray = false; ///< no window at first
    std::optional<QString> printOnly; ///< help or version: print this and end
};

/// The file that `link` is, from this start of the program or another; empty where it is a link.
QString openedFile(const QString &link);

/// `arguments`: the program's name first. Fails with BadData; `detail` is what to tell the person.
/// Without --theme the environment's EARSHOT_THEME holds.
Result<StartOptions> readStartOptions(const QStringList &arguments);

} // namespace earshot
