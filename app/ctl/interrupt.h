#pragma once

#include <QObject>

namespace earshot::ctl {

/// Turns SIGINT and SIGTERM into a signal on the event loop, so that everything ends in order. One per
/// program.
class Interrupt : public QObject
{
    Q_OBJECT
public:
    Interrupt();

signals:
    void received();
};

} // namespace earshot::ctl
