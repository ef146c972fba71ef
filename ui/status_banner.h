#pragma once

#include "diagnosis/sentence.h"

#include <QWidget>

class QBoxLayout;

namespace earshot {

class Button;
class Text;

/// What is, what happens next, and the button that helps: the verdict on a ground of its colour, with a shape
/// of its own.
class StatusBanner : public QWidget
{
    Q_OBJECT
public:
    enum class Corners { Round, RoundTop };

    explicit StatusBanner(Corners corners, QWidget *parent = nullptr);

    void show(Severity severity, const Sentence &words);
    void setDetailsOffered(bool offered);
    Button *button() const { return m_action; } ///< the one that helps

    QSize minimumSizeHint() const override;

signals:
    void acted();
    void detailsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    Corners m_corners;
    Severity m_severity = Severity::Info;
    QBoxLayout *m_layout;
    QBoxLayout *m_buttons;
    class BannerGlyph *m_glyph;
    Text *m_headline;
    Text *m_next;
    Button *m_action;
    Button *m_details;
};

} // namespace earshot
