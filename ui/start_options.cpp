#include "start_options.h"

#include "recording_requests.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

namespace earshot {

QString openedFile(const QString &link)
{
    return QFileInfo(link).isAbsolute() ? link : recordingFileIn({link});
}

static Failure explained(const QString &what)
{
    return {Cause::BadData, what + QStringLiteral("\nTry: earshot --help")};
}

Result<StartOptions> readStartOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Listens to live audio events and always tells the truth about what you hear."));
    parser.addPositionalArgument(QStringLiteral("link"),
        QStringLiteral("An earshot:// link or a recording (.opus) to open."), QStringLiteral("[link]"));
    const QCommandLineOption theme(QStringLiteral("theme"),
        QStringLiteral("light, dark or system, this time; chosen in the settings where not given."),
        QStringLiteral("name"), qEnvironmentVariable("EARSHOT_THEME"));
    const QCommandLineOption fontScale(QStringLiteral("font-scale"),
        QStringLiteral("Size of the text in percent, 100 to 200."), QStringLiteral("percent"),
        QStringLiteral("100"));
    const QCommandLineOption language(QStringLiteral("language"),
        QStringLiteral("de or en, this time; chosen in the settings where not given."),
        QStringLiteral("code"));
    const QCommandLineOption tap(QStringLiteral("tap"),
        QStringLiteral("Write the sound to WAV files in this folder, stage by stage."),
        QStringLiteral("folder"));
    const QCommandLineOption registerLinks(QStringLiteral("register-links"),
        QStringLiteral("Let this program open earshot:// links for you, then end."));
    const QCommandLineOption tray(QStringLiteral("tray"),
        QStringLiteral("Start in the tray, without a window; where there is none, minimised."));
    const QCommandLineOption help(
        {QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this help."));
    const QCommandLineOption version(
        {QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Print the version."));
    parser.addOptions({theme, fontScale, language, tap, registerLinks, tray, help, version});
    if (!parser.parse(arguments))
        return explained(parser.errorText());

    StartOptions options;
    if (parser.isSet(help))
        options.printOnly = parser.helpText();
    else if (parser.isSet(version))
        options.printOnly = QStringLiteral("Earshot %1").arg(QStringLiteral(EARSHOT_VERSION));

    const QString themeName = parser.value(theme);
    if (themeName == QLatin1String("light"))
        options.theme = ThemeChoice::Light;
    else if (themeName == QLatin1String("dark"))
        options.theme = ThemeChoice::Dark;
    else if (themeName == QLatin1String("system"))
        options.theme = ThemeChoice::System;
    else if (!themeName.isEmpty())
        return explained(QStringLiteral("The theme is light, dark or system, not \"%1\".").arg(themeName));

    bool isNumber = false;
    QString scale = parser.value(fontScale);
    if (scale.endsWith(QLatin1Char('%')))
        scale.chop(1);
    const double percent = QLocale::c().toDouble(scale, &isNumber);
    if (!isNumber || percent < 100 || percent > 200)
        return explained(QStringLiteral("The font scale is 100 to 200 percent, not \"%1\".").arg(scale));
    options.fontScale = percent / 100;

    options.language = parser.value(language);
    if (!options.language.isEmpty() && options.language != QLatin1String("de")
        && options.language != QLatin1String("en"))
        return explained(QStringLiteral("The language is de or en, not \"%1\".").arg(options.language));

    options.tapFolder = parser.value(tap);
    options.registerLinks = parser.isSet(registerLinks);
    options.tray = parser.isSet(tray);
    const QStringList links = parser.positionalArguments();
    if (links.size() > 1)
        return explained(QStringLiteral("One link at a time, not %1.").arg(links.size()));
    if (!links.isEmpty())
        options.link = links.front();
    // Another running program, which may be handed it, has another folder. Desktops hand over a file's address, of
    // whatever name.
    const QUrl url(options.link);
    const QString file = url.isLocalFile() ? url.toLocalFile() : recordingFileIn(links);
    if (!file.isEmpty())
        options.link = QFileInfo(file).absoluteFilePath();
    return options;
}

} // namespace earshot
