#pragma once

#include "client/talking.h"

#include <memory>

class QLocalServer;
class QLocalSocket;

namespace earshot {

/// Lets other programs of the same user press the talk key (`earshotctl talk on|off|toggle|status`): a local socket, one
/// word a line in, one line of JSON out. While one is on stage. Main thread.
///
///   {"open":true,"blocked":false,"stage":true,"end":"released"}
class TalkRemote : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxLine = 64;
    static constexpr int kMaxClients = 8;

    /// `name` empty: socketName().
    explicit TalkRemote(Talking &talking, QString name = {});
    ~TalkRemote() override;

    /// In the folder that only this user can read, where the system has one.
    static QString socketName();
    bool isListening() const;

private:
    void follow();
    void onConnection();
    void onReadyRead(QLocalSocket &client);
    QByteArray obey(const QByteArray &word);

    Talking &m_talking;
    const QString m_name;
    std::unique_ptr<QLocalServer> m_server;
    int m_clients = 0;
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
