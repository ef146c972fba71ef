#include "settings_dialog.h"

#include "button.h"
#include "card.h"
#include "delay_card.h"
#include "microphone_card.h"
#include "option_row.h"
#include "output_card.h"
#include "segments.h"
#include "talk_key_card.h"
#include "talking_card.h"
#include "text.h"
#include "theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace earshot {

/// In the order of the buttons.
static const QStringList &languages()
{
    static const QStringList codes{QString(), QStringLiteral("en"), QStringLiteral("de")};
    return codes;
}

SettingsDialog::SettingsDialog(const Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    build();
    const QSize design(scaled(940), scaled(560));
    resize(design.boundedTo(screen()->availableSize() - QSize(0, scaled(60))));
}

void SettingsDialog::build()
{
    setWindowTitle(tr("Settings"));
    m_whole = new QWidget(this);
    m_scroller = makeScroller(makeCards(), m_whole);
    auto *layout = new QVBoxLayout(m_whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroller, 1);
    layout->addWidget(makeButtons());
    this->layout()->addWidget(m_whole);
    arrange();
    showAll();
}

/// All texts anew, at the place where the person is.
void SettingsDialog::rebuild()
{
    const int scrolled = m_scroller->verticalScrollBar()->value();
    const bool atLanguage = m_language->isAncestorOf(focusWidget());
    delete m_whole;
    build();
    if (!isVisible())
        return;
    m_whole->show();
    layout()->activate();
    m_scroller->verticalScrollBar()->setValue(scrolled);
    if (atLanguage)
        m_language->setFocus();
}

QWidget *SettingsDialog::makeCards()
{
    auto *cards = new QWidget(m_whole);
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, cards);
    m_columns->setContentsMargins(gap(20), gap(20), gap(20), gap(12));
    m_columns->setSpacing(gap(14));
    const auto addColumn = [this](std::initializer_list<QWidget *> cardsOfIt) {
        auto *column = new QVBoxLayout;
        column->setSpacing(gap(14));
        for (QWidget *card : cardsOfIt)
            column->addWidget(card);
        column->addStretch();
        m_columns->addLayout(column, 1);
    };
    m_output = new OutputCard(cards);
    auto *loudness = new Card(cards);
    loudness->addCaption(tr("Loudness"));
    m_levelling = new OptionRow(OptionRow::Kind::Switch, loudness);
    m_levelling->show(
        tr("All speakers about equally loud"), tr("Slowly raises quiet voices and lowers loud ones"));
    loudness->body()->addWidget(m_levelling);
    m_microphone = new MicrophoneCard(cards);
    m_reminders = new RemindersSettingsCard(cards);
    m_delay = new DelayCard(cards);
    QWidget *look = makeLookCard(cards);
    m_talking = new TalkingCard(cards);
    m_talkKey = new TalkKeyCard(cards);
    addColumn({m_output, loudness, m_microphone, m_reminders});
    addColumn({m_delay, look, m_talking, m_talkKey});

    connect(m_output, &OutputCard::chosen, this, [this](const OutputChoice &choice, const QString &title) {
        Settings settings = m_settings;
        settings.sound.output = choice;
        settings.deviceTitle = title;
        change(settings);
    });
    connect(m_output, &OutputCard::testSoundRequested, this, &SettingsDialog::testSoundRequested);
    connect(m_output, &OutputCard::systemSettingsRequested, this, &SettingsDialog::systemSettingsRequested);
    connect(m_delay, &DelayCard::chosen, this, [this](const DelayChoice &choice) {
        Settings settings = m_settings;
        settings.sound.delay = choice;
        change(settings);
    });
    connect(m_levelling, &OptionRow::clicked, this, [this](bool on) {
        Settings settings = m_settings;
        settings.sound.levelling = on;
        change(settings);
    });
    connect(m_reminders, &RemindersSettingsCard::chosen, this, [this](const ReminderChoice &choice) {
        Settings settings = m_settings;
        settings.reminders = choice;
        change(settings);
    });
    connectTalkCards();
    return cards;
}

void SettingsDialog::connectTalkCards()
{
    connect(m_microphone, &MicrophoneCard::chosen, this,
        [this](const MicrophoneChoice &choice, const QString &title) {
            Settings settings = m_settings;
            settings.microphone = choice;
            settings.microphoneTitle = title;
            change(settings);
        });
    connect(m_microphone, &MicrophoneCard::checkRequested, this, &SettingsDialog::checkMicrophone);
    connect(m_talking, &TalkingCard::chosen, this, [this](const MicrophoneChoice &choice) {
        Settings settings = m_settings;
        settings.microphone = choice;
        change(settings);
    });
    connect(m_talkKey, &TalkKeyCard::chosen, this, [this](const QKeySequence &key) {
        Settings settings = m_settings;
        settings.talkKey = key.toString(QKeySequence::PortableText);
        change(settings);
    });
    connect(m_talkKey, &TalkKeyCard::tryAgainRequested, this, &SettingsDialog::talkKeyRequested);
}

QWidget *SettingsDialog::makeLookCard(QWidget *parent)
{
    auto *card = new Card(parent);
    card->addCaption(tr("Language and theme"));
    // The languages' own names are the same in every language.
    m_language = new Segments(
        tr("Language"), {tr("System"), QStringLiteral("English"), QStringLiteral("Deutsch")}, card);
    m_theme = new Segments(tr("Theme"), {tr("System"), tr("Light"), tr("Dark")}, card);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(gap(16));
    grid->setVerticalSpacing(gap(10));
    grid->setColumnStretch(0, 1);
    const auto add = [&](int row, const QString &name, Segments *segments) {
        auto *label = new Text(Text::Kind::Body, Tone::Ink, card);
        label->show(name);
        grid->addWidget(label, row, 0, Qt::AlignVCenter);
        grid->addWidget(segments, row, 1, Qt::AlignTrailing);
    };
    add(0, tr("Language"), m_language);
    add(1, tr("Theme"), m_theme);
    card->body()->addLayout(grid);
    connect(m_language, &Segments::chosen, this, [this](int index) {
        Settings settings = m_settings;
        settings.language = languages().at(index);
        change(settings);
    });
    connect(m_theme, &Segments::chosen, this, [this](int index) {
        Settings settings = m_settings;
        settings.theme = ThemeChoice(index);
        change(settings);
    });
    return card;
}

QWidget *SettingsDialog::makeButtons()
{
    auto *buttons = new QWidget(m_whole);
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(gap(20), gap(12), gap(20), gap(16));
    layout->setSpacing(gap(10));
    m_reset = new Button(Button::Kind::Plain, tr("&Reset to defaults"), buttons);
    m_reset->reserveFor(tr("Undo &reset"));
    auto *close = new Button(Button::Kind::Primary, tr("&Close"), buttons);
    layout->addWidget(m_reset);
    layout->addStretch();
    layout->addWidget(close);
    connect(m_reset, &Button::clicked, this, &SettingsDialog::reset);
    connect(close, &Button::clicked, this, &QDialog::accept);
    return buttons;
}

void SettingsDialog::change(const Settings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    m_beforeReset.reset();
    showAll();
    emit changed(m_settings);
}

void SettingsDialog::reset()
{
    const Settings before = m_settings;
    const bool isUndo = m_beforeReset.has_value();
    change(isUndo ? *m_beforeReset : Settings());
    if (!isUndo && m_settings != before)
        m_beforeReset = before;
    showAll();
}

void SettingsDialog::showAll()
{
    m_output->show(m_settings, m_view);
    m_delay->show(m_settings.sound.delay, m_view.prices);
    m_levelling->setChecked(m_settings.sound.levelling);
    m_microphone->show(m_settings, m_talk, m_isCheckingMicrophone);
    m_talking->show(m_settings.microphone);
    m_reminders->show(m_settings.reminders, m_place);
    showTalkKey();
    m_language->setChosen(std::max(0, int(languages().indexOf(m_settings.language))));
    m_theme->setChosen(int(m_settings.theme));
    m_reset->setText(m_beforeReset ? tr("Undo &reset") : tr("&Reset to defaults"));
    m_reset->setEnabled(m_beforeReset || m_settings != Settings());
}

void SettingsDialog::show(const SoundView &view)
{
    m_view = view;
    m_output->show(m_settings, m_view);
    m_delay->show(m_settings.sound.delay, m_view.prices);
}

void SettingsDialog::showTalk(const TalkView &view)
{
    m_talk = view;
    m_microphone->show(m_settings, view, m_isCheckingMicrophone);
}

void SettingsDialog::showTalkKey(const GlobalKeyState &state, bool isDown)
{
    m_key = state;
    m_isKeyDown = isDown;
    showTalkKey();
}

void SettingsDialog::setWaitingPlace(const WaitingPlace &place)
{
    m_place = place;
    m_reminders->show(m_settings.reminders, m_place);
}

void SettingsDialog::takeReminders(const ReminderChoice &choice)
{
    m_settings.reminders = choice;
    showAll();
}

void SettingsDialog::showTalkKey()
{
    m_talkKey->show(QKeySequence(m_settings.talkKey, QKeySequence::PortableText), m_key, m_isKeyDown);
}

void SettingsDialog::checkMicrophone(bool check)
{
    if (std::exchange(m_isCheckingMicrophone, check) == check)
        return;
    m_microphone->show(m_settings, m_talk, check);
    emit microphoneCheckRequested(check);
}

void SettingsDialog::goToMicrophone()
{
    layout()->activate();
    m_scroller->verticalScrollBar()->setValue(m_microphone->y() - gap(20));
}

/// One column where two have no room.
void SettingsDialog::arrange()
{
    const bool isWide = width() >= scaled(800);
    m_columns->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_columns->setStretch(0, isWide ? 1 : 0);
}

void SettingsDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    arrange();
}

void SettingsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    emit watchRequested(true);
}

void SettingsDialog::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    checkMicrophone(false);
    emit watchRequested(false);
}

} // namespace earshot
