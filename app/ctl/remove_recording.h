#pragma once

#include "client/recording_remover.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "event/schedule_card.h"

namespace earshot::ctl {

/// What is to be removed from a server, and by whose right.
struct RemovalOrder {
    Link link;
    QString name;
    bool isConfirmed = false; ///< else the person at the terminal is asked
    QString engineFolder;
    std::optional<QString> credentials; ///< a file; in the place of the engine's right
};

/// Removes it, says how that went, and returns the exit code.
int removeRecording(const RemovalOrder &order, const Schedule &schedule, Clock &clock, Random &random,
    Printer &printer, Interrupt &interrupt);

} // namespace earshot::ctl
