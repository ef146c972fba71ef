#include "wire/host_credentials.h"
#include "wire/jwt.h"

#include <cstdlib>

using namespace earshot;

/// Whatever is accepted must be written and read back as the same value. Bytes begin with real credentials, as chance
/// alone makes no signature: the first says where the others overwrite them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QByteArray kReal = [] {
        const NKey account = NKey::generate(NKeyKind::Account);
        const NKey host = NKey::generate(NKeyKind::User);
        const auto ticket = [&](const NKey &user) {
            return makeUserTicket(
                user.publicKey(), QStringLiteral("x"), account.publicKey(), account, {}, {});
        };
        return writeHostCredentials({{ticket(host), host}, account.publicKey(), account, ticket(host), {}});
    }();
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    QByteArray file = bytes;
    if (size > 2 && data[0] % 2 == 1) {
        file = kReal;
        file.replace((data[1] * file.size()) / 256, bytes.size() - 2, bytes.mid(2));
    }
    const auto read = readHostCredentials(file);
    if (!read)
        return 0;
    const auto again = readHostCredentials(writeHostCredentials(*read));
    if (!again || again->desk.ticket != read->desk.ticket || again->account != read->account
        || again->server != read->server)
        std::abort();
    return 0;
}
