#pragma once

#include "base/result.h"
#include "wire/nats_codec.h"

#include <QJsonObject>

namespace earshot {

/// What JetStream answered: an object, or its own error.
struct JetStreamAnswer {
    /// Its `err_code`s that mean something to a desk.
    enum Error {
        None = 0,
        NoPeers = 10005, ///< too few servers for the replicas asked for
        NoMessage = 10037,
        StorageExceeded = 10047,
        NameInUse = 10058, ///< with another configuration
        NoStream = 10059,
        WrongSequence = 10071, ///< somebody wrote in between
        NoReplicas = 10074, ///< no cluster
    };

    QJsonObject object;
    int error = None;
    std::optional<Failure> failure; ///< no answer, an error, or an answer that cannot be read

    /// The server will not store more, whoever asks: its limits, its disk.
    bool isOutOfRoom() const;
    /// The sequence of the message just stored, 0 where none was.
    quint64 storedSequence() const;
    /// What MSG.GET was asked for. No data where what is stored is itself a server's answer (`wire/server_answer.h`): nobody
    /// who may write there has said it.
    QByteArray data() const;
    QByteArray headers() const;
};

JetStreamAnswer readJetStreamAnswer(const Result<NatsMessage> &answer);

} // namespace earshot
