#pragma once

#include "event/schedule_card.h"

#include <QString>

namespace earshot::test {

/// 2026-11-21 18:00:00 UTC
constexpr WallTime kEvening = wallFromUnixMs(1'795'284'000'000);

inline ScheduleCard cardOf(const QString &id, Phase phase = Phase::Scheduled)
{
    ScheduleCard card{.id = *EventId::parse(id)};
    card.title = QStringLiteral("Event ") + id;
    card.hostName = QStringLiteral("Ana");
    card.phase = phase;
    card.planned = kEvening;
    card.revision = quint64(toUnixMs(kEvening)) - 3'600'000;
    if (phase == Phase::Live || phase == Phase::Paused || phase == Phase::Ended)
        card.started = kEvening + minutes{5};
    if (phase == Phase::Ended)
        card.ended = kEvening + minutes{65};
    return card;
}

inline ScheduleCard recordedCard(const QString &id)
{
    ScheduleCard card = cardOf(id, Phase::Ended);
    card.recording = RecordingPromise::Ready;
    card.recorded = RecordingNote{.folder = id + QStringLiteral("/20261121T180500Z"),
        .programme = {QStringLiteral("programme.opus"), 43'200'000, QByteArray(32, '\x5a')},
        .duration = minutes{60},
        .published = kEvening + minutes{66}};
    return card;
}

/// Texts that would break a file whose writer trusts them.
inline QStringList hostileTexts()
{
    QString everyLow;
    for (char16_t c = 0; c < 0xa0; ++c)
        everyLow += QChar(c);
    return {QStringLiteral("\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\n"),
        QStringLiteral("a;b,c\\n d:e \\\\ \"f\" ^n"), QStringLiteral("</title><item>]]>&amp;&#0;<!--"),
        QStringLiteral("<script>alert(1)</script>"), everyLow, QString(QChar(0xd800)),
        QString(QChar(0xdc00)) + QChar(0xd800), QString(QChar(0xfffe)) + QChar(0xffff), QString(),
        QStringLiteral(" "), QString(2000, QChar(0x00e9)),
        QString(500, u'x') + QStringLiteral("\n\u2028\u2029"), QStringLiteral("😀").repeated(300),
        QStringLiteral("€").repeated(301)};
}

} // namespace earshot::test
