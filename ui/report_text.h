#pragma once

#include "client/view.h"

#include <QString>
#include <QStringList>

namespace earshot {

/// What must not be in a report because it tells who sits here.
struct ReportPerson {
    QStringList names; ///< of the user and of the computer
    QString home; ///< folder

    static ReportPerson ofThisComputer();
};

/// `text` without what must not leave this computer: tickets, keys, seeds and other long secrets, passwords
/// and parameters in links, e-mail and hardware addresses, names and paths of the person. Of an IP address
/// the first half stays (loopback whole), of a home path what is below it. Twice changes nothing.
QString redacted(const QString &text, const ReportPerson &person);

/// All evidence as plain text for somebody who helps, redacted: once in every text of the view, before it is
/// cut to fit a sentence, and once in the whole. Pure.
QString reportText(const NowPlayingView &view, const ReportPerson &person);

} // namespace earshot
