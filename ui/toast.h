#pragma once

#include <QWidget>

namespace earshot {

class Button;
class Text;

/// A word on what was just done, with one button that takes it back or shows more; hidden while there is none.
class Toast : public QWidget
{
    Q_OBJECT
public:
    explicit Toast(QWidget *parent = nullptr);

    /// An empty text hides it, an empty button is none.
    void show(const QString &text, const QString &button);
    QString text() const;

signals:
    void acted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Text *m_text;
    Button *m_button;
};

} // namespace earshot
