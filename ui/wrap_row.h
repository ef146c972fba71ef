#pragma once

#include <QLayout>

#include <vector>

namespace earshot {

/// Widgets side by side, on as many lines as they need; where all fit on one, those after `addStretch` stand
/// at the end of it.
class WrapRow : public QLayout
{
public:
    explicit WrapRow(int spacing);
    ~WrapRow() override;

    void addStretch() { m_firstAtEnd = int(m_items.size()); }

    void addItem(QLayoutItem *item) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect &rect) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }

private:
    int widthInOneLine() const;
    int place(const QRect &rect, bool move) const; ///< returns the height

    std::vector<QLayoutItem *> m_items;
    int m_firstAtEnd = -1;
};

} // namespace earshot
