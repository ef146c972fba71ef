#include "wire/jwt.h"

#include <cstdint>
#include <cstdlib>

using namespace earshot;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

const NKey &signer()
{
    static const NKey key = NKey::generate(NKeyKind::Account);
    return key;
}

/// The bytes as the claims of a ticket that is signed well, so that all checks behind the signature are
/// reached.
QByteArray signedText(const QByteArray &claims)
{
    constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    QByteArray text = claims;
    text.replace("ISSUER", signer().publicKey());
    const QByteArray header = R"({"alg":"ed25519-nkey","typ":"JWT"})";
    const QByteArray body = header.toBase64(base64Url) + '.' + text.toBase64(base64Url);
    return body + '.' + signer().sign(body).toBase64(base64Url);
}

} // namespace

/// Any bytes as a seed, a public key, a ticket and a ticket's claims: none may crash, and what is read must
/// come back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto key = NKey::fromSeed(bytes))
        require(key->seed() == bytes);
    isValidPublicKey(bytes);
    verifySignature(bytes.left(56), bytes, bytes.right(64));
    if (const auto read = readJwt(bytes))
        require(isValidPublicKey(read->subject) && isValidPublicKey(read->issuer));
    // Written again, a character may take six, and the whole has a limit.
    if (const auto read = readJwt(signedText(bytes)); read && size < 2000) {
        const auto again = readJwt(makeJwt(*read, signer()));
        require(again.ok() && *again == *read);
    }
    return 0;
}
