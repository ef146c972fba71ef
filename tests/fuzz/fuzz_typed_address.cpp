#include "client/typed_address.h"
#include "wire/link.h"
#include "wire/podcast_feed.h"

#include <cstdlib>

using namespace earshot;

/// Whatever a person types or pastes: what is taken for an address is one, and carries no secret.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString typed = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const QString text = linkOfAddress(typed); !text.isEmpty()) {
        const auto link = readLink(text);
        if (!link || link->host.isEmpty() || !link->ticket.isEmpty() || !link->invitation.isEmpty())
            std::abort();
    }
    if (const auto base = readPodcastBase(typed)) {
        const bool isWeb
            = base->scheme() == QStringLiteral("https") || base->scheme() == QStringLiteral("http");
        if (!isWeb || base->host().isEmpty() || !base->path().endsWith(u'/'))
            std::abort();
    }
    return 0;
}
