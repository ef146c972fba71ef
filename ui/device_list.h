#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace earshot {

class OptionRow;

/// One line of a list of devices.
struct DeviceLine {
    QString id; ///< empty: the system's default
    QString title;
    QString detail;
    bool isAway = false; ///< chosen, and not connected
    bool isWarned = false; ///< what `detail` says is a drawback

    bool operator==(const DeviceLine &) const = default;
};

/// The system's default and the devices there are, of which one is chosen. Rows stay as long as their devices do, so
/// that nobody loses the place.
class DeviceList : public QWidget
{
    Q_OBJECT
public:
    explicit DeviceList(QWidget *parent);

    /// The first line is the system's default, always; `chosenId` is among the lines.
    void show(const std::vector<DeviceLine> &lines, const QString &chosenId);

signals:
    void chosen(const QString &id, const QString &title);

private:
    OptionRow *newRow(const QString &id);
    std::vector<OptionRow *> placeRows(const std::vector<DeviceLine> &lines);
    void retire(OptionRow *row);
    void choose(const QString &id);

    QString m_chosenId;
    std::vector<DeviceLine> m_lines;
    std::vector<OptionRow *> m_rows; ///< of m_lines
    QVBoxLayout *m_layout;
};

} // namespace earshot
