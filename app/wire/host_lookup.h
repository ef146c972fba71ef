#pragma once

#include <QObject>

class QHostInfo;

namespace earshot {

/// Asks the system for the addresses of a name: one question at a time, one `answered` to each that is not
/// stopped, never from within `start`. Single-threaded.
class HostLookup : public QObject
{
    Q_OBJECT
public:
    HostLookup() = default;
    ~HostLookup() override { stop(); }

    /// In place of the question before.
    void start(const QString &host);
    /// Nothing is signalled afterwards.
    void stop();
    bool isRunning() const { return m_id != kNone; }

signals:
    void answered(const QHostInfo &answer);

private slots:
    void onAnswer(const QHostInfo &answer);

private:
    static constexpr int kNone = -1;
    int m_id = kNone;
};

} // namespace earshot
