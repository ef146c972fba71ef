#pragma once

#include "button.h"

#include <QKeySequence>

namespace earshot {

/// Shows a key, and learns another one: once pressed it takes the next key that is pressed, Escape leaves it as it was.
class KeyField : public Button
{
    Q_OBJECT
public:
    explicit KeyField(QWidget *parent);

    void show(const QKeySequence &key);
    bool isLearning() const { return m_isLearning; }

signals:
    void chosen(const QKeySequence &key);
    void learningChanged(bool isLearning);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setLearning(bool isLearning);
    void showText();

    QKeySequence m_key;
    bool m_isLearning = false;
};

} // namespace earshot
