#pragma once

#include "card.h"
#include "settings.h"

namespace earshot {

class Button;
class LevelMeter;
class OptionRow;

/// What the sound comes out of: the system's default or one device, a test sound, and how loud it is.
class OutputCard : public Card
{
    Q_OBJECT
public:
    explicit OutputCard(QWidget *parent);

    void show(const Settings &settings, const SoundView &view);

signals:
    void chosen(const earshot::OutputChoice &choice, const QString &title);
    void testSoundRequested();
    void systemSettingsRequested();

private:
    struct Line {
        QString id; ///< empty: the system's default
        QString title;
        QString detail;
        bool isAway = false;
    };

    std::vector<Line> linesFor(const Settings &settings, const SoundView &view) const;
    OptionRow *newRow(const QString &id);
    std::vector<OptionRow *> placeRows(const std::vector<Line> &lines);
    void retire(OptionRow *row);
    void choose(const QString &id);

    OutputChoice m_choice;
    std::vector<Line> m_lines;
    std::vector<OptionRow *> m_rows; ///< of m_lines: the system's default first, always
    QWidget *m_list;
    QVBoxLayout *m_listLayout;
    Text *m_trouble = nullptr;
    Button *m_test = nullptr;
    LevelMeter *m_meter = nullptr;
    Text *m_level = nullptr;
};

} // namespace earshot
