#pragma once

#include <QDialog>

namespace earshot {

/// A dialog that is never lower than its texts need at its width, which a window's layout does not see to when they
/// wrap. Tab goes through it as one reads.
class FittingDialog : public QDialog
{
    Q_OBJECT
public:
    using QDialog::QDialog;

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void keepRoom();
};

} // namespace earshot
