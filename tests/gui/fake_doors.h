#pragma once

#include "client/hosting.h"
#include "client/talking.h"

#include <QStringList>

namespace earshot::test {

inline QString shortKey(const UserKey &key)
{
    return key.fingerprint();
}

/// Writes down what is asked of it: one line each, "remove AAAA too loud".
class FakeHosting final : public Hosting
{
public:
    QStringList asked;
    HostView shown;
    HostPlan plan; ///< that was opened last
    WallTime newStart{};
    std::optional<Failure> trouble; ///< of every plan

    const HostView &view() const override { return shown; }
    std::optional<Failure> check(const HostPlan &) const override { return trouble; }
    void open(const HostPlan &opened) override
    {
        plan = opened;
        asked << QStringLiteral("open %1").arg(opened.title);
    }
    void takeBack() override { asked << QStringLiteral("take back"); }
    void forgetOffer() override { asked << QStringLiteral("forget"); }
    void close() override { asked << QStringLiteral("close"); }
    void start() override { asked << QStringLiteral("start"); }
    void pause(const QString &notice) override { asked << QStringLiteral("pause %1").arg(notice); }
    void announceDelay(WallTime start, const QString &reason) override
    {
        newStart = start;
        asked << QStringLiteral("delay %1").arg(reason);
    }
    void cancel(const QString &reason) override { asked << QStringLiteral("cancel %1").arg(reason); }
    void moveTo(const QString &link) override { asked << QStringLiteral("move %1").arg(link); }
    void end() override { asked << QStringLiteral("end"); }
    void setMessage(const QString &text) override { asked << QStringLiteral("message %1").arg(text); }
    void setCopiesAllowed(bool allowed) override { asked << QStringLiteral("copies %1").arg(allowed); }
    void describe(const QString &title, const QString &description) override
    {
        asked << QStringLiteral("describe %1 / %2").arg(title, description);
    }
    void bringUp(const UserKey &key) override { asked << QStringLiteral("bring up %1").arg(shortKey(key)); }
    void dismiss(const UserKey &key) override { asked << QStringLiteral("dismiss %1").arg(shortKey(key)); }
    void setMuted(const UserKey &key, bool muted, const QString &reason) override
    {
        asked << QStringLiteral("%1 %2 %3")
                     .arg(muted ? QStringLiteral("mute") : QStringLiteral("unmute"), shortKey(key), reason)
                     .trimmed();
    }
    void remove(const UserKey &key, const QString &reason) override
    {
        asked << QStringLiteral("remove %1 %2").arg(shortKey(key), reason).trimmed();
    }
    void setCoHost(const UserKey &key, bool coHost) override
    {
        asked << QStringLiteral("co-host %1 %2")
                     .arg(shortKey(key), coHost ? QStringLiteral("on") : QStringLiteral("off"));
    }
    void makeSpeakerLink(Role role) override { asked << QStringLiteral("speaker link %1").arg(int(role)); }
};

/// The same of the microphone: "press Key", "release Key".
class FakeTalking final : public Talking
{
public:
    QStringList asked;
    TalkView shown;
    MicrophoneChoice choice;
    bool isListed = false;
    bool isWatched = false;

    const TalkView &view() const override { return shown; }
    void setChoice(const MicrophoneChoice &chosen) override { choice = chosen; }
    void list(bool list) override { isListed = list; }
    void watch(bool watch) override { isWatched = watch; }
    void press(TalkSource source) override { asked << QStringLiteral("press %1").arg(name(source)); }
    void release(TalkSource source) override { asked << QStringLiteral("release %1").arg(name(source)); }
    void focusLost() override { asked << QStringLiteral("focus lost"); }
    void keyLost() override { asked << QStringLiteral("key lost"); }
    void undoGuard() override { asked << QStringLiteral("undo guard"); }
    void raiseHand(const QString &as) override { asked << QStringLiteral("raise hand %1").arg(as); }
    void lowerHand() override { asked << QStringLiteral("lower hand"); }
    void acceptStage(const QString &as) override { asked << QStringLiteral("accept %1").arg(as); }
    void declineStage() override { asked << QStringLiteral("decline"); }
    void stepDown() override { asked << QStringLiteral("step down"); }
    void bringUp(const UserKey &key) override { asked << QStringLiteral("bring up %1").arg(shortKey(key)); }
    void lowerHandOf(const UserKey &key) override { asked << QStringLiteral("lower %1").arg(shortKey(key)); }
    void setMutedOnStage(const UserKey &key, bool muted, const QString &reason) override
    {
        asked << QStringLiteral("%1 %2 %3")
                     .arg(muted ? QStringLiteral("mute") : QStringLiteral("unmute"), shortKey(key), reason)
                     .trimmed();
    }
    void removeFromStage(const UserKey &key, const QString &reason) override
    {
        asked << QStringLiteral("remove %1 %2").arg(shortKey(key), reason).trimmed();
    }
    void startSoundcheck() override { asked << QStringLiteral("soundcheck"); }
    void stopSoundcheck() override { asked << QStringLiteral("stop soundcheck"); }
    void hearOneself(bool hear) override
    {
        asked << (hear ? QStringLiteral("hear oneself") : QStringLiteral("do not hear oneself"));
    }

private:
    static QString name(TalkSource source)
    {
        return source == TalkSource::Key      ? QStringLiteral("Key")
            : source == TalkSource::GlobalKey ? QStringLiteral("GlobalKey")
            : source == TalkSource::Button    ? QStringLiteral("Button")
                                              : QStringLiteral("Remote");
    }
};

} // namespace earshot::test
