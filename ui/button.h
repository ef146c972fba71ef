#pragma once

#include <QAbstractButton>

namespace earshot {

/// The design's button: hover, pressed, focus ring, never smaller than its text. An "&" before a letter makes
/// Alt and that letter press it.
class Button : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Kind { Plain, Primary, Danger, Link };

    explicit Button(Kind kind, const QString &text, QWidget *parent = nullptr);

    void setKind(Kind kind);
    /// What the button stands for is switched on; its text says so too.
    void setOn(bool on);
    /// Less high and wide, for the rows of a list.
    void setSlim(bool slim);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// Keeps room for the longer of two texts that the button changes between.
    void reserveFor(const QString &otherText);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< Enter presses as Space does
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyFont();

    Kind m_kind;
    QString m_reserved;
    bool m_slim = false;
    bool m_on = false;
    bool m_ring = false; ///< focused by the keyboard
};

/// Whether focus came in a way that should show a ring.
bool showsRing(Qt::FocusReason reason);

} // namespace earshot
