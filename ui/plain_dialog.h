#pragma once

#include "fitting_dialog.h"

class QBoxLayout;

namespace earshot {

class Button;

/// A small dialog: what it is about, what that means, what there is to choose, and two buttons. It grows as high as
/// its texts need.
class PlainDialog : public FittingDialog
{
    Q_OBJECT
public:
    PlainDialog(const QString &title, const QString &advice, QWidget *parent);

protected:
    QBoxLayout *content() const { return m_content; } ///< between the words and the buttons
    /// `no` rejects, `yes` accepts; returns the latter.
    Button *setButtons(const QString &no, const QString &yes);

private:
    QBoxLayout *m_content;
    QBoxLayout *m_buttons;
};

} // namespace earshot
