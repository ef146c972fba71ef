#include "speaker_tile.h"

#include "diagnosis/display_text.h"
#include "icon.h"
#include "person_color.h"
#include "playing_words.h"
#include "spoken.h"
#include "spoken_role.h"
#include "text.h"
#include "theme.h"

#include <QApplication>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr double kQuietestDb = -54; ///< below this nobody is said to talk
constexpr double kLoudestDb = -14; ///< a full ring
constexpr int kRingSteps = 8;
constexpr double kRise = 0.6; ///< share of the way to a louder level at each of 25 values a second
constexpr double kFall = 0.22;

} // namespace

class Avatar final : public QWidget
{
public:
    explicit Avatar(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(76), scaled(76));
        QFont font = QApplication::font();
        font.setPixelSize(scaled(19));
        font.setWeight(QFont::Bold);
        setFont(font);
    }

    void show(const SpeakerView &speaker)
    {
        const bool here = speaker.presence == Presence::Present;
        const QString initials = PlayingWords::initials(speaker.name);
        const QColor color = personColor(speaker.key);
        const bool muted = speaker.muted || !here;
        if (initials != m_initials || color != m_color || here != m_here || muted != m_muted) {
            m_initials = initials;
            m_color = color;
            m_here = here;
            m_muted = muted;
            update();
        }
        if (muted || !speaker.talking)
            setStrength(0);
    }

    void showLevel(double levelDb)
    {
        const double target
            = m_muted ? 0 : std::clamp((levelDb - kQuietestDb) / (kLoudestDb - kQuietestDb), 0.0, 1.0);
        setStrength(m_strength + (target - m_strength) * (target > m_strength ? kRise : kFall));
    }

    int ringStep() const { return int(std::ceil(m_strength * kRingSteps - 0.25)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double unit = width() / 76.0;
        painter.scale(unit, unit);
        const QPointF center(38, 38);
        painter.setPen(Qt::NoPen);
        if (m_ring > 0) {
            const double thickness = 1.5 + 2.0 * m_ring / kRingSteps;
            painter.setPen(QPen(t.good, thickness));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(center, 33 + thickness / 2, 33 + thickness / 2);
            painter.setPen(Qt::NoPen);
        }
        painter.setBrush(m_here ? m_color : QColor(0xff8b94a3));
        painter.drawEllipse(center, 30, 30);
        painter.setPen(Qt::white);
        QFont smaller = font();
        smaller.setPixelSize(19);
        painter.setFont(smaller);
        painter.drawText(QRectF(8, 8, 60, 60), Qt::AlignCenter, m_initials);
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.card);
        const QPointF badge(60.5, 58.5);
        painter.drawEllipse(badge, 10.5, 10.5);
        const int size = qRound(12 * unit);
        painter.resetTransform();
        painter.drawPixmap(QPointF(badge * unit) - QPointF(size / 2.0, size / 2.0),
            themedIcon(m_muted ? QStringLiteral("mic-off") : QStringLiteral("mic"), m_muted ? t.bad : t.dim,
                size, devicePixelRatioF()));
    }

private:
    void setStrength(double strength)
    {
        m_strength = strength;
        if (ringStep() == m_ring)
            return;
        m_ring = ringStep();
        update();
    }

    QString m_initials;
    QColor m_color;
    bool m_here = true;
    bool m_muted = false;
    double m_strength = 0;
    int m_ring = 0;
};

SpeakerTile::SpeakerTile(QWidget *parent)
    : QWidget(parent)
    , m_avatar(new Avatar(this))
    , m_name(new Text(Text::Kind::Name, Tone::Ink, this))
    , m_role(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_likeness(new Text(Text::Kind::Small, Tone::Warning, this))
    , m_state(new Text(Text::Kind::Small, Tone::Dim, this))
{
    setSpokenRole(this, QAccessible::ListItem);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(4), gap(2), gap(4), gap(10));
    layout->setSpacing(0);
    layout->addWidget(m_avatar, 0, Qt::AlignHCenter);
    layout->addWidget(m_name);
    layout->addWidget(m_role);
    layout->addWidget(m_likeness);
    layout->addWidget(m_state);
    layout->addStretch();
    m_name->setElided(true);
    m_likeness->hide();
    for (Text *text : {m_name, m_role, m_likeness, m_state})
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
}

void SpeakerTile::show(const SpeakerView &speaker, bool isLookAlike)
{
    m_avatar->show(speaker);
    m_name->show(displayText(speaker.name));
    m_role->show(PlayingWords::roleAndKey(speaker));
    m_likeness->show(PlayingWords::lookAlike());
    m_likeness->setVisible(isLookAlike);
    m_state->show(PlayingWords::speakerState(speaker));
    m_state->setTone(speaker.presence == Presence::Dropped ? Tone::Warning : Tone::Dim);
    QString spoken = PlayingWords::spokenSpeaker(speaker);
    if (isLookAlike)
        spoken += QStringLiteral(", ") + PlayingWords::lookAlike();
    setSpokenName(this, spoken);
}

void SpeakerTile::showLevel(double levelDb)
{
    m_avatar->showLevel(levelDb);
}

int SpeakerTile::ringStep() const
{
    return m_avatar->ringStep();
}

} // namespace earshot
