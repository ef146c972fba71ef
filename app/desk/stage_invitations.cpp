#include "desk/stage_invitations.h"

#include <QCryptographicHash>

#include <openssl/rand.h>

#include <algorithm>

namespace earshot {

namespace {

constexpr int kSecretBytes = 16;
constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray hashOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

} // namespace

Result<QByteArray> StageInvitations::make(Role role)
{
    if (role == Role::Host)
        std::erase_if(m_kept, [](const KeptInvitation &kept) { return kept.role == Role::Host; });
    if (m_kept.size() >= kMost)
        return Failure{Cause::DeskRefused, QStringLiteral("too many unused invitations")};
    QByteArray bytes(kSecretBytes, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), kSecretBytes) != 1)
        return Failure{Cause::DeskRefused, QStringLiteral("the system gives no random numbers")};
    const QByteArray secret = bytes.toBase64(kBase64Url);
    m_kept.push_back({hashOf(secret), role});
    return secret;
}

std::optional<Role> StageInvitations::use(const QByteArray &secret)
{
    const auto found = std::ranges::find(m_kept, hashOf(secret), &KeptInvitation::sha256);
    if (secret.isEmpty() || found == m_kept.end())
        return std::nullopt;
    const Role role = found->role;
    m_kept.erase(found);
    return role;
}

bool StageInvitations::knows(const QByteArray &secret) const
{
    return !secret.isEmpty()
        && std::ranges::find(m_kept, hashOf(secret), &KeptInvitation::sha256) != m_kept.end();
}

} // namespace earshot
