// The settings: every choice acts at once, is remembered, and can be made by keyboard.

#include "button.h"
#include "delay_slider.h"
#include "diagnosis/sentence.h"
#include "language.h"
#include "level_meter.h"
#include "option_row.h"
#include "settings_store.h"
#include "shown_window.h"
#include "sound_settings.h"
#include "system_theme.h"

#include <QAccessible>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWheelEvent>

using namespace earshot;
using namespace earshot::test;

namespace {

SoundView sound()
{
    SoundView view;
    view.devices = {{QStringLiteral("usb-1"), QStringLiteral("Headphones (USB)"), true},
        {QStringLiteral("pci-1"), QStringLiteral("Built-in Audio Analog Stereo"), false},
        {QStringLiteral("hdmi-1"), QStringLiteral("HDMI / DisplayPort 2"), false}};
    view.devicesKnown = true;
    view.output.phase = OutputPhase::Playing;
    view.output.deviceName = QStringLiteral("Headphones (USB)");
    view.prices = DelayPrices{milliseconds{640}, milliseconds{118}, 0.0042};
    view.levelDb = -18.2;
    return view;
}

SoundView withoutDevices()
{
    SoundView view;
    view.devicesKnown = true;
    view.output.phase = OutputPhase::Playing;
    view.output.nullDevice = true;
    return view;
}

Settings pinnedAway()
{
    Settings settings;
    settings.sound.output = {.kind = OutputChoice::Kind::Named, .name = QStringLiteral("bluez-9")};
    settings.deviceTitle = QStringLiteral("Kitchen speaker (Bluetooth)");
    settings.sound.delay = {DelayChoice::Kind::Fixed, milliseconds{200}};
    settings.sound.levelling = false;
    return settings;
}

struct DialogState {
    const char *name;
    Settings settings;
    SoundView view;
};

std::vector<DialogState> dialogStates()
{
    return {{"settings", {}, sound()}, {"settings-away", pinnedAway(), sound()},
        {"settings-no-device", {}, withoutDevices()}};
}

struct Look {
    const char *name;
    bool dark;
    double scale;
    const char *language;
};
constexpr Look kLooks[] = {{"light", false, 1, "en"}, {"german-dark", true, 1, "de"},
    {"english-150", false, 1.5, "en"}, {"german-150", true, 1.5, "de"}, {"german-200", false, 2, "de"}};

OptionRow *row(QWidget *root, const QString &title)
{
    for (OptionRow *row : root->findChildren<OptionRow *>()) {
        if (row->isVisible() && row->accessibleName().startsWith(title))
            return row;
    }
    return nullptr;
}

/// A window with its settings open.
struct Open : Shown {
    explicit Open(const SoundView &view = sound())
        : Shown(listening(), schedule(), Page::NowPlaying)
        , changes(&window, &MainWindow::settingsChanged)
    {
        QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
        dialog = window.settingsDialog();
        if (!dialog)
            qFatal("the settings did not open");
        dialog->activateWindow();
        const bool isActive = QTest::qWaitFor([this] { return QApplication::activeWindow() == dialog; });
        if (!isActive)
            qWarning("the settings did not become active");
        window.showSound(view);
    }

    void choose(const char *title) const
    {
        OptionRow *found = row(dialog, QString::fromUtf8(title));
        QVERIFY2(found, title);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    void press(const char *words) const
    {
        auto *button = visible<Button>(dialog, QString::fromUtf8(words));
        QVERIFY2(button, words);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    Settings last() { return changes.isEmpty() ? Settings() : changes.last()[0].value<Settings>(); }
    QString texts() const { return textsIn(dialog); }

    QSignalSpy changes;
    QPointer<SettingsDialog> dialog;
};

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void dialog_showsItsTextsWhole_inEveryStateAndLook();
    void opening_watchesTheSound_andClosingEndsIt();
    void escape_closesAndKeeps();
    void sidebarAndBanner_leadToTheSettings();
    void devices_areChosenAtOnce();
    void awayDevice_staysInTheList();
    void awayDevice_isLeftByArrow_andByMouse();
    void rowInFocus_whoseDeviceGoes_handsTheFocusToTheChosenOne();
    void devicesThatComeAndGo_areListed_withoutLosingThePlace();
    void testSound_isAskedFor_andTheLevelIsShown();
    void systemSettings_areOffered_whereThereAreSome();
    void noDevice_isSaidInOneSentence();
    void delays_sayWhatTheyCost_andActAtOnce();
    void delays_withoutMeasurements_nameNoFigures();
    void customDelay_movesByKeyboard_notByTheWheel();
    void levelling_isSwitched();
    void everyControl_isReachedByTab_andArrowsChoose();
    void everyControl_saysWhatItIs();
    void sameFigures_areNotSpokenAgain();
    void language_changesAllOpenWindowsAtOnce();
    void theme_changesAtOnce();
    void reset_hasAWayBack();
    void commandLine_holdsForThisRunOnly();
    void settings_surviveTheStore_andADamagedFile();
};

void SettingsTest::dialog_showsItsTextsWhole_inEveryStateAndLook()
{
    for (const Look &look : kLooks) {
        const Looks looks(look.dark, look.scale, QString::fromLatin1(look.language));
        for (const DialogState &state : dialogStates()) {
            SettingsDialog dialog(state.settings);
            dialog.show(state.view);
            dialog.QDialog::show();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog));
            const QString name
                = QStringLiteral("%1-%2").arg(QLatin1String(state.name), QLatin1String(look.name));
            dialog.resize(scaled(940), scaled(560));
            QCoreApplication::processEvents();
            QVERIFY(dialog.grab().save(screensFolder() + QStringLiteral("/%1.png").arg(name)));
            QVERIFY2(cutTexts(&dialog).isEmpty(), qPrintable(name + QLatin1Char('\n') + cutTexts(&dialog)));
            dialog.resize(dialog.minimumSizeHint().width(), dialog.height());
            // One column now; its heights follow a turn of the event loop later.
            (void)QTest::qWaitFor([&dialog] { return cutTexts(&dialog).isEmpty(); }, 1000);
            QVERIFY2(cutTexts(&dialog).isEmpty(), qPrintable(name + QLatin1Char('\n') + cutTexts(&dialog)));
        }
    }
}

void SettingsTest::opening_watchesTheSound_andClosingEndsIt()
{
    Shown s(listening(), schedule(), Page::NowPlaying);
    QSignalSpy watch(&s.window, &MainWindow::soundWatchRequested);
    s.window.openSettings();
    QCOMPARE(watch.count(), 1);
    QCOMPARE(watch.takeFirst()[0].toBool(), true);
    const QPointer<SettingsDialog> dialog = s.window.settingsDialog();
    s.window.openSettings();
    QCOMPARE(s.window.settingsDialog(), dialog.data());
    QCOMPARE(watch.count(), 0);
    QTest::mouseClick(visible<Button>(dialog, QStringLiteral("&Close")), Qt::LeftButton);
    QCOMPARE(watch.takeFirst()[0].toBool(), false);
    QTRY_VERIFY(!dialog);
}

void SettingsTest::escape_closesAndKeeps()
{
    Open s;
    s.choose("Low delay");
    QTest::keyClick(s.dialog, Qt::Key_Escape);
    QTRY_VERIFY(!s.dialog);
    QCOMPARE(s.window.memory().settings.sound.delay.kind, DelayChoice::Kind::LowDelay);
    s.window.openSettings();
    QVERIFY(row(s.window.settingsDialog(), QStringLiteral("Low delay"))->isChecked());
}

void SettingsTest::sidebarAndBanner_leadToTheSettings()
{
    NowPlayingView view = refused();
    view.verdict.action = Action::OpenSoundSettings;
    Shown s(view, schedule(), Page::NowPlaying);
    s.click(QStringLiteral("Settings"));
    QVERIFY(s.window.settingsDialog());
    s.window.settingsDialog()->close();
    QTRY_VERIFY(!s.window.settingsDialog());
    s.click(sentence(view.verdict).action);
    QVERIFY(s.window.settingsDialog());
}

void SettingsTest::devices_areChosenAtOnce()
{
    Open s;
    QVERIFY(row(s.dialog, QStringLiteral("System default"))->isChecked());
    QVERIFY(s.texts().contains(QStringLiteral("now Headphones (USB)")));
    s.choose("Built-in Audio");
    QCOMPARE(s.changes.count(), 1);
    QCOMPARE(s.last().sound.output.kind, OutputChoice::Kind::Named);
    QCOMPARE(s.last().sound.output.name, QStringLiteral("pci-1"));
    QCOMPARE(s.last().deviceTitle, QStringLiteral("Built-in Audio Analog Stereo"));
    s.choose("Built-in Audio");
    QCOMPARE(s.changes.count(), 1);
    s.choose("System default");
    QCOMPARE(s.last(), Settings());
}

void SettingsTest::awayDevice_staysInTheList()
{
    Open s;
    s.choose("Built-in Audio");
    SoundView unplugged = sound();
    unplugged.devices.erase(unplugged.devices.begin() + 1);
    s.window.showSound(unplugged);
    OptionRow *away = row(s.dialog, QStringLiteral("Built-in Audio"));
    QVERIFY(away && away->isChecked());
    QVERIFY(away->accessibleName().contains(
        QStringLiteral("Not connected now; Headphones (USB) plays until it is back")));
    s.window.showSound(sound());
    QVERIFY(row(s.dialog, QStringLiteral("Built-in Audio"))->isChecked());
    QVERIFY(!s.texts().contains(QStringLiteral("Not connected")));
}

void SettingsTest::awayDevice_isLeftByArrow_andByMouse()
{
    SoundView unplugged = sound();
    unplugged.devices.erase(unplugged.devices.begin() + 1);
    for (const bool byMouse : {false, true}) {
        Open s;
        s.choose("Built-in Audio");
        s.window.showSound(unplugged);
        const QPointer<OptionRow> away = row(s.dialog, QStringLiteral("Built-in Audio"));
        QVERIFY(away && away->isChecked());
        away->setFocus();
        if (byMouse)
            s.choose("HDMI");
        else
            QTest::keyClick(away, Qt::Key_Up);
        QTRY_VERIFY(!away);
        OptionRow *hdmi = row(s.dialog, QStringLiteral("HDMI"));
        QVERIFY(hdmi && hdmi->isChecked() && !row(s.dialog, QStringLiteral("Built-in Audio")));
        QCOMPARE(s.dialog->focusWidget(), hdmi);
        QCOMPARE(s.last().sound.output.name, QStringLiteral("hdmi-1"));
        QTest::keyClick(hdmi, Qt::Key_Up);
        QCOMPARE(s.last().sound.output.name, QStringLiteral("usb-1"));
        QCOMPARE(s.dialog->focusWidget(), row(s.dialog, QStringLiteral("Headphones")));
    }
}

void SettingsTest::rowInFocus_whoseDeviceGoes_handsTheFocusToTheChosenOne()
{
    Open s;
    s.choose("HDMI");
    SoundView unplugged = sound();
    unplugged.devices.erase(unplugged.devices.begin() + 1);
    row(s.dialog, QStringLiteral("Built-in Audio"))->setFocus();
    s.window.showSound(unplugged);
    QCOMPARE(s.dialog->focusWidget(), row(s.dialog, QStringLiteral("HDMI")));
    auto *elsewhere = visible<Button>(s.dialog, QStringLiteral("&Test sound"));
    elsewhere->setFocus();
    s.window.showSound(sound());
    s.window.showSound(unplugged);
    QCOMPARE(s.dialog->focusWidget(), elsewhere);
    QVERIFY(row(s.dialog, QStringLiteral("HDMI"))->isChecked());
}

void SettingsTest::devicesThatComeAndGo_areListed_withoutLosingThePlace()
{
    Open s;
    OptionRow *first = row(s.dialog, QStringLiteral("System default"));
    first->setFocus();
    SoundView more = sound();
    more.output.deviceName = QStringLiteral("HDMI / DisplayPort 2");
    s.window.showSound(more);
    QCOMPARE(s.dialog->focusWidget(), first);
    more.devices.push_back({QStringLiteral("bt"), QStringLiteral("Earbuds"), false});
    s.window.showSound(more);
    QVERIFY(row(s.dialog, QStringLiteral("Earbuds")));
    QCOMPARE(s.dialog->focusWidget(), row(s.dialog, QStringLiteral("System default")));
}

void SettingsTest::testSound_isAskedFor_andTheLevelIsShown()
{
    Open s;
    QSignalSpy test(&s.window, &MainWindow::testSoundRequested);
    s.press("&Test sound");
    QTest::keyClick(s.dialog, Qt::Key_T, Qt::AltModifier);
    QTRY_COMPARE(test.count(), 2);
    const auto *meter = s.dialog->findChild<LevelMeter *>();
    QCOMPARE(meter->accessibleName(), QStringLiteral("Level, −18 dB"));
    QVERIFY(s.texts().contains(QStringLiteral("−18 dB")));
    SoundView quiet = sound();
    quiet.levelDb = -127;
    s.window.showSound(quiet);
    QCOMPARE(meter->accessibleName(), QStringLiteral("Level, silent"));
    QVERIFY(!s.texts().contains(QStringLiteral(" dB")));
}

void SettingsTest::systemSettings_areOffered_whereThereAreSome()
{
    const QByteArray path = qgetenv("PATH");
    const auto restore = qScopeGuard([&] { qputenv("PATH", path); });
    const QTemporaryDir programs;
    qputenv("PATH", programs.path().toLocal8Bit());
    {
        Open s;
        QVERIFY(!s.texts().contains(QStringLiteral("sound settings")));
    }
    QFile program(programs.filePath(QStringLiteral("pavucontrol")));
    QVERIFY(program.open(QIODevice::WriteOnly) && program.write("#!/bin/sh\n") > 0);
    program.close();
    QVERIFY(program.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    Open s;
    QSignalSpy system(&s.window, &MainWindow::soundSettingsRequested);
    s.press("S&ystem sound settings");
    QCOMPARE(system.count(), 1);
}

void SettingsTest::noDevice_isSaidInOneSentence()
{
    Open s(withoutDevices());
    QCOMPARE(s.texts().count(QStringLiteral("no sound device that works")), 1);
    s.window.showSound(sound());
    QVERIFY(!s.texts().contains(QStringLiteral("no sound device that works")));
    s.window.showSound({}); // the list is not read yet
    QVERIFY(!s.texts().contains(QStringLiteral("no sound device that works")));
}

void SettingsTest::delays_sayWhatTheyCost_andActAtOnce()
{
    Open s;
    QVERIFY(s.texts().contains(QStringLiteral("now 640 ms")));
    QVERIFY(s.texts().contains(QStringLiteral("now 118 ms")));
    QVERIFY(s.texts().contains(
        QString::fromUtf8("With 500 ms, 0.4\u00a0% of the last minutes would have been too late.")));
    s.choose("Custom");
    QCOMPARE(s.last().sound.delay, (DelayChoice{DelayChoice::Kind::Fixed, milliseconds{500}}));
    SoundView good = sound();
    good.prices->fixedLate = 0;
    s.window.showSound(good);
    QVERIFY(s.texts().contains(QStringLiteral("nothing of the last minutes would have been too late")));
    s.choose("Smooth");
    QCOMPARE(s.last().sound.delay.kind, DelayChoice::Kind::Smooth);
}

void SettingsTest::delays_withoutMeasurements_nameNoFigures()
{
    SoundView view = sound();
    view.prices.reset();
    const Open s(view);
    QVERIFY(!s.texts().contains(QStringLiteral("now 6")));
    QVERIFY(!s.texts().contains(QStringLiteral("of the last minutes")));
    QVERIFY(s.texts().contains(QStringLiteral("is measured while you listen")));
}

void SettingsTest::customDelay_movesByKeyboard_notByTheWheel()
{
    Open s;
    auto *slider = s.dialog->findChild<DelaySlider *>();
    QVERIFY(!slider->isEnabled());
    s.choose("Custom");
    QVERIFY(slider->isEnabled());
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(s.last().sound.delay.fixed, microseconds{600'000});
    QCOMPARE(slider->accessibleName(), QStringLiteral("Custom delay, 600 ms"));
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(s.last().sound.delay.fixed, DelayChoice::kLeastFixed);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(s.last().sound.delay.fixed, DelayChoice::kMostFixed);
    const qsizetype before = s.changes.count();
    QWheelEvent wheel(slider->rect().center(), slider->mapToGlobal(slider->rect().center()), {}, {0, 120},
        Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(slider, &wheel);
    QCOMPARE(s.changes.count(), before);
}

void SettingsTest::levelling_isSwitched()
{
    Open s;
    OptionRow *levelling = row(s.dialog, QStringLiteral("All speakers about equally loud"));
    QVERIFY(levelling && levelling->isChecked());
    levelling->setFocus();
    QTest::keyClick(levelling, Qt::Key_Space);
    QCOMPARE(s.last().sound.levelling, false);
    QTest::keyClick(levelling, Qt::Key_Space);
    QCOMPARE(s.last().sound.levelling, true);
}

void SettingsTest::everyControl_isReachedByTab_andArrowsChoose()
{
    Open s;
    QStringList passed;
    for (int i = 0; i < 24; ++i) {
        if (const QWidget *at = s.dialog->focusWidget())
            passed << at->accessibleName() + at->property("text").toString();
        QTest::keyClick(s.dialog, Qt::Key_Tab);
    }
    const auto stop = [&](const char *begin) {
        return std::ranges::find_if(passed, [&](const QString &name) {
            return name.startsWith(QString::fromUtf8(begin));
        }) - passed.begin();
    };
    const auto outOf = passed.size();
    qsizetype before = -1;
    for (const char *name : {"System default", "&Test sound", "All speakers", "Noise suppression",
             "Gain control", "Echo cancellation", "Feedback guard", "Before the start: 10", "A soft chime",
             "Keep running", "Start with the system", "Smooth", "Language: System", "Theme: System",
             "Push to talk: Hold", "Stays open after the key", "Sound quality", "Sound in a packet: 20",
             "Sounds when", "Quieter loudspeakers", "Talk key in all programs", "&Close"}) {
        QVERIFY2(stop(name) < outOf && stop(name) > before,
            qPrintable(QString::fromUtf8(name) + QLatin1Char('\n') + passed.join(QLatin1Char('\n'))));
        before = stop(name);
    }
    row(s.dialog, QStringLiteral("Smooth"))->setFocus();
    QTest::keyClick(s.dialog->focusWidget(), Qt::Key_Down);
    QCOMPARE(s.last().sound.delay.kind, DelayChoice::Kind::LowDelay);
    QVERIFY(row(s.dialog, QStringLiteral("Low delay"))->hasFocus());
}

void SettingsTest::everyControl_saysWhatItIs()
{
    const Open s;
    int radios = 0;
    for (QWidget *widget : s.dialog->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        radios += interface->role() == QAccessible::RadioButton;
    }
    QCOMPARE(radios, 4 + 3 + 3 + 3 + 1 + 3 + 3 + 4);
    const OptionRow *smooth = row(s.dialog, QStringLiteral("Smooth"));
    QCOMPARE(smooth->accessibleName(),
        QStringLiteral("Smooth, now 640 ms, As much as it takes to have next to no gaps"));
}

void SettingsTest::sameFigures_areNotSpokenAgain()
{
    const Open s;
    // Words that were not set again are the same string, not an equal one.
    std::vector<std::pair<QWidget *, std::array<QString, 2>>> before;
    for (QWidget *widget : s.dialog->findChildren<QWidget *>()) {
        if (qobject_cast<OptionRow *>(widget) || qobject_cast<LevelMeter *>(widget)
            || qobject_cast<DelaySlider *>(widget))
            before.push_back({widget, {widget->accessibleName(), widget->accessibleDescription()}});
    }
    QVERIFY(before.size() >= 4 + 3 + 2);
    SoundView view = sound();
    s.dialog->show(view);
    for (const auto &[widget, words] : before) {
        QVERIFY2(widget->accessibleName().constData() == words[0].constData(), qPrintable(words[0]));
        QVERIFY2(widget->accessibleDescription().constData() == words[1].constData(), qPrintable(words[1]));
    }
    view.levelDb = -9;
    s.dialog->show(view);
    QCOMPARE(s.dialog->findChild<LevelMeter *>()->accessibleName(), QStringLiteral("Level, −9 dB"));
}

void SettingsTest::language_changesAllOpenWindowsAtOnce()
{
    Open s;
    QObject texts;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    connect(&s.window, &MainWindow::settingsChanged, &texts,
        [&](const Settings &settings) { useLanguage(texts, settings.language); });
    s.window.showRefusedLink({Cause::LinkMalformed, QStringLiteral("host")});
    s.window.openDetails();
    auto *cards = s.dialog->findChild<QScrollArea *>()->verticalScrollBar();
    s.dialog->resize(s.dialog->width(), 400);
    QCoreApplication::processEvents();
    cards->setValue(cards->maximum());
    const int scrolled = cards->value();
    auto *german = visible<Button>(s.dialog, QStringLiteral("Deutsch"));
    QVERIFY(german);
    german->setFocus();
    QTest::keyClick(german, Qt::Key_Space);
    QCOMPARE(s.last().language, QStringLiteral("de"));
    QTRY_VERIFY(s.shows("Stumm"));
    QVERIFY(s.shows("Einstellungen"));
    QVERIFY(s.shows("Dieser Link"));
    QVERIFY(!s.shows("Now playing"));
    QCOMPARE(s.window.page(), Page::NowPlaying);
    QVERIFY(textsIn(s.window.details()).contains(QStringLiteral("Bericht kopieren")));
    QVERIFY(s.texts().contains(QStringLiteral("Ausgleichend"))
        || s.texts().contains(QStringLiteral("Lückenlos")));
    QVERIFY(s.dialog && s.dialog->isVisible());
    QVERIFY(s.dialog->findChild<QScrollArea *>()->verticalScrollBar()->value() >= scrolled / 2);
    auto *still = visible<Button>(s.dialog, QStringLiteral("Deutsch"));
    QVERIFY(still && still->isChecked() && s.dialog->focusWidget() == still);
    s.window.showNowPlaying(anaDropped());
    s.window.showLevels({{-20, -20, -20, -20}});
    QVERIFY(s.shows("Stille"));
    QTest::mouseClick(visible<Button>(s.dialog, QStringLiteral("English")), Qt::LeftButton);
    QTRY_VERIFY(s.shows("Mute"));
    QVERIFY(s.texts().contains(QStringLiteral("Low delay")));
    QCOMPARE(cutTexts(&s.window), QString());
}

void SettingsTest::theme_changesAtOnce()
{
    Open s;
    SystemTheme theme(ThemeChoice::Light);
    connect(&s.window, &MainWindow::settingsChanged, &theme,
        [&](const Settings &settings) { theme.choose(settings.theme); });
    const auto ground = [](QWidget *of) { return of->grab().toImage().pixelColor(3, of->height() / 2); };
    QCOMPARE(ground(&s.window), lightTokens().side);
    s.press("Theme: Dark");
    QTRY_COMPARE(ground(&s.window), darkTokens().side);
    QCOMPARE(ground(s.dialog), darkTokens().window);
    QCOMPARE(s.last().theme, ThemeChoice::Dark);
    s.press("Theme: Light");
    QTRY_COMPARE(ground(s.dialog), lightTokens().window);
}

void SettingsTest::reset_hasAWayBack()
{
    Open s;
    const auto resetButton
        = [&](const char *words) { return visible<Button>(s.dialog, QString::fromUtf8(words)); };
    QVERIFY(!resetButton("&Reset to defaults")->isEnabled());
    s.choose("HDMI");
    s.choose("Low delay");
    const Settings chosen = s.last();
    s.press("&Reset to defaults");
    QCOMPARE(s.last(), Settings());
    QVERIFY(row(s.dialog, QStringLiteral("Smooth"))->isChecked());
    s.press("Undo &reset");
    QCOMPARE(s.last(), chosen);
    QVERIFY(row(s.dialog, QStringLiteral("HDMI"))->isChecked());
    s.press("&Reset to defaults");
    s.choose("Custom");
    QVERIFY(resetButton("&Reset to defaults"));
}

void SettingsTest::commandLine_holdsForThisRunOnly()
{
    Settings kept;
    kept.theme = ThemeChoice::Light;
    Settings run = kept;
    run.theme = ThemeChoice::Dark; // --theme dark
    Settings after = run;
    after.sound.levelling = false;
    kept = withChanges(kept, run, after);
    QCOMPARE(kept.theme, ThemeChoice::Light);
    QCOMPARE(kept.sound.levelling, false);
    Settings chosen = after;
    chosen.theme = ThemeChoice::System;
    QCOMPARE(withChanges(kept, after, chosen).theme, ThemeChoice::System);
}

void SettingsTest::settings_surviveTheStore_andADamagedFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("window.json"));
    const SettingsStore store(path);
    WindowMemory memory;
    memory.settings = pinnedAway();
    memory.settings.language = QStringLiteral("de");
    memory.settings.theme = ThemeChoice::Dark;
    QVERIFY(store.save(memory).ok());
    QCOMPARE(store.load(), memory);
    memory.settings = {};
    memory.settings.sound.delay = {DelayChoice::Kind::LowDelay, milliseconds{40}};
    MicrophoneChoice &microphone = memory.settings.microphone;
    microphone.input = {InputChoice::Kind::Named, QStringLiteral("usb-mic")};
    microphone.capture = {.echoCancellation = false,
        .noiseSuppression = false,
        .gainControl = false,
        .feedbackGuard = false,
        .bitrate = 24'000,
        .releaseTail = milliseconds{750}};
    microphone.mode = TalkMode::OpenMicrophone;
    microphone.framesPerPacket = 3;
    microphone.cues = false;
    microphone.duckMonitor = false;
    memory.settings.microphoneTitle = QStringLiteral("Rode NT-USB");
    memory.settings.talkKey = QStringLiteral("Ctrl+F9");
    memory.settings.ownName = QStringLiteral("Ida Berg");
    QVERIFY(store.save(memory).ok());
    QCOMPARE(store.load(), memory);
    QFile file(path);
    for (const QByteArray &content : {QByteArray(R"({"sound":7,"language":"tlh","theme":"pink"})"),
             QByteArray(
                 R"({"sound":{"device":3,"delay":"never","levelling":"loud"},"language":1,"theme":[]})"),
             QByteArray(R"({"sound":{"delay":"fixed","fixed_delay_ms":)")}) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        QCOMPARE(store.load(), WindowMemory());
    }
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(R"({"sound":{"delay":"fixed","fixed_delay_ms":1e300}})");
    file.close();
    QCOMPARE(store.load().settings.sound.delay.fixed, DelayChoice::kMostFixed);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(R"({"microphone":{"bitrate":-1e99,"release_tail_ms":1e99,"frames_per_packet":77,"mode":[]}})");
    file.close();
    const MicrophoneChoice bounded = store.load().settings.microphone;
    QCOMPARE(bounded.capture.bitrate, 12'000);
    QCOMPARE(bounded.capture.releaseTail, milliseconds{2000});
    QCOMPARE(bounded.framesPerPacket, 3);
    QCOMPARE(bounded.mode, TalkMode::Hold);
}

EARSHOT_GUI_MAIN(SettingsTest)
#include "settings_test.moc"
