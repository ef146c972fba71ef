#include "client/client.h"
#include "client/rtp_voice.h"
#include "client/track_voice.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/speak_printer.h"
#include "ctl/unattended_key.h"
#include "ctl/view_printer.h"

#include <QCoreApplication>

namespace earshot::ctl {

namespace {

/// What was said last has this long to come back before the program ends.
constexpr seconds kLastWord{3};
constexpr seconds kProofRhythm{1};

bool hasInvitation(const QString &link)
{
    const Result<Link> read = readLink(link);
    return read && !read->invitation.isEmpty();
}

void addOptions(Arguments &args)
{
    args.add(QStringLiteral("file"), QStringLiteral("say this Ogg Opus file (frames of 20 ms), and end"),
        QStringLiteral("file"));
    args.add(QStringLiteral("repeat"), QStringLiteral("say the file again and again"));
    args.add(QStringLiteral("mic"), QStringLiteral("speak into the microphone"));
    args.add(QStringLiteral("input"), QStringLiteral("the microphone's name"), QStringLiteral("name"));
    args.add(QStringLiteral("push-to-talk"), QStringLiteral("closed until \"earshotctl talk on\""));
    args.add(QStringLiteral("rtp-port"),
        QStringLiteral("take RTP with Opus on this UDP port of 127.0.0.1 (0: any)"), QStringLiteral("port"));
    args.add(QStringLiteral("name"), QStringLiteral("how the others see you"), QStringLiteral("name"),
        QStringLiteral("Speaker"));
    args.add(QStringLiteral("device"),
        QStringLiteral("hear the others: \"null\", \"system\" or a device's name"), QStringLiteral("name"));
    args.add(QStringLiteral("frames"), QStringLiteral("of 20 ms in a packet, 1 to 3"),
        QStringLiteral("number"), QStringLiteral("1"));
    args.add(QStringLiteral("for"), QStringLiteral("end after this long"), QStringLiteral("duration"));
}

/// What speaks, made when the client asks for it.
struct Voice {
    VoiceMaker make; ///< empty: the microphone
    std::optional<quint16> rtpPort;
};

/// One speaker's stay: takes the seat, keeps talking, and knows when all is said.
class Speaking : public QObject
{
public:
    Speaking(Clock &clock, Client &client, Printer &printer, const Arguments &args)
        : m_clock(clock)
        , m_client(client)
        , m_print(printer)
        , m_name(args.value(QStringLiteral("name")))
        , m_pressesItself(!args.has(QStringLiteral("push-to-talk")))
        , m_hasInvitation(hasInvitation(args.positional()))
        , m_timer(clock.makeTimer())
    {
        connect(&client.talking(), &Talking::viewChanged, this, &Speaking::onTalk);
        proof();
    }

    /// Is asked each second for what else is to be told.
    void setAlsoTold(std::function<void()> tell) { m_alsoTold = std::move(tell); }
    /// All was said: ends once it has come back.
    void finish()
    {
        m_isFinished = true;
        m_endAt = m_clock.now() + kLastWord;
        m_client.talking().release(TalkSource::Remote);
    }
    ExitCode exitCode() const { return m_exitCode; }

private:
    void onTalk(const TalkView &view)
    {
        m_print.show(view);
        takeSeat(view.seat);
        if (m_pressesItself && !m_isFinished && m_key.look(view))
            QMetaObject::invokeMethod(
                this, [this] { press(); }, Qt::QueuedConnection);
    }
    /// Unless somebody has switched it off since.
    void press()
    {
        if (!m_isFinished && m_key.look(m_client.talking().view()))
            m_client.talking().press(TalkSource::Remote);
    }
    void takeSeat(const SeatStats &seat)
    {
        const bool isRefused = seat.removedAt || seat.declinedAt;
        if (isRefused && !m_isFinished) {
            m_exitCode = Refused;
            m_isFinished = true;
            QCoreApplication::quit();
        } else if (seat.phase == SeatPhase::Invited) {
            m_client.talking().acceptStage(m_name);
        }
    }
    /// Asks for the seat as long as there is none, and tells how it goes.
    void proof()
    {
        const TalkView &talk = m_client.talking().view();
        const NowPlayingView &event = m_client.nowPlaying();
        if (event.evidence.session.phase == LinePhase::Live && talk.seat.phase == SeatPhase::Audience
            && !m_isFinished) {
            if (m_hasInvitation)
                m_client.talking().acceptStage(m_name);
            else
                m_client.talking().raiseHand(m_name);
        }
        if (talk.seat.phase == SeatPhase::OnStage)
            m_print.proof(talk, event, m_clock.now());
        if (m_alsoTold)
            m_alsoTold();
        if (m_isFinished && (talk.voice.returned >= talk.voice.sent || m_clock.now() >= m_endAt))
            QCoreApplication::quit();
        m_timer->start(kProofRhythm, [this] { proof(); });
    }

    Clock &m_clock;
    Client &m_client;
    SpeakPrinter m_print;
    const QString m_name;
    const bool m_pressesItself;
    UnattendedKey m_key;
    const bool m_hasInvitation;
    bool m_isFinished = false;
    Instant m_endAt{};
    ExitCode m_exitCode = Ok;
    std::function<void()> m_alsoTold;
    std::unique_ptr<Timer> m_timer;
};

/// From --file, --rtp-port or --mic; says what is wrong.
std::optional<Voice> readVoice(const Arguments &args, std::function<void()> finished)
{
    const QString file = args.value(QStringLiteral("file"));
    const QString port = args.value(QStringLiteral("rtp-port"));
    if (int(!file.isEmpty()) + int(!port.isEmpty()) + int(args.has(QStringLiteral("mic"))) != 1) {
        Printer::error(QStringLiteral("one of --file, --mic and --rtp-port is needed"));
        return std::nullopt;
    }
    Voice voice;
    if (!file.isEmpty()) {
        const Result<VoiceTrack> track = readVoiceTrack(file);
        if (!track) {
            Printer::error(QStringLiteral("%1: %2").arg(file, track.failure().detail));
            return std::nullopt;
        }
        voice.make = [track = *track, repeats = args.has(QStringLiteral("repeat")), finished](
                         Clock &clock, VoiceQueue &queue, std::function<void()> wake) {
            auto said = std::make_unique<TrackVoice>(clock, queue, std::move(wake), track, repeats);
            QObject::connect(said.get(), &TrackVoice::finished, said.get(), finished);
            return said;
        };
    } else if (!port.isEmpty()) {
        bool isNumber = false;
        voice.rtpPort = port.toUShort(&isNumber);
        if (!isNumber) {
            Printer::error(QStringLiteral("%1 is no port").arg(port));
            return std::nullopt;
        }
    }
    return voice;
}

} // namespace

int runSpeak(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Speaks at an event: with a speaker's link, or after raising a hand."),
        QStringLiteral("LINK"));
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    std::function<void()> finish;
    std::optional<Voice> voice = readVoice(args, [&finish] { finish(); });
    if (!voice)
        return Usage;

    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    ViewPrinter view(printer);
    Client::Options clientOptions;
    clientOptions.isAttended = false;
    const bool isMicrophone = args.has(QStringLiteral("mic"));
    clientOptions.sound.output
        = outputChoice(args.has(QStringLiteral("device")) ? args.value(QStringLiteral("device"))
                : isMicrophone                            ? QString()
                                                          : QStringLiteral("null"));
    std::optional<Failure> taken;
    RtpVoice *rtpVoice = nullptr; ///< the client's
    if (voice->rtpPort) {
        clientOptions.makeVoice
            = [&](Clock &c, VoiceQueue &queue, std::function<void()> wake) -> std::unique_ptr<VoiceSource> {
            auto rtp = RtpVoice::create(c, queue, std::move(wake), *voice->rtpPort);
            if (!rtp) {
                taken = rtp.failure();
                return nullptr;
            }
            printer.line(QStringLiteral("rtp"), {{QStringLiteral("port"), (*rtp)->port()}},
                QStringLiteral("RTP with Opus to udp://127.0.0.1:%1").arg((*rtp)->port()));
            rtpVoice = rtp->get();
            return std::move(*rtp);
        };
    } else {
        clientOptions.makeVoice = voice->make;
    }
    Client client(clock, random, clientOptions);
    if (taken) {
        Printer::error(QStringLiteral("port %1: %2").arg(*voice->rtpPort).arg(taken->detail));
        return Failed;
    }
    QObject::connect(&client, &Client::nowPlayingChanged, &client, [&](const auto &now) { view.show(now); });
    QObject::connect(&client, &Client::talkRemoteTaken, &client, [&](bool isTaken) {
        printer.line(QStringLiteral("remote"), {{QStringLiteral("taken"), isTaken}},
            isTaken ? QStringLiteral(
                "another Earshot of yours is on stage: \"earshotctl talk\" switches that one")
                    : QStringLiteral("\"earshotctl talk\" switches this one"));
    });
    MicrophoneChoice choice;
    choice.mode = TalkMode::OpenMicrophone;
    choice.framesPerPacket = std::clamp(args.value(QStringLiteral("frames")).toInt(), 1, 3);
    choice.cues = isMicrophone;
    if (args.has(QStringLiteral("input")))
        choice.input = {InputChoice::Kind::Named, args.value(QStringLiteral("input"))};
    client.talking().setChoice(choice);
    client.openLink(args.positional());
    if (client.nowPlaying().evidence.link)
        return exitCodeFor(client.nowPlaying().verdict.id);
    if (!client.nowPlaying().open) {
        Printer::error(QStringLiteral("the link names a server but no event"));
        return Usage;
    }

    Speaking speaking(clock, client, printer, args);
    finish = [&] { speaking.finish(); };
    if (rtpVoice)
        speaking.setAlsoTold([&, told = quint64(0)]() mutable {
            const RtpVoice::Counts &counts = rtpVoice->counts();
            if (counts.refused == told)
                return;
            told = counts.refused;
            printer.line(QStringLiteral("rtp"),
                {{QStringLiteral("refused"), qint64(counts.refused)},
                    {QStringLiteral("reason"), counts.lastRefusal}},
                QStringLiteral("%1 RTP packets could not be used (%2)")
                    .arg(counts.refused)
                    .arg(counts.lastRefusal));
        });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &client, &QCoreApplication::quit);
    const auto timer = clock.makeTimer();
    if (args.duration())
        timer->start(*args.duration(), [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    client.disconnect(&client);
    if (speaking.exitCode() != Ok)
        return speaking.exitCode();
    // What is heard here is no matter of who speaks.
    const bool isLive = client.nowPlaying().evidence.session.phase == LinePhase::Live;
    return isLive ? Ok : exitCodeFor(view.lastVerdict());
}

} // namespace earshot::ctl
