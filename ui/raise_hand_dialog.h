#pragma once

#include <QDialog>

namespace earshot {

class Button;
class Field;

/// Asks by which name one raises the hand.
class RaiseHandDialog : public QDialog
{
    Q_OBJECT
public:
    RaiseHandDialog(const QString &name, QWidget *parent);

    QString name() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    Field *m_name;
    Button *m_raise;
};

} // namespace earshot
