#include "settings.h"

namespace earshot {

Settings withChanges(Settings kept, const Settings &before, const Settings &after)
{
    const auto take = [&](auto part) {
        if (after.*part != before.*part)
            kept.*part = after.*part;
    };
    take(&Settings::sound);
    take(&Settings::microphone);
    take(&Settings::deviceTitle);
    take(&Settings::microphoneTitle);
    take(&Settings::talkKey);
    take(&Settings::ownName);
    take(&Settings::language);
    take(&Settings::theme);
    take(&Settings::reminders);
    return kept;
}

} // namespace earshot
