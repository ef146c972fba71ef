#include "announce_delay_dialog.h"

#include "button.h"
#include "field.h"
#include "text.h"
#include "words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace earshot {

constexpr int kMostReason = 240;
/// Times are announced to the whole five minutes.
constexpr minutes kRound{5};

/// The next whole five minutes after `time`.
static WallTime roundedUp(WallTime time)
{
    return std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<300>>>(time);
}

static QDateTime local(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at));
}

AnnounceDelayDialog::AnnounceDelayDialog(const EventState &event, WallTime now, QWidget *parent)
    : FittingDialog(parent)
    , m_phase(event.phase)
    , m_planned(event.planned)
    , m_now(now)
    , m_time(new TimeField(this))
    , m_reason(new NoteField(2, kMostReason, this))
    , m_preview(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_announce(new Button(Button::Kind::Primary, tr("Announce"), this))
{
    setWindowTitle(tr("Announce a delay"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Announce a delay"));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(m_phase == Phase::Live
            ? tr("The event pauses now. Everybody is told at once when it goes on, and why.")
            : tr("Everybody who waits is told at once. The times announced before stay on the card."));
    const WallTime from = roundedUp(std::max(now, m_phase == Phase::Scheduled ? event.planned : now));
    auto *steps = new QHBoxLayout;
    steps->setSpacing(gap(8));
    for (const int by : {10, 20, 30, 60}) {
        auto *step = new Button(Button::Kind::Plain, tr("+%1 min").arg(by), this);
        step->setSlim(true);
        connect(step, &Button::clicked, this,
            [this, from, by] { m_time->setDateTime(local(from + minutes{by})); });
        steps->addWidget(step);
    }
    steps->addStretch();
    m_time->setAccessibleName(tr("New time"));
    m_time->setDateTime(local(from + 2 * kRound));
    m_reason->setSpoken(tr("Reason"), tr("Reason, as everybody will read it"));
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_announce);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addLayout(words);
    layout->addWidget(m_time);
    layout->addLayout(steps);
    layout->addWidget(m_reason);
    layout->addWidget(m_preview);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(scaled(460));
    connect(m_time, &TimeField::dateTimeChanged, this, &AnnounceDelayDialog::judge);
    connect(m_reason, &NoteField::edited, this, &AnnounceDelayDialog::judge);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_announce, &Button::clicked, this, &QDialog::accept);
    judge();
}

WallTime AnnounceDelayDialog::newStart() const
{
    return wallFromUnixMs(m_time->dateTime().toMSecsSinceEpoch());
}

QString AnnounceDelayDialog::reason() const
{
    return m_reason->text().simplified();
}

void AnnounceDelayDialog::tick(WallTime now)
{
    m_now = now;
    judge();
}

void AnnounceDelayDialog::judge()
{
    const WallTime start = newStart();
    const bool isAhead = start > m_now;
    const bool isLater = m_phase != Phase::Scheduled || start != m_planned;
    m_announce->setEnabled(isAhead && isLater);
    const QString time = UiWords::sameDay(start, m_now)
        ? UiWords::clockTime(start)
        : QStringLiteral("%1, %2").arg(UiWords::day(start, m_now), UiWords::clockTime(start));
    m_preview->setTone(isAhead && isLater ? Tone::Dim : Tone::Warning);
    if (!isAhead)
        m_preview->show(tr("This time has passed."));
    else if (!isLater)
        m_preview->show(tr("This is the time that holds now."));
    else if (reason().isEmpty())
        m_preview->show(tr("They read: now planned for %1. Without a reason.").arg(time));
    else
        m_preview->show(tr("They read: now planned for %1. %2").arg(time, UiWords::quoted(reason())));
}

} // namespace earshot
