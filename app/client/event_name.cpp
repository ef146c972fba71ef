#include "client/event_name.h"

namespace earshot {

namespace {

constexpr qsizetype kLongestTitle = 30;
constexpr int kChanceDigits = 8;
constexpr char kDigits[] = "23456789abcdefghjkmnpqrstvwxyz"; // none that look alike

} // namespace

EventId eventNamed(const QString &title, Random &random)
{
    QString name;
    // Accents fall off; letters of other scripts have no place in an id.
    for (const QChar c : title.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            name += c;
        else if (!c.isMark() && !name.isEmpty() && !name.endsWith(u'-'))
            name += u'-';
    }
    name.truncate(kLongestTitle);
    if (!name.isEmpty() && !name.endsWith(u'-'))
        name += u'-';
    std::uint64_t chance = random.next();
    for (int i = 0; i < kChanceDigits; ++i) {
        name += QLatin1Char(kDigits[chance % (sizeof(kDigits) - 1)]);
        chance /= sizeof(kDigits) - 1;
    }
    return EventId::parse(name).value();
}

} // namespace earshot
