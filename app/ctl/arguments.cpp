#include "ctl/arguments.h"

#include "ctl/printer.h"
#include "ctl/secret_input.h"
#include "diagnosis/sentence.h"

namespace earshot::ctl {

namespace {
const QString kLink = QStringLiteral("LINK");
}

Arguments::Arguments(const QString &description, const QString &positional)
    : m_positional(positional)
{
    m_parser.setApplicationDescription(description);
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    m_parser.addHelpOption();
    add(QStringLiteral("json"), QStringLiteral("one JSON object per line"));
    if (!positional.isEmpty())
        m_parser.addPositionalArgument(positional,
            positional == kLink
                ? QStringLiteral("\"-\": the first line of standard input, where no other user sees it")
                : QString());
}

void Arguments::add(
    const QString &name, const QString &description, const QString &valueName, const QString &standard)
{
    m_parser.addOption(QCommandLineOption(name, description, valueName, standard));
}

void Arguments::allowMore(const QStringList &names)
{
    m_mostMore = names.size();
    for (const QString &name : names)
        m_parser.addPositionalArgument(name, QString(), u'[' + name + u']');
}

bool Arguments::read(const QStringList &arguments)
{
    if (!m_parser.parse(arguments))
        return fail(m_parser.errorText());
    if (m_parser.isSet(QStringLiteral("help"))) {
        std::fputs(qUtf8Printable(m_parser.helpText()), stdout);
        m_exitCode = Ok;
        return false;
    }
    const qsizetype given = m_parser.positionalArguments().size();
    if (!m_positional.isEmpty() && given == 0)
        return fail(QStringLiteral("%1 is missing").arg(m_positional));
    if (given > (m_positional.isEmpty() ? 0 : 1) + m_mostMore)
        return fail(QStringLiteral("what is \"%1\"?").arg(m_parser.positionalArguments().constLast()));
    m_given = m_parser.positionalArguments().value(0);
    m_moreGiven = m_parser.positionalArguments().mid(1);
    if (m_positional == kLink && m_given == kStandardInput) {
        const std::optional<QByteArray> line = readSecretLine();
        if (!line)
            return fail(QStringLiteral("there is no link on standard input"));
        m_given = QString::fromUtf8(*line);
    }
    if (m_parser.optionNames().contains(QStringLiteral("for"))) {
        m_duration = readDuration(value(QStringLiteral("for")));
        if (!m_duration)
            return fail(QStringLiteral("--for takes a duration like 10s or 2m, not \"%1\"")
                            .arg(value(QStringLiteral("for"))));
    }
    return true;
}

std::optional<Link> readLinkOrSay(const QString &text)
{
    const Result<Link> link = readLink(text);
    if (link)
        return *link;
    Printer::error(sentence(verdictForFailure(link.failure(), {})).headline);
    return std::nullopt;
}

bool Arguments::fail(const QString &text)
{
    Printer::error(text);
    m_exitCode = Usage;
    return false;
}

} // namespace earshot::ctl
