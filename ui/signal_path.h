#pragma once

#include "diagnosis/sentence.h"

#include <QWidget>

#include <array>

class QBoxLayout;

namespace earshot {

class HopItem;

/// The five hops from the speaker's microphone to the listener's ears, in a row, or below each other where
/// room is short. A fault changes the hop's shape and the line's style, not its colour alone.
class SignalPath : public QWidget
{
    Q_OBJECT
public:
    explicit SignalPath(QWidget *parent = nullptr);
    ~SignalPath() override;

    void show(const std::array<HopState, 5> &hops, const std::array<HopWords, 5> &words);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    bool isRow() const;

    QBoxLayout *m_layout;
    std::array<HopState, 5> m_hops{};
    std::array<HopItem *, 5> m_items{};
};

} // namespace earshot
