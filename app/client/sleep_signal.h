#pragma once

#include <QObject>

namespace earshot {

/// logind's word that this computer woke up (org.freedesktop.login1, PrepareForSleep). Silent where there is no
/// system bus.
class SleepSignal : public QObject
{
    Q_OBJECT
public:
    explicit SleepSignal(QObject *parent = nullptr);

signals:
    void wokeUp();

private slots:
    void onPrepareForSleep(bool isStarting);
};

} // namespace earshot
