#include "dialog_views.h"

#include "announce_delay_dialog.h"
#include "ask_dialog.h"
#include "bring_up_dialog.h"
#include "details_dialog.h"
#include "field.h"
#include "gui_fixture.h"
#include "host_setup_dialog.h"
#include "host_views.h"
#include "keep_running_dialog.h"
#include "raise_hand_dialog.h"
#include "sample_views.h"
#include "segments.h"
#include "settings_dialog.h"
#include "share_dialog.h"
#include "soundcheck_dialog.h"

#include <QAbstractButton>

namespace earshot::test {

using Dialog = std::unique_ptr<QDialog>;

static Dialog share(int kind, bool isThere)
{
    auto dialog = std::make_unique<ShareDialog>(nullptr);
    HostView view = onAir().host;
    dialog->show(view);
    dialog->findChild<Segments *>()->findChildren<QAbstractButton *>().at(kind)->click();
    if (isThere) {
        view.speakerLink = QStringLiteral("earshot://live.example.org:8443/town-hall?i=") + QString(60, u'k');
        dialog->show(view);
    }
    return dialog;
}

static Dialog soundcheck(const TalkView &view)
{
    auto dialog = std::make_unique<SoundcheckDialog>(nullptr);
    dialog->show(view);
    return dialog;
}

static TalkView runningCheck()
{
    TalkView view = beforeStart().talk;
    using State = CheckRow::State;
    view.soundcheck = onAir().talk.soundcheck;
    view.soundcheck.state = SoundcheckView::State::Running;
    view.soundcheck.remaining = seconds{6};
    for (size_t i = 2; i < view.soundcheck.rows.size(); ++i)
        view.soundcheck.rows[i] = {view.soundcheck.rows[i].step, i == 2 ? State::Running : State::Waiting};
    return view;
}

static Dialog bringUp(InputPhase phase, double levelDb)
{
    TalkView view = onAir().talk;
    view.talk = {};
    view.seat.phase = SeatPhase::Invited;
    view.seat.by = QStringLiteral("Ana Ruiz");
    view.seat.role = Role::Speaker;
    view.input.phase = phase;
    if (phase == InputPhase::Failed)
        view.input.failure = Failure{Cause::DeviceDenied, {}};
    view.capture.levelDb = levelDb;
    view.capture.peakDb = levelDb + 9;
    auto dialog = std::make_unique<BringUpDialog>(view, QStringLiteral("Ida Berg"), nullptr);
    if (phase != InputPhase::Closed)
        qobject_cast<QAbstractButton *>(dialog->focusWidget())->click();
    return dialog;
}

static Dialog ask(bool hasSubject)
{
    AskDialog::Question question{.title = QStringLiteral("Jonas Klein"),
        .advice = QStringLiteral("Nobody hears Jonas Klein from then on. The reason is shown to them."),
        .field = QStringLiteral("Reason"),
        .button = QStringLiteral("Remove"),
        .isDangerous = true};
    if (hasSubject)
        question.subject = question.subjectText = QStringLiteral("Title");
    return std::make_unique<AskDialog>(question, nullptr);
}

static Dialog setup()
{
    const PlanCheck tooOld = [](const HostPlan &plan) -> std::optional<Failure> {
        if (plan.place == HostPlan::Place::Network)
            return Failure{Cause::ProgramTooOld, QStringLiteral("2.9.10")};
        return {};
    };
    auto dialog = std::make_unique<HostSetupDialog>(tooOld, QStringLiteral("Ana Ruiz"), sampleNow(), nullptr);
    dialog->findChild<Field *>()->setText(QStringLiteral("Town hall"));
    return dialog;
}

std::vector<DialogMoment> dialogMoments()
{
    return {
        {"host-setup", setup},
        {"host-delay",
            [] {
                return std::make_unique<AnnounceDelayDialog>(*beforeStart().host.event, sampleNow(), nullptr);
            }},
        {"host-share", [] { return share(0, false); }},
        {"host-share-making", [] { return share(1, false); }},
        {"host-share-co-host", [] { return share(2, true); }},
        {"host-ask", [] { return ask(false); }},
        {"host-describe", [] { return ask(true); }},
        {"soundcheck-never", [] { return soundcheck(beforeStart().talk); }},
        {"soundcheck-running", [] { return soundcheck(runningCheck()); }},
        {"soundcheck-talking", [] { return soundcheck(onAir().talk); }},
        {"soundcheck-faults", [] { return soundcheck(howling().talk); }},
        {"raise-hand", [] { return std::make_unique<RaiseHandDialog>(QStringLiteral("Ida Berg"), nullptr); }},
        {"bring-up", [] { return bringUp(InputPhase::Closed, -127); }},
        {"bring-up-quiet", [] { return bringUp(InputPhase::Open, -70); }},
        {"bring-up-heard", [] { return bringUp(InputPhase::Open, -20); }},
        {"bring-up-denied", [] { return bringUp(InputPhase::Failed, -127); }},
        {"keep-running", [] { return std::make_unique<KeepRunningDialog>(true, nullptr); }},
        {"keep-running-no-tray", [] { return std::make_unique<KeepRunningDialog>(false, nullptr); }},
        {"paste", [] { return std::make_unique<PasteLinkDialog>(anyLink); }},
        {"details-dialog",
            [] {
                auto dialog = std::make_unique<DetailsDialog>();
                dialog->show(anaDropped());
                return dialog;
            }},
        {"settings-dialog",
            [] {
                auto dialog = std::make_unique<SettingsDialog>(Settings());
                dialog->showTalk(onAir().talk);
                return dialog;
            }},
    };
}

} // namespace earshot::test
