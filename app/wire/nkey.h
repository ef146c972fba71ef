#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QByteArray>

#include <memory>

namespace earshot {

/// What a key stands for; the first letter of its public text (https://docs.nats.io, nkeys: base32 of prefix
/// byte, 32 key bytes and CRC-16/XMODEM, little endian).
enum class NKeyKind { Operator, Account, User };

/// A whole Ed25519 key pair (RFC 8032). Copies share one secret, which is wiped when the last of them dies.
class NKey
{
public:
    static NKey generate(NKeyKind kind);
    /// Reads `SO…`, `SA…`, `SU…`. Fails with BadData on a wrong alphabet, length, prefix or checksum.
    static Result<NKey> fromSeed(const QByteArray &seed);

    NKeyKind kind() const { return m_kind; }
    const QByteArray &publicKey() const { return m_publicKey; } ///< `O…`, `A…`, `U…`, 56 characters
    UserKey userKey() const; ///< kind must be User
    QByteArray seed() const; ///< the secret, 58 characters; only for the keychain or a 0600 file
    QByteArray sign(const QByteArray &message) const; ///< 64 bytes

private:
    struct Secret; ///< the 32 seed bytes of RFC 8032

    NKey(NKeyKind kind, std::shared_ptr<const Secret> secret);

    NKeyKind m_kind;
    std::shared_ptr<const Secret> m_secret;
    QByteArray m_publicKey;
};

/// True where `signature` over `message` was made by the owner of `publicKey` (any kind). False also for
/// malformed keys.
bool verifySignature(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);

/// True where alphabet, length, prefix and checksum of a public key are right.
bool isValidPublicKey(const QByteArray &publicKey);

} // namespace earshot
