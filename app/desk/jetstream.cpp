#include "desk/jetstream.h"

#include "wire/server_answer.h"

#include <QJsonDocument>

#include <algorithm>

namespace earshot {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxAnswer = 512 * 1024;
constexpr int kNoResponders = 503;
constexpr int kWrongSequenceConstant
    = 10164; ///< where another's is not stored yet (clusters, nats-server 2.11 on)

} // namespace

JetStreamAnswer readJetStreamAnswer(const Result<NatsMessage> &answer)
{
    if (!answer)
        return {{}, JetStreamAnswer::None, answer.failure()};
    if (answer->status != 0) {
        const Cause cause = answer->status == kNoResponders ? Cause::NoResponders : Cause::BadData;
        return {{}, JetStreamAnswer::None, Failure{cause, QString::number(answer->status)}};
    }
    const QJsonDocument document
        = answer->payload.size() <= kMaxAnswer ? QJsonDocument::fromJson(answer->payload) : QJsonDocument();
    if (!document.isObject())
        return {{}, JetStreamAnswer::None, Failure{Cause::BadData, QStringLiteral("JetStream's answer")}};
    JetStreamAnswer read{document.object(), JetStreamAnswer::None, std::nullopt};
    if (read.object.contains("error"_L1)) {
        const QJsonObject error = read.object["error"_L1].toObject();
        read.error = error["err_code"_L1].toInt(-1);
        if (read.error == kWrongSequenceConstant)
            read.error = JetStreamAnswer::WrongSequence;
        read.failure = Failure{Cause::NotPermitted, error["description"_L1].toString().left(200)};
        if (read.error == JetStreamAnswer::WrongSequence)
            read.failure->cause = Cause::WrongRevision;
        else if (read.isOutOfRoom())
            read.failure->cause = Cause::StorageFull;
    }
    return read;
}

bool JetStreamAnswer::isOutOfRoom() const
{
    // Account's resources, the server's resources, storage, a stream that cannot write or is full.
    constexpr int kCodes[] = {10002, 10023, 10028, StorageExceeded, 10077};
    // A cluster that finds no place for a stream of this size says so in words only.
    if (error == NoPeers && failure && failure->detail.contains("insufficient storage"_L1))
        return true;
    return std::ranges::find(kCodes, error) != std::end(kCodes);
}

quint64 JetStreamAnswer::storedSequence() const
{
    const double sequence = failure ? 0 : object["seq"_L1].toDouble();
    return sequence >= 1 && sequence < 9e15 ? quint64(sequence) : 0;
}

QByteArray JetStreamAnswer::headers() const
{
    return QByteArray::fromBase64(object["message"_L1].toObject()["hdrs"_L1].toString().toLatin1());
}

QByteArray JetStreamAnswer::data() const
{
    const QByteArray said = headers();
    const bool isServers = said.contains(QByteArray("\r\n") + kStreamHeader + ':')
        || (!said.isEmpty() && !said.startsWith("NATS/1.0\r\n"));
    if (failure || isServers)
        return {};
    return QByteArray::fromBase64(object["message"_L1].toObject()["data"_L1].toString().toLatin1());
}

} // namespace earshot
