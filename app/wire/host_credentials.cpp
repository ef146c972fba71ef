#include "wire/host_credentials.h"

#include "wire/jwt.h"

#include <QMap>

namespace earshot {

namespace {

constexpr char kDeskTicket[] = "NATS USER JWT";
constexpr char kDeskSeed[] = "USER NKEY SEED";
constexpr char kSpeakerSeed[] = "EARSHOT SPEAKER SIGNING SEED";
constexpr char kListenerTicket[] = "EARSHOT LISTENER JWT";
constexpr char kServerLink[] = "EARSHOT SERVER LINK";
constexpr const char *kRequired[] = {kDeskTicket, kDeskSeed, kSpeakerSeed, kListenerTicket};

constexpr char kWarning[] = "\n************************* IMPORTANT *************************\n"
                            "The seeds below let whoever has them host events and let people speak, also\n"
                            "after the ticket above has ended, until the server's owner withdraws them.\n"
                            "Treat this file as a secret.\n\n";

using Blocks = QMap<QByteArray, QByteArray>;

Failure bad(const char *block)
{
    return {Cause::CredentialsUnusable, QString::fromLatin1(block)};
}

QByteArray block(const char *name, const QByteArray &content)
{
    return QByteArray("-----BEGIN ") + name + "-----\n" + content + "\n------END " + name + "------\n";
}

/// The name in `---BEGIN name---`, with three or more dashes on both sides; empty where the line is another.
QByteArray named(const QByteArray &line, const char *keyword)
{
    if (!line.startsWith("---") || !line.endsWith("---"))
        return {};
    qsizetype first = 0;
    qsizetype last = line.size();
    while (first < last && line[first] == '-')
        ++first;
    while (last > first && line[last - 1] == '-')
        --last;
    const QByteArray inner = line.mid(first, last - first);
    return inner.startsWith(keyword) ? inner.mid(qsizetype(qstrlen(keyword))) : QByteArray();
}

/// One line of content each; what stands between the blocks is for people.
Result<Blocks> readBlocks(const QByteArray &file)
{
    Blocks blocks;
    QByteArray open;
    for (const QByteArray &raw : file.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (const QByteArray begun = named(line, "BEGIN "); !begun.isEmpty()) {
            open = begun;
        } else if (!named(line, "END ").isEmpty()) {
            open.clear();
        } else if (!open.isEmpty() && !line.isEmpty()) {
            if (blocks.contains(open))
                return bad("two lines in one block");
            blocks[open] = line;
        }
    }
    for (const char *name : kRequired) {
        if (!blocks.contains(name))
            return bad(name);
    }
    return blocks;
}

/// A user ticket's account: the one that it names, else the one that signed it.
QByteArray accountOf(const JwtClaims &claims)
{
    const QByteArray named = claims.nats.value(QLatin1String("issuer_account")).toString().toUtf8();
    return named.isEmpty() ? claims.issuer : named;
}

} // namespace

QByteArray writeHostCredentials(const HostCredentials &credentials)
{
    QByteArray file = block(kDeskTicket, credentials.desk.ticket) + kWarning
        + block(kDeskSeed, credentials.desk.key->seed()) + '\n'
        + block(kSpeakerSeed, credentials.speakerKey.seed()) + '\n'
        + block(kListenerTicket, credentials.listenerTicket);
    if (credentials.server)
        file += '\n' + block(kServerLink, credentials.server->withoutTicket().toUtf8());
    return file;
}

Result<HostCredentials> readHostCredentials(const QByteArray &file)
{
    if (file.size() > kMaxHostCredentialsBytes)
        return Failure{Cause::CredentialsUnusable, QStringLiteral("size")};
    const Result<Blocks> blocks = readBlocks(file);
    if (!blocks)
        return blocks.failure();
    const QByteArray deskTicket = blocks->value(kDeskTicket);
    const QByteArray listenerTicket = blocks->value(kListenerTicket);
    const auto desk = readJwt(deskTicket);
    if (!desk)
        return bad(kDeskTicket);
    const auto deskKey = NKey::fromSeed(blocks->value(kDeskSeed));
    if (!deskKey || deskKey->kind() != NKeyKind::User || deskKey->publicKey() != desk->subject)
        return bad(kDeskSeed);
    const auto speakerKey = NKey::fromSeed(blocks->value(kSpeakerSeed));
    if (!speakerKey || speakerKey->kind() != NKeyKind::Account)
        return bad(kSpeakerSeed);
    const auto listener = readJwt(listenerTicket);
    if (!listener)
        return bad(kListenerTicket);
    // With one account for all, any listener could have the streams deleted.
    const QByteArray account = accountOf(*listener);
    if (account == accountOf(*desk))
        return bad("one account for desk and listeners");
    HostCredentials credentials{{deskTicket, *deskKey}, account, *speakerKey, listenerTicket, {}};
    if (blocks->contains(kServerLink)) {
        const auto link = readLink(QString::fromUtf8(blocks->value(kServerLink)));
        if (!link)
            return bad(kServerLink);
        credentials.server = *link;
        credentials.server->event.reset();
        credentials.server->ticket.clear();
        credentials.server->invitation.clear();
    }
    return credentials;
}

} // namespace earshot
