#include "keep_running_dialog.h"

#include "button.h"
#include "option_row.h"

#include <QBoxLayout>

namespace earshot {

KeepRunningDialog::KeepRunningDialog(bool hasTray, QWidget *parent)
    : PlainDialog(tr("The reminder is set"),
        hasTray
            ? tr("Reminders come while Earshot runs. It can stay in the tray when you close its window.")
            : tr("Reminders come while Earshot runs. It can stay minimised when you close its window; this "
                 "desktop has no tray."),
        parent)
    , m_startsWithSystem(new OptionRow(OptionRow::Kind::Switch, this))
{
    setWindowTitle(tr("Reminders"));
    m_startsWithSystem->show(tr("Start with the system, too"), tr("Both can be changed in the settings"));
    content()->addWidget(m_startsWithSystem);
    setButtons(tr("Not now"), tr("Keep running"))->setFocus();
}

bool KeepRunningDialog::startsWithSystem() const
{
    return m_startsWithSystem->isChecked();
}

} // namespace earshot
