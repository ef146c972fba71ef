#pragma once

#include "plain_dialog.h"

namespace earshot {

class Field;

/// Asks by which name one raises the hand.
class RaiseHandDialog : public PlainDialog
{
    Q_OBJECT
public:
    RaiseHandDialog(const QString &name, QWidget *parent);

    QString name() const;

private:
    Field *m_name;
    Button *m_raise;
};

} // namespace earshot
