#include "wire/nkey.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace earshot {

// Public text: base32( prefix | 32 key bytes | crc16 )             35 bytes, 56 characters
// Seed text:   base32( S+kind, 13 bits of prefix in two bytes | 32 seed bytes | crc16 )   36 bytes, 58
// characters
//
//   |1 0 0 1 0|k k k|k k 0 0 0|0 0 0|   the seed's first two bytes: 'S', then the kind's five bits
//
// crc16 is CRC-16/XMODEM (polynomial 0x1021, start 0) over all before it, little endian.

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 base32, used without padding
constexpr std::uint8_t kSeedPrefix = 18 << 3; // 'S'
constexpr int kKeySize = 32;
constexpr int kSignatureSize = 64;
constexpr int kCrcSize = 2;
constexpr int kPublicTextSize = 56;
constexpr int kSeedTextSize = 58;

using Bytes = std::span<const std::uint8_t>;

struct PkeyDeleter {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct DigestDeleter {
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using Pkey = std::unique_ptr<EVP_PKEY, PkeyDeleter>;
using Digest = std::unique_ptr<EVP_MD_CTX, DigestDeleter>;

constexpr std::uint8_t prefixOf(NKeyKind kind)
{
    switch (kind) {
    case NKeyKind::Operator:
        return 14 << 3; // 'O'
    case NKeyKind::Account:
        return 0; // 'A'
    case NKeyKind::User:
        break;
    }
    return 20 << 3; // 'U'
}

std::optional<NKeyKind> kindOf(std::uint8_t prefix)
{
    for (const NKeyKind kind : {NKeyKind::Operator, NKeyKind::Account, NKeyKind::User}) {
        if (prefixOf(kind) == prefix)
            return kind;
    }
    return std::nullopt;
}

std::uint16_t crc16(Bytes data)
{
    std::uint16_t crc = 0;
    for (const std::uint8_t byte : data) {
        crc = std::uint16_t(crc ^ (byte << 8));
        for (int bit = 0; bit < 8; ++bit)
            crc = std::uint16_t((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1);
    }
    return crc;
}

QByteArray base32(Bytes data)
{
    QByteArray text;
    text.reserve(qsizetype(data.size() * 8 + 4) / 5);
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : data) {
        bits = (bits << 8) | byte;
        for (count += 8; count >= 5; count -= 5)
            text.append(kAlphabet[(bits >> (count - 5)) & 31]);
        bits &= 0xff;
    }
    if (count > 0)
        text.append(kAlphabet[(bits << (5 - count)) & 31]);
    return text;
}

/// -1 where the character is not of the alphabet.
int base32Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/// Only the one text that base32() makes of a value is read: left-over bits must be zero.
template<std::size_t Size>
bool readBase32(const QByteArray &text, std::array<std::uint8_t, Size> &data)
{
    std::uint32_t bits = 0;
    int count = 0;
    std::size_t filled = 0;
    for (const char c : text) {
        const int value = base32Value(c);
        if (value < 0)
            return false;
        bits = (bits << 5) | std::uint32_t(value);
        count += 5;
        if (count < 8)
            continue;
        if (filled == Size)
            return false;
        count -= 8;
        data[filled++] = std::uint8_t(bits >> count);
        bits &= (1u << count) - 1;
    }
    return filled == Size && bits == 0;
}

template<std::size_t Size>
void appendCrc(std::array<std::uint8_t, Size> &data)
{
    const std::uint16_t crc = crc16(Bytes(data).first(Size - kCrcSize));
    data[Size - 2] = std::uint8_t(crc & 0xff);
    data[Size - 1] = std::uint8_t(crc >> 8);
}

template<std::size_t Size>
bool crcMatches(const std::array<std::uint8_t, Size> &data)
{
    const std::uint16_t crc = crc16(Bytes(data).first(Size - kCrcSize));
    return data[Size - 2] == (crc & 0xff) && data[Size - 1] == (crc >> 8);
}

using PublicBytes = std::array<std::uint8_t, 1 + kKeySize + kCrcSize>;

std::optional<PublicBytes> readPublicKey(const QByteArray &text)
{
    PublicBytes data;
    if (text.size() != kPublicTextSize || !readBase32(text, data) || !kindOf(data[0]) || !crcMatches(data))
        return std::nullopt;
    return data;
}

Failure badSeed(const char *what)
{
    return {Cause::BadData, QStringLiteral("seed: ") + QLatin1String(what)};
}

} // namespace

struct NKey::Secret {
    std::array<std::uint8_t, kKeySize> bytes{};

    Secret() = default;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

    Pkey pkey() const
    {
        return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
    }
};

NKey::NKey(NKeyKind kind, std::shared_ptr<const Secret> secret)
    : m_kind(kind)
    , m_secret(std::move(secret))
{
    PublicBytes data{prefixOf(kind)};
    std::size_t size = kKeySize;
    const Pkey pkey = m_secret->pkey();
    if (!pkey || EVP_PKEY_get_raw_public_key(pkey.get(), data.data() + 1, &size) != 1)
        qFatal("OpenSSL offers no Ed25519");
    appendCrc(data);
    m_publicKey = base32(data);
}

NKey NKey::generate(NKeyKind kind)
{
    const auto secret = std::make_shared<Secret>();
    // A predictable key would be worse than no program.
    if (RAND_priv_bytes(secret->bytes.data(), kKeySize) != 1)
        qFatal("OpenSSL has no entropy");
    return NKey(kind, secret);
}

Result<NKey> NKey::fromSeed(const QByteArray &seed)
{
    if (seed.size() != kSeedTextSize)
        return badSeed("length");
    std::array<std::uint8_t, 2 + kKeySize + kCrcSize> data;
    struct Wipe {
        decltype(data) &what;
        ~Wipe() { OPENSSL_cleanse(what.data(), what.size()); }
    } wipe{data};
    if (!readBase32(seed, data))
        return badSeed("alphabet");
    if (!crcMatches(data))
        return badSeed("checksum");
    const auto kind = kindOf(std::uint8_t((data[0] & 7) << 5 | data[1] >> 3));
    if ((data[0] & 0xf8) != kSeedPrefix || (data[1] & 7) != 0 || !kind)
        return badSeed("prefix");

    const auto secret = std::make_shared<Secret>();
    std::memcpy(secret->bytes.data(), data.data() + 2, kKeySize);
    return NKey(*kind, secret);
}

UserKey NKey::userKey() const
{
    Q_ASSERT(m_kind == NKeyKind::User);
    return *UserKey::parse(QString::fromLatin1(m_publicKey));
}

QByteArray NKey::seed() const
{
    const std::uint8_t prefix = prefixOf(m_kind);
    std::array<std::uint8_t, 2 + kKeySize + kCrcSize> data{
        std::uint8_t(kSeedPrefix | prefix >> 5), std::uint8_t((prefix & 31) << 3)};
    std::memcpy(data.data() + 2, m_secret->bytes.data(), kKeySize);
    appendCrc(data);
    const QByteArray text = base32(data);
    OPENSSL_cleanse(data.data(), data.size());
    return text;
}

QByteArray NKey::sign(const QByteArray &message) const
{
    QByteArray signature(kSignatureSize, '\0');
    std::size_t size = kSignatureSize;
    const Pkey pkey = m_secret->pkey();
    const Digest digest(EVP_MD_CTX_new());
    const bool signedWell = pkey && digest
        && EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, pkey.get()) == 1
        && EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
               reinterpret_cast<const unsigned char *>(message.constData()), std::size_t(message.size()))
            == 1;
    if (!signedWell)
        qFatal("OpenSSL cannot sign with Ed25519");
    return signature;
}

bool verifySignature(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    const auto data = readPublicKey(publicKey);
    if (!data || signature.size() != kSignatureSize)
        return false;
    const Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data->data() + 1, kKeySize));
    const Digest digest(EVP_MD_CTX_new());
    return pkey && digest && EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, pkey.get()) == 1
        && EVP_DigestVerify(digest.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
               std::size_t(signature.size()), reinterpret_cast<const unsigned char *>(message.constData()),
               std::size_t(message.size()))
        == 1;
}

bool isValidPublicKey(const QByteArray &publicKey)
{
    return readPublicKey(publicKey).has_value();
}

} // namespace earshot
