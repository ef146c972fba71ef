#include "keep_running_dialog.h"

#include "button.h"
#include "option_row.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace earshot {

KeepRunningDialog::KeepRunningDialog(bool hasTray, QWidget *parent)
    : QDialog(parent)
    , m_startsWithSystem(new OptionRow(OptionRow::Kind::Switch, this))
{
    setWindowTitle(tr("Reminders"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("The reminder is set"));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(hasTray
            ? tr("Reminders come while Earshot runs. It can stay in the tray when you close its window.")
            : tr("Reminders come while Earshot runs. It can stay minimised when you close its window; this "
                 "desktop has no tray."));
    m_startsWithSystem->show(tr("Start with the system, too"), tr("Both can be changed in the settings"));
    auto *no = new Button(Button::Kind::Plain, tr("Not now"), this);
    auto *yes = new Button(Button::Kind::Primary, tr("Keep running"), this);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(yes);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    layout->addLayout(words);
    layout->addWidget(m_startsWithSystem);
    layout->addStretch();
    layout->addLayout(buttons);
    setMinimumWidth(scaled(420));
    connect(no, &Button::clicked, this, &QDialog::reject);
    connect(yes, &Button::clicked, this, &QDialog::accept);
    yes->setFocus();
}

bool KeepRunningDialog::startsWithSystem() const
{
    return m_startsWithSystem->isChecked();
}

/// A window's layout does not grow it when its texts wrap.
void KeepRunningDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

} // namespace earshot
