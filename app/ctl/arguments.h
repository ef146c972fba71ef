#pragma once

#include "ctl/command.h"

#include <QCommandLineParser>

namespace earshot::ctl {

/// One command's options: what all commands share, and reading them with a sentence for each mistake.
class Arguments
{
public:
    /// `positional` is the name of the one argument without a dash, empty where there is none. A LINK may be `-`: the
    /// first line of standard input, which other users of this computer cannot see, as they do the arguments of programs.
    Arguments(const QString &description, const QString &positional);

    void add(const QString &name, const QString &description, const QString &valueName = {},
        const QString &standard = {});
    /// Up to so many further arguments without a dash, named so in the help.
    void allowMore(const QStringList &names);
    /// False: the program ends with `exitCode()`; what was wrong is on standard error, or help on standard
    /// output.
    bool read(const QStringList &arguments);
    int exitCode() const { return m_exitCode; }

    bool json() const { return m_parser.isSet(QStringLiteral("json")); }
    bool has(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }
    QString positional() const { return m_given; }
    const QStringList &more() const { return m_moreGiven; }
    /// `--for`: how long; nothing = until interrupted.
    std::optional<std::chrono::milliseconds> duration() const { return m_duration; }

private:
    bool fail(const QString &text);

    QCommandLineParser m_parser;
    QString m_positional;
    QString m_given;
    qsizetype m_mostMore = 0;
    QStringList m_moreGiven;
    std::optional<std::chrono::milliseconds> m_duration;
    int m_exitCode = Ok;
};

/// Nothing: why it is no link is on standard error, and the program ends with Refused.
std::optional<Link> readLinkOrSay(const QString &text);

} // namespace earshot::ctl
