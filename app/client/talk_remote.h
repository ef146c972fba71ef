#pragma once

#include "base/clock.h"
#include "client/talking.h"

#include <QSet>

#include <memory>

class QLocalServer;
class QLocalSocket;

namespace earshot {

/// Lets other programs of the same user press the talk key (`earshotctl talk on|off|toggle|status`): a local socket, one
/// word a line in, one line of JSON out. While one is on stage. It is a switch: who switched on may go, and it stays on.
/// Where another Earshot has the socket it is asked for again until it is free. Main thread.
///
///   {"open":true,"blocked":false,"stage":true,"end":"released"}
class TalkRemote : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxLine = 64;
    static constexpr int kMaxClients = 8;

    static constexpr seconds kRetryRhythm{2};
    enum class State { Off, Listening, Taken };

    /// `name` empty: socketName().
    TalkRemote(Talking &talking, Clock &clock, QString name = {});
    ~TalkRemote() override;

    /// In the folder that only this user can read, where the system has one.
    static QString socketName();
    State state() const { return m_state; }
    bool isListening() const { return m_state == State::Listening; }

signals:
    void stateChanged(earshot::TalkRemote::State state);

private:
    void follow();
    void listen();
    void close();
    void setState(State state);
    void onConnection();
    void onReadyRead(QLocalSocket &client);
    QByteArray obey(const QByteArray &word);

    Talking &m_talking;
    const QString m_name;
    std::unique_ptr<QLocalServer> m_server; ///< while Listening
    std::unique_ptr<Timer> m_retry; ///< while Taken
    QSet<QLocalSocket *> m_clients; ///< of m_server
    State m_state = State::Off;
};

/// The other end. Fails with NoResponders where no Earshot of this user is on stage, with RequestTimeout, or with BadData.
struct TalkAnswer {
    bool open = false;
    bool blocked = false;
    QString
        end; ///< why it was closed last: released, focus, key, suspended, device, muted, line, feedback, stage, watchdog
};
Result<TalkAnswer> askTalkRemote(const QByteArray &word, const QString &name = TalkRemote::socketName(),
    milliseconds patience = seconds{2});

} // namespace earshot
