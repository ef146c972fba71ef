#include "output_card.h"

#include "button.h"
#include "level_meter.h"
#include "option_row.h"
#include "settings_words.h"
#include "sound_settings.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace earshot {

OutputCard::OutputCard(QWidget *parent)
    : Card(parent)
    , m_list(new QWidget(this))
    , m_listLayout(new QVBoxLayout(m_list))
{
    addCaption(tr("Sound output"));
    m_listLayout->setContentsMargins(0, 0, 0, 0);
    m_listLayout->setSpacing(0);
    m_lines.emplace_back();
    m_rows.push_back(newRow({}));
    m_listLayout->addWidget(m_rows.front());
    m_trouble = new Text(Text::Kind::Body, Tone::Warning, this);
    m_test = new Button(Button::Kind::Plain, tr("&Test sound"), this);
    m_meter = new LevelMeter(this);
    m_level = new Text(Text::Kind::Small, Tone::Dim, this);
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(12));
    line->addWidget(m_test);
    line->addWidget(m_meter, 1);
    line->addWidget(m_level, 0, Qt::AlignVCenter);
    m_level->setMinimumWidth(m_level->fontMetrics().horizontalAdvance(UiWords::decibels(-88)) + 2);
    m_level->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    auto *system = new Button(Button::Kind::Link, tr("S&ystem sound settings"), this);
    system->setVisible(hasSoundSettings());
    body()->addWidget(m_list);
    body()->addSpacing(gap(4));
    body()->addWidget(m_trouble);
    body()->addSpacing(gap(8));
    body()->addLayout(line);
    body()->addSpacing(gap(4));
    body()->addWidget(system, 0, Qt::AlignLeading);
    connect(m_test, &Button::clicked, this, &OutputCard::testSoundRequested);
    connect(system, &Button::clicked, this, &OutputCard::systemSettingsRequested);
}

std::vector<OutputCard::Line> OutputCard::linesFor(const Settings &settings, const SoundView &view) const
{
    std::vector<Line> lines{{{}, tr("System default"), SettingsWords::defaultDevice(view)}};
    for (const OutputDevice &device : view.devices)
        lines.push_back({device.id, device.name, {}});
    const OutputChoice &choice = settings.sound.output;
    const bool isListed
        = std::ranges::any_of(lines, [&](const Line &line) { return line.id == choice.name; });
    if (choice.kind == OutputChoice::Kind::Named && !isListed) {
        const QString &title = settings.deviceTitle.isEmpty() ? choice.name : settings.deviceTitle;
        const bool isAway = view.devicesKnown;
        lines.push_back({choice.name, title, isAway ? SettingsWords::awayDevice(view) : QString(), isAway});
    }
    return lines;
}

void OutputCard::show(const Settings &settings, const SoundView &view)
{
    m_choice = settings.sound.output;
    const std::vector<OptionRow *> gone = placeRows(linesFor(settings, view));
    const QString chosenId = m_choice.kind == OutputChoice::Kind::Named ? m_choice.name : QString();
    OptionRow *chosen = m_rows.front();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].id == chosenId)
            chosen = m_rows[i];
    }
    chosen->setChecked(true);
    for (OptionRow *row : gone) {
        if (row == window()->focusWidget())
            chosen->setFocus();
        retire(row);
    }
    const QString trouble = SettingsWords::trouble(view);
    m_trouble->show(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
    m_meter->show(view.levelDb);
    m_level->show(SettingsWords::level(view));
}

OptionRow *OutputCard::newRow(const QString &id)
{
    auto *row = new OptionRow(OptionRow::Kind::Radio, m_list);
    connect(row, &OptionRow::clicked, this, [this, id] { choose(id); });
    return row;
}

/// Rows stay as long as their devices do, so that nobody loses the place. Tab passes them in their order, whenever
/// they come. Those whose devices are gone are returned.
std::vector<OptionRow *> OutputCard::placeRows(const std::vector<Line> &lines)
{
    std::vector<OptionRow *> gone;
    if (!std::ranges::equal(lines, m_lines, {}, &Line::id, &Line::id)) {
        gone = std::exchange(m_rows, {});
        for (const Line &line : lines) {
            const auto known = std::ranges::find(m_lines, line.id, &Line::id);
            OptionRow *row = nullptr;
            if (known != m_lines.end())
                row = std::exchange(gone[size_t(known - m_lines.begin())], nullptr);
            const bool isNew = !row;
            if (isNew)
                row = newRow(line.id);
            m_listLayout->insertWidget(int(m_rows.size()), row);
            if (isNew)
                row->setVisible(true);
            if (!m_rows.empty())
                setTabOrder(m_rows.back(), row);
            m_rows.push_back(row);
        }
        std::erase(gone, nullptr);
    }
    m_lines = lines;
    for (size_t i = 0; i < lines.size(); ++i) {
        m_rows[i]->show(lines[i].title, lines[i].detail);
        m_rows[i]->setDetailTone(lines[i].isAway ? Tone::Warning : Tone::Dim);
    }
    return gone;
}

/// The row may be handling the very key that made its device go. Disabled, it is given no focus any more.
void OutputCard::retire(OptionRow *row)
{
    row->disconnect(this);
    row->setAutoExclusive(false);
    m_listLayout->removeWidget(row);
    row->hide();
    row->setEnabled(false);
    row->deleteLater();
}

void OutputCard::choose(const QString &id)
{
    OutputChoice choice = m_choice;
    choice.kind = id.isEmpty() ? OutputChoice::Kind::System : OutputChoice::Kind::Named;
    choice.name = id;
    const auto line = std::ranges::find(m_lines, id, &Line::id);
    if (choice != m_choice && line != m_lines.end())
        emit chosen(choice, id.isEmpty() ? QString() : line->title);
}

} // namespace earshot
