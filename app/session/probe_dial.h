#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QHostAddress>
#include <QObject>
#include <QSslSocket>

#include <memory>
#include <optional>
#include <vector>

namespace earshot {

/// Dials all addresses of a name side by side, so that a family that goes nowhere (RFC 8305) is seen beside the
/// one that works. Single-threaded.
class ProbeDial : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t kMaxAddresses = 6;

    explicit ProbeDial(const Clock &clock)
        : m_clock(clock)
    { }
    ~ProbeDial() override;

    /// At most kMaxAddresses of them, the families in turn.
    void start(const QList<QHostAddress> &addresses, quint16 port);

    /// What has not answered by now does not count any more; nothing is signalled afterwards.
    void stop();

    /// Every address has answered in one way or another.
    bool isSettled() const;
    Instant begun() const { return m_begun; }
    /// Once, after `connected`; the others go on.
    std::unique_ptr<QSslSocket> takeConnected();
    QHostAddress connectedAddress() const;

    /// Of the whole, where none has connected: ConnectionRefused before ConnectTimeout before NetworkUnreachable.
    Failure failure() const;
    /// `192.0.2.1 connected in 12 ms; 2001:db8::1 no answer in 500 ms`.
    QString detail() const;

signals:
    void connected(); ///< the first one
    void settled();

private:
    struct Attempt {
        QHostAddress address;
        std::unique_ptr<QSslSocket> socket;
        std::optional<milliseconds> took;
        std::optional<Failure> failure;
    };
    void onConnected(Attempt &attempt);
    void onError(Attempt &attempt);
    milliseconds sinceStart() const;

    const Clock &m_clock;
    Instant m_begun{};
    std::vector<std::unique_ptr<Attempt>> m_attempts;
    Attempt *m_first = nullptr; ///< to connect
};

/// The families in turn, beginning with that of the first address (RFC 8305 §4).
QList<QHostAddress> familiesInTurn(const QList<QHostAddress> &addresses);

} // namespace earshot
