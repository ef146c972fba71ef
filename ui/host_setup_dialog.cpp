#include "host_setup_dialog.h"

#include "button.h"
#include "card.h"
#include "field.h"
#include "host_words.h"
#include "option_row.h"
#include "tab_order.h"
#include "text.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace earshot {

constexpr int kMostTitle = 200;
constexpr int kMostDescription = 2000;
constexpr int kMostName = 80;
constexpr int kMostCredentials = 16 * 1024;

namespace {

Text *caption(const QString &words, QWidget *parent)
{
    auto *text = new Text(Text::Kind::Caption, Tone::Faint, parent);
    text->show(words);
    return text;
}

QVBoxLayout *columnOf(QWidget *group)
{
    auto *layout = new QVBoxLayout(group);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap(6));
    return layout;
}

/// A field below the option it belongs to, in line with its words.
QHBoxLayout *indented(const OptionRow *row, QWidget *field)
{
    auto *line = new QHBoxLayout;
    line->setContentsMargins(row->indent(), 0, 0, 0);
    line->addWidget(field);
    return line;
}

} // namespace

HostSetupDialog::HostSetupDialog(PlanCheck check, const QString &hostName, WallTime now, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_now(now)
    , m_reason(new Text(Text::Kind::Body, Tone::Warning, this))
    , m_host(new Button(Button::Kind::Primary, tr("Host the event"), this))
{
    setWindowTitle(tr("Host an event"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(gap(20), gap(20), gap(20), gap(12));
    column->setSpacing(gap(16));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, content);
    title->show(tr("Host an event"));
    column->addWidget(title);
    column->addWidget(makeWhat(content));
    m_middle = new QBoxLayout(QBoxLayout::LeftToRight);
    m_middle->setSpacing(gap(16));
    m_middle->addWidget(makeWhen(content), 1, Qt::AlignTop);
    m_middle->addWidget(makeWho(content), 1, Qt::AlignTop);
    column->addLayout(m_middle);
    column->addWidget(makeKept(content));
    column->addWidget(makeWhere(content));
    column->addStretch();
    m_hostName->setText(hostName);
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addWidget(m_reason, 1, Qt::AlignVCenter);
    buttons->addWidget(cancel);
    buttons->addWidget(m_host);
    buttons->setContentsMargins(gap(20), gap(8), gap(20), gap(16));
    m_scroller = makeScroller(content, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroller, 1);
    layout->addLayout(buttons);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_host, &Button::clicked, this, &QDialog::accept);
    const QSize frame(
        16, 48); // what desktops put around a window, roughly: it is not known before it is shown
    resize(QSize(scaled(640), scaled(690)).boundedTo(screen()->availableSize() - frame));
    judge();
    chainTabsAsLaidOut(*this);
    m_title->setFocus(Qt::OtherFocusReason);
}

OptionRow *HostSetupDialog::addOption(QWidget *group, const QString &title, const QString &detail)
{
    auto *row = new OptionRow(OptionRow::Kind::Radio, group);
    row->show(title, detail);
    connect(row, &OptionRow::toggled, this, &HostSetupDialog::judge);
    return row;
}

QWidget *HostSetupDialog::makeWhat(QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *column = columnOf(group);
    m_title = new Field(group);
    m_title->setMaxLength(kMostTitle);
    m_title->setAccessibleName(tr("Title"));
    m_title->setPlaceholderText(tr("Title, as everybody will read it"));
    m_description = new NoteField(2, kMostDescription, group);
    m_description->setSpoken(tr("Description"), tr("Description (may be left out)"));
    m_hostName = new Field(group);
    m_hostName->setMaxLength(kMostName);
    m_hostName->setAccessibleName(tr("Your name"));
    m_hostName->setPlaceholderText(tr("Your name, as listeners will read it"));
    column->addWidget(caption(tr("What"), group));
    column->addWidget(m_title);
    column->addWidget(m_description);
    column->addWidget(m_hostName);
    const auto touched = [this] {
        m_isTouched = true;
        judge();
    };
    connect(m_title, &Field::textEdited, this, touched);
    connect(m_hostName, &Field::textEdited, this, touched);
    connect(m_title, &Field::returnPressed, this, [this] {
        if (m_host->isEnabled())
            accept();
    });
    return group;
}

QWidget *HostSetupDialog::makeWhen(QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *column = columnOf(group);
    m_atOnce = addOption(group, tr("At once"), tr("You start it when you are ready."));
    m_later = addOption(group, tr("At a time"), tr("Listeners see a countdown in their own time."));
    m_time = new TimeField(group);
    m_time->setAccessibleName(tr("Start"));
    const qint64 hour = 3'600'000;
    const qint64 next = (toUnixMs(m_now) / hour + 2) * hour;
    m_time->setDateTime(QDateTime::fromMSecsSinceEpoch(next));
    column->addWidget(caption(tr("When"), group));
    column->addWidget(m_atOnce);
    column->addWidget(m_later);
    column->addLayout(indented(m_later, m_time));
    m_atOnce->setChecked(true);
    connect(m_time, &TimeField::dateTimeChanged, this, &HostSetupDialog::judge);
    return group;
}

QWidget *HostSetupDialog::makeWho(QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *column = columnOf(group);
    m_open = addOption(
        group, tr("Open"), tr("It is on the server’s schedule; who knows the server can listen."));
    m_withLink
        = addOption(group, tr("With the link"), tr("It is on no schedule; only who has the link finds it."));
    column->addWidget(caption(tr("Who may listen"), group));
    column->addWidget(m_open);
    column->addWidget(m_withLink);
    m_withLink->setChecked(true);
    return group;
}

QWidget *HostSetupDialog::makeKept(QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *column = columnOf(group);
    column->addWidget(caption(tr("What is kept"), group));
    m_record = new OptionRow(OptionRow::Kind::Switch, group);
    m_record->show(tr("Record the event"), tr("Everybody who may listen can have it right after the end."));
    m_record->setChecked(true);
    m_copies = new OptionRow(OptionRow::Kind::Switch, group);
    m_copies->show(tr("Listeners may keep a copy"), tr("Of what they hear. You see how many do."));
    m_kept = new QBoxLayout(QBoxLayout::LeftToRight);
    m_kept->setSpacing(gap(16));
    m_kept->addWidget(m_record, 1, Qt::AlignTop);
    m_kept->addWidget(m_copies, 1, Qt::AlignTop);
    column->addLayout(m_kept);
    return group;
}

QWidget *HostSetupDialog::makeWhere(QWidget *parent)
{
    auto *group = new QWidget(parent);
    auto *column = columnOf(group);
    m_here
        = addOption(group, tr("On this computer"), tr("For programs on this computer only: to try it out."));
    m_network = addOption(group, tr("On this computer, for the network"),
        tr("Others reach it by this computer’s address, encrypted."));
    m_address = new Field(group);
    m_address->setMaxLength(255);
    m_address->setAccessibleName(tr("Address of this computer"));
    m_address->setPlaceholderText(tr("Address, for example 192.168.1.20"));
    m_server = addOption(group, tr("On a server"), tr("With the host credentials that its owner gave you."));
    m_credentials = new NoteField(3, kMostCredentials, group);
    m_credentials->setSpoken(
        tr("Host credentials"), tr("Paste the host credentials file. Empty: those kept before."));
    column->addWidget(caption(tr("Where"), group));
    column->addWidget(m_here);
    column->addWidget(m_network);
    column->addLayout(indented(m_network, m_address));
    column->addWidget(m_server);
    column->addLayout(indented(m_server, m_credentials));
    m_here->setChecked(true);
    connect(m_address, &Field::textEdited, this, &HostSetupDialog::judge);
    connect(m_credentials, &NoteField::edited, this, &HostSetupDialog::judge);
    return group;
}

HostPlan::Place HostSetupDialog::place() const
{
    return m_server->isChecked() ? HostPlan::Place::Server
        : m_network->isChecked() ? HostPlan::Place::Network
                                 : HostPlan::Place::ThisComputer;
}

HostPlan HostSetupDialog::plan() const
{
    HostPlan plan;
    plan.title = m_title->text().simplified();
    plan.description = m_description->text();
    plan.hostName = m_hostName->text().simplified();
    if (m_later->isChecked())
        plan.planned = wallFromUnixMs(m_time->dateTime().toMSecsSinceEpoch());
    plan.access = m_open->isChecked() ? HostPlan::Access::Open : HostPlan::Access::WithLink;
    plan.place = place();
    plan.record = m_record->isChecked();
    plan.copiesAllowed = m_copies->isChecked();
    if (plan.place == HostPlan::Place::Network)
        plan.bindAddress = m_address->text().trimmed();
    if (plan.place == HostPlan::Place::Server)
        plan.credentials = m_credentials->text().toUtf8();
    return plan;
}

void HostSetupDialog::judge()
{
    if (!m_credentials || !m_check)
        return; // still being made
    m_time->setVisible(m_later->isChecked());
    m_address->setVisible(m_network->isChecked());
    m_credentials->setVisible(m_server->isChecked());
    const HostPlan plan = this->plan();
    QString reason;
    if (plan.title.isEmpty())
        reason = m_isTouched ? tr("The event needs a title.") : QString();
    else if (plan.hostName.isEmpty())
        reason = tr("Listeners want to know who hosts: enter your name.");
    else if (plan.planned && *plan.planned <= m_now)
        reason = tr("This start has passed.");
    else if (plan.place == HostPlan::Place::Network && plan.bindAddress.isEmpty())
        reason = tr("Enter the address by which others reach this computer.");
    else if (const std::optional<Failure> failure = m_check(plan)) {
        const Sentence words = HostWords::failure(*failure);
        reason = (words.headline + QLatin1Char(' ') + words.next).trimmed();
    }
    m_reason->show(reason);
    m_host->setAccessibleDescription(reason);
    m_host->setEnabled(reason.isEmpty() && !plan.title.isEmpty());
}

void HostSetupDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    const bool isWide = width() >= scaled(600);
    m_middle->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_kept->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_kept->setSpacing(gap(isWide ? 16 : 6));
    setMinimumWidth(std::max(scaled(440), m_scroller->minimumSizeHint().width()));
}

} // namespace earshot
