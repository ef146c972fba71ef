#pragma once

#include "client/host_view.h"

#include <QDialog>

#include <functional>

class QBoxLayout;
class QScrollArea;

namespace earshot {

class Button;
class Field;
class NoteField;
class OptionRow;
class Text;
class TimeField;

/// Says why a plan cannot be hosted; nothing where it can.
using PlanCheck = std::function<std::optional<Failure>(const HostPlan &plan)>;

/// Sets an event up: what, when, for whom, and where. Says while it is filled in what stands in the way.
class HostSetupDialog : public QDialog
{
    Q_OBJECT
public:
    HostSetupDialog(PlanCheck check, const QString &hostName, WallTime now, QWidget *parent);

    HostPlan plan() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeWhat(QWidget *parent);
    QWidget *makeWhen(QWidget *parent);
    QWidget *makeWho(QWidget *parent);
    QWidget *makeKept(QWidget *parent);
    QWidget *makeWhere(QWidget *parent);
    OptionRow *addOption(QWidget *group, const QString &title, const QString &detail);
    HostPlan::Place place() const;
    void judge();

    PlanCheck m_check;
    WallTime m_now;
    bool m_isTouched = false; ///< an empty title is told only after something was entered
    QScrollArea *m_scroller = nullptr;
    QBoxLayout *m_middle = nullptr; ///< when and who, side by side where there is room
    QBoxLayout *m_kept = nullptr; ///< the same of what is kept
    Field *m_title = nullptr;
    NoteField *m_description = nullptr;
    Field *m_hostName = nullptr;
    OptionRow *m_atOnce = nullptr;
    OptionRow *m_later = nullptr;
    TimeField *m_time = nullptr;
    OptionRow *m_open = nullptr;
    OptionRow *m_withLink = nullptr;
    OptionRow *m_record = nullptr;
    OptionRow *m_copies = nullptr;
    OptionRow *m_here = nullptr;
    OptionRow *m_network = nullptr;
    Field *m_address = nullptr;
    OptionRow *m_server = nullptr;
    NoteField *m_credentials = nullptr;
    Text *m_reason;
    Button *m_host;
};

} // namespace earshot
