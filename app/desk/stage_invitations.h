#pragma once

#include "base/result.h"
#include "wire/lease_record.h"

namespace earshot {

/// The one-time invitations of speakers' links. Only what tells a secret when it is shown is kept: its SHA-256 (it
/// has 128 random bits, so that nobody finds it from there).
class StageInvitations
{
public:
    static constexpr std::size_t kMost = 64; ///< unused ones

    /// A new secret, 22 characters of base64url; a host's replaces an unused one. Fails with DeskRefused where there are
    /// kMost.
    Result<QByteArray> make(Role role);
    /// The role of the invitation, which is used up; nothing where it is none, or was used.
    std::optional<Role> use(const QByteArray &secret);
    /// True where it could be used.
    bool knows(const QByteArray &secret) const;

    const std::vector<KeptInvitation> &kept() const { return m_kept; }
    void setKept(const std::vector<KeptInvitation> &kept) { m_kept = kept; }

private:
    std::vector<KeptInvitation> m_kept;
};

} // namespace earshot
