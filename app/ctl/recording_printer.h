#pragma once

#include "ctl/printer.h"
#include "desk/recording_stats.h"

namespace earshot::ctl {

/// Prints how an event's recording does: of kind "recording", one line for each change.
class RecordingPrinter
{
public:
    explicit RecordingPrinter(Printer &printer)
        : m_printer(printer)
    { }
    void print(const RecordingStats &stats);

private:
    Printer &m_printer;
    RecordingStats m_printed;
};

} // namespace earshot::ctl
