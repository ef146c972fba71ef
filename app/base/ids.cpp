#include "base/ids.h"

#include <algorithm>

namespace earshot {

std::optional<EventId> EventId::parse(QStringView text)
{
    const bool valid = !text.isEmpty() && text.size() <= 48 && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    return valid ? std::optional(EventId(text.toString())) : std::nullopt;
}

std::optional<UserKey> UserKey::parse(QStringView text)
{
    const bool valid = text.size() == 56 && text.front() == u'U' && std::ranges::all_of(text, [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'2' && c <= u'7');
    });
    return valid ? std::optional(UserKey(text.toString())) : std::nullopt;
}

} // namespace earshot
