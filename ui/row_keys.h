#pragma once

#include <QObject>
#include <QPointer>

#include <vector>

class QKeyEvent;
class QWidget;

namespace earshot {

/// Up and Down, Home and End go from row to row of a list, to the same place in the row where that can have the
/// focus.
class RowKeys : public QObject
{
    Q_OBJECT
public:
    using Row = std::vector<QWidget *>; ///< what can have the focus in it, as Tab goes

    explicit RowKeys(QObject *parent);

    void setRows(const std::vector<Row> &rows);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Stops = std::vector<QPointer<QWidget>>;

    bool go(const QKeyEvent &event, const QWidget *from);
    QWidget *stopIn(size_t row, size_t place) const;

    std::vector<Stops> m_rows;
};

} // namespace earshot
