#pragma once

#include "theme.h"

#include <QLabel>

namespace earshot {

/// Plain text in one of the design's sizes: wraps at words and grows in height, or, where asked, elides with
/// the whole text as its tool tip. Never reads markup: much of it comes from other people.
class Text : public QLabel
{
    Q_OBJECT
public:
    enum class Kind {
        Body, ///< 14/20
        Strong, ///< 15/20 bold
        Small, ///< 12/16
        Name, ///< 13/20 semi-bold
        Label, ///< 13/20 medium
        Caption, ///< 12/20 semi-bold capitals, spaced
        Tiny, ///< 11/20 semi-bold capitals
        Title, ///< 22/28 bold
        Logo, ///< 17/24 bold
        Figure, ///< 30/34 bold
        Interval, ///< 16/27 semi-bold
        Clock, ///< 20/24 bold
    };

    explicit Text(Kind kind, Tone tone = Tone::Ink, QWidget *parent = nullptr);

    void show(const QString &text);
    void setTone(Tone tone);
    /// One line, cut with an ellipsis where the room is short. Only for names.
    void setElided(bool elided);

    bool hasHeightForWidth() const override { return !m_elided; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyFont();
    void measure();
    int lineHeight() const;
    int linesIn(int width) const;

    Kind m_kind;
    Tone m_tone;
    bool m_elided = false;
    int m_natural = 0; ///< width in one line
    int m_longestWord = 0;
};

} // namespace earshot
