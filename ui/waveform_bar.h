#pragma once

#include "client/player_view.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace earshot {

/// The open recording's loudness over time, on which one sees and chooses the place: what was heard in
/// colour, gaps as dots, what is not there yet pale. Left/Right 5 s, PageUp/PageDown 30 s, Home/End; the wheel
/// while it has the focus.
///     shown --(asked for by the person)--> held at that place --(it plays there, or 8 views passed)--> shown
class WaveformBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr milliseconds kStep{5'000};
    static constexpr milliseconds kPage{30'000};

    explicit WaveformBar(QWidget *parent = nullptr);

    void show(const PlayerView &view);
    milliseconds position() const; ///< as shown: where it plays, is dragged to or was asked to go
    const PlayerView &view() const { return m_view; }
    void seekTo(milliseconds position); ///< asks for it

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void moved(); ///< `position` is another
    void seekRequested(std::chrono::milliseconds position); ///< by the person

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Bar { Played, Ahead, NotThere, Gap };

    bool canSeek() const;
    milliseconds positionAt(double x) const;
    double xOf(milliseconds position) const;
    int barCount() const;
    Bar kindOf(int bar, int bars) const;
    double loudnessOf(int bar, int bars) const; ///< 0…1
    void paintMarks(QPainter &painter) const;
    void paintPlace(QPainter &painter) const;
    void tellReaders();

    PlayerView m_view;
    std::optional<milliseconds> m_dragged;
    std::optional<milliseconds> m_asked;
    int m_viewsSinceAsked = 0;
    std::optional<double> m_hoverX;
    bool m_ring = false;
};

} // namespace earshot
