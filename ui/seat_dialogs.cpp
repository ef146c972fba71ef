#include "seat_dialogs.h"

#include "bring_up_dialog.h"
#include "raise_hand_dialog.h"
#include "soundcheck_dialog.h"

#include <QApplication>

namespace earshot {

SeatDialogs::SeatDialogs(QWidget &window)
    : QObject(&window)
    , m_window(window)
{ }

void SeatDialogs::show(const TalkView &view)
{
    const bool isNew = view.seat.phase == SeatPhase::Invited && m_view.seat.phase != SeatPhase::Invited;
    m_view = view;
    if (isNew) {
        openBringUp();
        QApplication::alert(&m_window);
    }
    if (m_bringUp && view.seat.phase != SeatPhase::Invited) {
        m_bringUp->hide(); // taken back, or answered: hiding is no answer
        m_bringUp->deleteLater();
        m_bringUp.clear();
    }
    if (m_bringUp)
        m_bringUp->show(view);
    if (m_raiseHand && view.seat.phase != SeatPhase::Audience)
        m_raiseHand->close();
    if (m_soundcheck && view.seat.phase != SeatPhase::OnStage)
        m_soundcheck->close();
    if (m_soundcheck)
        m_soundcheck->show(view);
}

void SeatDialogs::chooseName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    emit ownNameChosen(name);
}

void SeatDialogs::openRaiseHand()
{
    if (!m_raiseHand) {
        m_raiseHand = new RaiseHandDialog(m_name, &m_window);
        m_raiseHand->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_raiseHand, &QDialog::accepted, this, [this, dialog = m_raiseHand.data()] {
            chooseName(dialog->name());
            if (m_talking)
                m_talking->raiseHand(dialog->name());
        });
    }
    m_raiseHand->open();
}

void SeatDialogs::openBringUp()
{
    if (!m_bringUp) {
        const QString &asked = m_view.seat.name;
        m_bringUp = new BringUpDialog(m_view, asked.isEmpty() ? m_name : asked, &m_window);
        m_bringUp->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_bringUp, &BringUpDialog::watchRequested, this, [this](bool watch) {
            m_isWatching = watch;
            emit watchChanged();
        });
        connect(m_bringUp, &BringUpDialog::settingsRequested, this, &SeatDialogs::settingsRequested);
        connect(m_bringUp, &QDialog::accepted, this, [this, dialog = m_bringUp.data()] {
            chooseName(dialog->name());
            if (m_talking)
                m_talking->acceptStage(dialog->name());
        });
        connect(m_bringUp, &QDialog::rejected, this, [this] {
            if (m_talking)
                m_talking->declineStage();
        });
    }
    m_bringUp->QDialog::show();
    m_bringUp->raise();
    m_bringUp->activateWindow();
}

void SeatDialogs::openSoundcheck()
{
    if (!m_soundcheck) {
        m_soundcheck = new SoundcheckDialog(&m_window);
        m_soundcheck->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_soundcheck, &SoundcheckDialog::startRequested, this, [this] {
            if (m_talking)
                m_talking->startSoundcheck();
        });
        connect(m_soundcheck, &SoundcheckDialog::stopRequested, this, [this] {
            if (m_talking)
                m_talking->stopSoundcheck();
        });
    }
    m_soundcheck->show(m_view);
    m_soundcheck->QDialog::show();
    m_soundcheck->raise();
    m_soundcheck->activateWindow();
}

BringUpDialog *SeatDialogs::bringUp() const
{
    return m_bringUp;
}

RaiseHandDialog *SeatDialogs::raiseHand() const
{
    return m_raiseHand;
}

} // namespace earshot
