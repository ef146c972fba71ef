#pragma once

#include <QDialog>

namespace earshot {

class OptionRow;

/// Offers, with the first reminder, what reminders need: a program that runs.
class KeepRunningDialog : public QDialog
{
    Q_OBJECT
public:
    KeepRunningDialog(bool hasTray, QWidget *parent);

    bool startsWithSystem() const; ///< wanted too, where the offer is accepted

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    OptionRow *m_startsWithSystem;
};

} // namespace earshot
