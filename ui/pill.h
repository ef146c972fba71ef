#pragma once

#include "theme.h"

#include <QWidget>

namespace earshot {

/// A short state on a coloured ground: "● LIVE 00:26:41".
class Pill : public QWidget
{
    Q_OBJECT
public:
    explicit Pill(bool slim, QWidget *parent = nullptr);

    /// An empty text hides the pill.
    void show(const QString &text, Tone tone, bool dot);
    QString text() const { return m_text; }
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyFont();

    bool m_slim;
    QString m_text;
    Tone m_tone = Tone::Dim;
    bool m_dot = false;
};

} // namespace earshot
