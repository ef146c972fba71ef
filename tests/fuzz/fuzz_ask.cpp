#include "wire/messages.h"

#include <cstdlib>

using namespace earshot;

/// Without the key nobody makes an ask that is accepted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const EventId event = *EventId::parse(u"a");
    static const UserKey from = *UserKey::parse(QString(u'U') + QString(55, u'A'));
    if (readAsk(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)), event, from, WallTime{}))
        std::abort();
    return 0;
}
