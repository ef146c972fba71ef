#include "ctl/host_orders.h"

#include "ctl/command.h"

#include <functional>

namespace earshot::ctl {

const char kHostOrders[]
    = "start; pause TEXT; message TEXT; title TEXT; delay 10m REASON; cancel REASON; move LINK; end; "
      "bring KEY; dismiss KEY; mute KEY REASON; unmute KEY; remove KEY REASON; co-host KEY; "
      "invite speaker|co-host|host; copies on|off; close";

namespace {

struct Order {
    const char *word;
    std::function<QString(Hosting &, const QString &rest, WallTime now)> run;
};

/// The first word, and what follows it.
std::pair<QString, QString> split(const QString &text)
{
    const qsizetype end = text.indexOf(u' ');
    return {text.left(end), end < 0 ? QString() : text.mid(end + 1).trimmed()};
}

auto plain(std::function<void(Hosting &)> run)
{
    return [run](Hosting &hosting, const QString &, WallTime) {
        run(hosting);
        return QString();
    };
}

auto ofText(void (Hosting::*run)(const QString &))
{
    return [run](Hosting &hosting, const QString &rest, WallTime) {
        (hosting.*run)(rest);
        return QString();
    };
}

auto ofPerson(std::function<void(Hosting &, const UserKey &, const QString &rest)> run)
{
    return [run](Hosting &hosting, const QString &rest, WallTime) {
        const auto [text, reason] = split(rest);
        const auto key = UserKey::parse(text);
        if (!key)
            return QStringLiteral("a public key (U…, 56 characters) comes next, not \"%1\"").arg(text);
        run(hosting, *key, reason);
        return QString();
    };
}

QString delay(Hosting &hosting, const QString &rest, WallTime now)
{
    const auto [text, reason] = split(rest);
    const auto duration = readDuration(text);
    if (!duration)
        return QStringLiteral("a duration like 10m comes next, not \"%1\"").arg(text);
    hosting.announceDelay(now + *duration, reason);
    return {};
}

QString invite(Hosting &hosting, const QString &rest, WallTime)
{
    if (rest.isEmpty() || rest == QLatin1String("speaker"))
        hosting.makeSpeakerLink(Role::Speaker);
    else if (rest == QLatin1String("co-host"))
        hosting.makeSpeakerLink(Role::CoHost);
    else if (rest == QLatin1String("host"))
        hosting.makeSpeakerLink(Role::Host);
    else
        return QStringLiteral("speaker, co-host or host comes next, not \"%1\"").arg(rest);
    return {};
}

QString allowCopies(Hosting &hosting, const QString &rest, WallTime)
{
    if (rest != QLatin1String("on") && rest != QLatin1String("off"))
        return QStringLiteral("on or off comes next, not \"%1\"").arg(rest);
    hosting.setCopiesAllowed(rest == QLatin1String("on"));
    return {};
}

const std::vector<Order> &orders()
{
    static const std::vector<Order> all{
        {"start", plain([](Hosting &h) { h.start(); })},
        {"pause", ofText(&Hosting::pause)},
        {"message", ofText(&Hosting::setMessage)},
        {"title",
            [](Hosting &h, const QString &rest, WallTime) {
                h.describe(rest, h.view().description);
                return QString();
            }},
        {"delay", delay},
        {"cancel", ofText(&Hosting::cancel)},
        {"move", ofText(&Hosting::moveTo)},
        {"end", plain([](Hosting &h) { h.end(); })},
        {"bring", ofPerson([](Hosting &h, const UserKey &key, const QString &) { h.bringUp(key); })},
        {"dismiss", ofPerson([](Hosting &h, const UserKey &key, const QString &) { h.dismiss(key); })},
        {"mute",
            ofPerson([](Hosting &h, const UserKey &key, const QString &why) { h.setMuted(key, true, why); })},
        {"unmute",
            ofPerson([](Hosting &h, const UserKey &key, const QString &) { h.setMuted(key, false, {}); })},
        {"remove", ofPerson([](Hosting &h, const UserKey &key, const QString &why) { h.remove(key, why); })},
        {"co-host",
            ofPerson([](Hosting &h, const UserKey &key, const QString &) { h.setCoHost(key, true); })},
        {"invite", invite},
        {"copies", allowCopies},
        {"close", plain([](Hosting &h) { h.close(); })},
    };
    return all;
}

} // namespace

QString obey(Hosting &hosting, const QString &line, WallTime now)
{
    const auto [word, rest] = split(line);
    for (const Order &order : orders()) {
        if (word == QLatin1String(order.word))
            return order.run(hosting, rest, now);
    }
    return QStringLiteral("there is no command \"%1\"").arg(word);
}

} // namespace earshot::ctl
