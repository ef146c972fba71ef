// What the window opens above its pages: notices, a link to paste, the details, the settings.

#include "host_page.h"
#include "main_window.h"
#include "status_banner.h"

namespace earshot {

void MainWindow::showRefusedLink(const Failure &failure)
{
    m_refused = failure;
    m_told.reset();
    m_announcer->announce(showNotice());
}

QString MainWindow::showNotice()
{
    Sentence words = m_told ? *m_told : sentence(verdictForFailure(m_refused, {}));
    words.action = tr("Close");
    m_notice->show(m_told ? Severity::Info : Severity::Warning, words);
    m_noticeArea->show();
    return words.headline;
}

void MainWindow::showReminder(const QString &headline, const QString &text)
{
    m_told = Sentence{.headline = headline, .next = text, .action = {}};
    m_announcer->announce(showNotice());
    callAttention();
}

void MainWindow::setWaitingPlace(const WaitingPlace &place)
{
    m_place = place;
    if (m_settingsDialog)
        m_settingsDialog->setWaitingPlace(place);
}

void MainWindow::chooseReminders(const ReminderChoice &choice)
{
    Settings settings = m_settings;
    settings.reminders = choice;
    if (m_settingsDialog)
        m_settingsDialog->takeReminders(choice);
    if (settings != m_settings)
        change(settings);
}

void MainWindow::openPasteDialog()
{
    if (!m_pasteDialog) {
        m_pasteDialog = new PasteLinkDialog(m_checkLink, this);
        m_pasteDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_pasteDialog, &QDialog::accepted, this, [this, dialog = m_pasteDialog.data()] {
            m_noticeArea->hide();
            emit linkEntered(dialog->link());
        });
    }
    m_pasteDialog->open();
}

DetailsDialog *MainWindow::details() const
{
    return m_details;
}

PasteLinkDialog *MainWindow::pasteDialog() const
{
    return m_pasteDialog;
}

void MainWindow::openDetails()
{
    if (!m_details) {
        m_details = new DetailsDialog(this);
        m_details->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_details->show(m_view);
    m_details->QDialog::show();
    m_details->raise();
    m_details->activateWindow();
}

SettingsDialog *MainWindow::settingsDialog() const
{
    return m_settingsDialog;
}

void MainWindow::openSettings()
{
    if (!m_settingsDialog) {
        m_settingsDialog = new SettingsDialog(m_settings, this);
        m_settingsDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settingsDialog, &SettingsDialog::changed, this, [this](const Settings &settings) {
            change(settings);
            if (m_hostPage)
                m_hostPage->setBitrate(settings.microphone.capture.bitrate);
        });
        connect(m_settingsDialog, &SettingsDialog::watchRequested, this, &MainWindow::soundWatchRequested);
        connect(m_settingsDialog, &SettingsDialog::watchRequested, this, [this](bool watch) {
            m_isInSettings = watch;
            watchMicrophone();
        });
        connect(m_settingsDialog, &SettingsDialog::microphoneCheckRequested, this, [this](bool check) {
            m_isCheckingMicrophone = check;
            watchMicrophone();
        });
        connect(m_settingsDialog, &SettingsDialog::talkKeyRequested, this, [this] {
            if (m_globalKey)
                m_globalKey->tryAgain();
        });
        m_settingsDialog->setWaitingPlace(m_place);
        m_settingsDialog->showTalk(m_talk);
        connect(m_settingsDialog, &SettingsDialog::testSoundRequested, this, &MainWindow::testSoundRequested);
        connect(m_settingsDialog, &SettingsDialog::systemSettingsRequested, this,
            &MainWindow::soundSettingsRequested);
    }
    m_settingsDialog->QDialog::show();
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
}

} // namespace earshot
