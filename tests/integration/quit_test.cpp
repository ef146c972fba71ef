#include "client/track_voice.h"
#include "support/live_event.h"

using namespace earshot;
using namespace earshot::test;

namespace {

/// How far a client comes before its program quits.
enum class Moment {
    Dialling,
    Live,
    ComingUp, ///< the line moves to the speaker's ticket
    OnStage, ///< and is settling
    Removed, ///< it moves back
};
constexpr int kMoments = 5;
constexpr milliseconds kLatest{16}; ///< after the moment
constexpr seconds kPatience{10};
constexpr milliseconds kRhythm{10};

/// A program with one client, from its start to its end.
class Program
{
public:
    Program(LiveEvent &event, Moment moment, milliseconds after, const QString &name)
        : m_event(event)
        , m_moment(moment)
        , m_after(after)
        , m_name(name)
        , m_client(event.clock, event.random, options())
        , m_quit(event.clock.makeTimer())
        , m_tick(event.clock.makeTimer())
    {
        QObject::connect(&m_client, &Client::nowPlayingChanged, &m_client, [this] { look(); });
        QObject::connect(&m_client.talking(), &Talking::viewChanged, &m_client, [this] { look(); });
    }

    /// True where it came as far as it should.
    bool run()
    {
        Link link = m_event.link();
        if (m_moment >= Moment::ComingUp)
            link.invitation = m_event.desk().makeInvitation(Role::Speaker).value();
        m_client.openLink(link.toString());
        tick();
        const auto patience = m_event.clock.makeTimer();
        patience->start(kPatience, [] { QCoreApplication::quit(); });
        const bool isOver = m_isReached && m_after.count() == 0; // before there was anything to quit
        if (!isOver)
            QCoreApplication::exec();
        return m_isReached;
    }

private:
    static Client::Options options()
    {
        static const VoiceTrack track = readVoiceTrack(LiveEvent::demoVoices().at(0)).value();
        return {.sound = {.output = {.kind = OutputChoice::Kind::Null}},
            .makeVoice = [](Clock &clock, VoiceQueue &queue, std::function<void()> wake) {
                return std::make_unique<TrackVoice>(clock, queue, std::move(wake), track, true);
            }};
    }
    bool isReached() const
    {
        const LinePhase line = m_client.nowPlaying().evidence.session.phase;
        const SeatStats &seat = m_talking.view().seat;
        switch (m_moment) {
        case Moment::Dialling:
            return line == LinePhase::Dialing;
        case Moment::Live:
            return line == LinePhase::Live;
        case Moment::ComingUp:
            return seat.phase == SeatPhase::ComingUp;
        case Moment::OnStage:
            return seat.phase == SeatPhase::OnStage;
        case Moment::Removed:
            return seat.removedAt.has_value();
        }
        return false;
    }
    void look()
    {
        if (m_isReached || !isReached())
            return;
        m_isReached = true;
        if (m_after.count() == 0)
            QCoreApplication::quit();
        else
            m_quit->start(m_after, [] { QCoreApplication::quit(); });
    }
    /// Comes up with the invitation, and is removed.
    void tick()
    {
        const SeatStats &seat = m_talking.view().seat;
        const bool isAsked = seat.phase == SeatPhase::Audience || seat.phase == SeatPhase::Invited;
        if (m_moment >= Moment::ComingUp && isAsked && !seat.removedAt)
            m_talking.acceptStage(m_name);
        if (m_moment == Moment::Removed && seat.phase == SeatPhase::OnStage) {
            for (const StageMember &member : m_event.desk().state().stage) {
                if (member.name == m_name)
                    return void(m_event.desk().remove(member.key, QStringLiteral("Thank you")));
            }
        }
        m_tick->start(kRhythm, [this] { tick(); });
    }

    LiveEvent &m_event;
    const Moment m_moment;
    const milliseconds m_after;
    const QString m_name;
    Client m_client;
    Talking &m_talking = m_client.talking();
    bool m_isReached = false;
    std::unique_ptr<earshot::Timer> m_quit;
    std::unique_ptr<earshot::Timer> m_tick;
};

} // namespace

/// People close the window whenever they like.
class QuitTest : public QObject
{
    Q_OBJECT

private slots:
    void programs_endInOrder_wheneverTheyQuit();
};

void QuitTest::programs_endInOrder_wheneverTheyQuit()
{
    EARSHOT_NEED_NATS_SERVER();
    LiveEvent event(QStringList{});
    QVERIFY2(event.start(), qPrintable(event.failure()));
    const int programs = std::max(30, qEnvironmentVariableIntValue("EARSHOT_QUITS"));
    for (int number = 0; number < programs; ++number) {
        const auto moment = Moment(number % kMoments);
        const bool atOnce = event.random.next() % 2 == 0;
        const milliseconds after{atOnce ? 0 : event.random.next() % quint64(kLatest.count())};
        Program program(event, moment, after, QStringLiteral("Speaker %1").arg(number));
        QVERIFY2(
            program.run(), qPrintable(QStringLiteral("program %1, moment %2").arg(number).arg(int(moment))));
    }
}

QTEST_GUILESS_MAIN(QuitTest)
#include "quit_test.moc"
