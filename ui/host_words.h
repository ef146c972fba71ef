#pragma once

#include "diagnosis/sentence.h"
#include "event_words.h"
#include "host_scene.h"

#include <QCoreApplication>

namespace earshot {

/// The host's page in words.
class HostWords
{
    Q_DECLARE_TR_FUNCTIONS(HostWords)
public:
    static QString title(const HostView &view, const HostScene &scene);
    /// "You host · started 20:03 · recording 00:26:41, safe on disk"
    static QString subtitle(const HostView &view, const HostScene &scene, WallTime now);
    /// "publishing the recording, 40 %"; empty where there is nothing to be said.
    static QString recording(const HostView &view, WallTime now);
    static PillWords phase(const HostScene &scene, WallTime now); ///< "ON AIR", "Starts in 12 min"
    static QString sidebarNote(const HostView &view); ///< "on air"; empty where nothing is

    struct State {
        Severity severity = Severity::Info;
        Sentence words;

        bool operator==(const State &) const = default;
    };
    /// What stands above everything else: the desk is not in charge, the event has ended. Nothing while all is well.
    static std::optional<State> state(const HostView &view, const HostScene &scene, WallTime now);
    static Sentence failure(const Failure &failure); ///< why something cannot be hosted
    static QString starting(HostPlan::Place place);

    static QString offerTitle(const HostOffer &offer);
    static QString offerText(const HostOffer &offer, WallTime now);
    static QString takeBack(const HostOffer &offer); ///< "Take it back", "Finish the recording"
    static QString forget(const HostOffer &offer);
    static QString another(const HostOffer &offer); ///< what it means to host another event instead

    static QString personName(const UserKey &key, const QString &name); ///< "Listener 4F2A" for an empty one
    static QString member(const StageMember &member, const SpeakerView *heard, WallTime now);
    static Tone memberTone(const StageMember &member, const SpeakerView *heard);
    static QString handAge(const RaisedHand &hand, WallTime now); ///< "2 min"
    /// "looks like Jonas Klein": somebody else on stage or in line has a name that reads the same; empty where nobody.
    static QString lookAlike(const UserKey &key, const QString &name, const HostScene &scene);

    static QString audience(const EventState &event); ///< "1,187 ± 9 of 1,204 listeners hear the stage."
};

} // namespace earshot
