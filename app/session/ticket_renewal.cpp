#include "session/ticket_renewal.h"

#include "wire/jwt.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kBeforeEnd{60'000};
constexpr milliseconds kShortest{2000};

} // namespace

std::optional<QByteArray> accountOf(const QByteArray &ticket)
{
    const Result<JwtClaims> claims = readJwt(ticket);
    if (!claims)
        return std::nullopt;
    // A scoped key signs for the account that it belongs to.
    const QByteArray account = claims->nats.value(QLatin1String("issuer_account")).toString().toLatin1();
    return account.isEmpty() ? claims->issuer : account;
}

std::optional<WallTime> ticketExpiry(const QByteArray &ticket)
{
    const Result<JwtClaims> claims = readJwt(ticket);
    return claims ? claims->expires : std::nullopt;
}

milliseconds renewalWait(WallTime expires, WallTime now, Random &random)
{
    const milliseconds left = std::max(expires - now, milliseconds{0});
    const milliseconds half = left / 2;
    const milliseconds wait = left > kBeforeEnd ? std::min(half, left - kBeforeEnd) : half;
    const double early = 1.0 - 0.2 * random.fraction();
    return std::max(kShortest, milliseconds{std::int64_t(double(wait.count()) * early)});
}

bool isOfSameAccount(const QByteArray &ticket, const QByteArray &other)
{
    const auto account = accountOf(ticket);
    return account && account == accountOf(other);
}

} // namespace earshot
