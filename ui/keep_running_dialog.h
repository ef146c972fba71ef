#pragma once

#include "plain_dialog.h"

namespace earshot {

class OptionRow;

/// Offers, with the first reminder, what reminders need: a program that runs.
class KeepRunningDialog : public PlainDialog
{
    Q_OBJECT
public:
    KeepRunningDialog(bool hasTray, QWidget *parent);

    bool startsWithSystem() const; ///< wanted too, where the offer is accepted

private:
    OptionRow *m_startsWithSystem;
};

} // namespace earshot
