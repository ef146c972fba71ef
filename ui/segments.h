#pragma once

#include <QWidget>

#include <vector>

namespace earshot {

class Button;

/// A few words side by side of which one holds.
class Segments : public QWidget
{
    Q_OBJECT
public:
    /// `name` is what is chosen; screen readers hear it before each word.
    Segments(const QString &name, const QStringList &words, QWidget *parent);

    void setChosen(int index);
    /// Together they take the whole width.
    void setStretched();

signals:
    void chosen(int index); ///< by the person

private:
    std::vector<Button *> m_buttons;
};

} // namespace earshot
