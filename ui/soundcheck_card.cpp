#include "soundcheck_card.h"

#include "button.h"
#include "soundcheck_words.h"
#include "spoken.h"
#include "text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace earshot {

namespace {

/// How a step went, told by its shape too: check, exclamation mark, cross, dots, ring, dash.
class Mark final : public QWidget
{
public:
    explicit Mark(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(12), scaled(20));
    }

    void show(CheckRow::State state)
    {
        if (state == m_state)
            return;
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        using State = CheckRow::State;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(width() / 12.0, height() / 20.0);
        const QColor color = tokensOf(this).color(SoundcheckWords::tone(m_state));
        painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        QPainterPath path;
        switch (m_state) {
        case State::Passed:
            path.moveTo(2, 10.2);
            path.lineTo(4.8, 13);
            path.lineTo(10, 7);
            break;
        case State::Warning:
            path.moveTo(6, 5.2);
            path.lineTo(6, 10.8);
            path.moveTo(6, 14.6);
            path.lineTo(6, 14.7);
            break;
        case State::Failed:
            path.moveTo(2.5, 6.5);
            path.lineTo(9.5, 13.5);
            path.moveTo(9.5, 6.5);
            path.lineTo(2.5, 13.5);
            break;
        case State::Running:
            for (const double x : {1.8, 6.0, 10.2}) {
                path.moveTo(x, 10);
                path.lineTo(x, 10.1);
            }
            break;
        case State::Waiting:
            painter.setPen(QPen(color, 1.5));
            path.addEllipse(QPointF(6, 10), 3.6, 3.6);
            break;
        case State::Skipped:
            path.moveTo(3, 10);
            path.lineTo(9, 10);
            break;
        }
        painter.drawPath(path);
    }

private:
    CheckRow::State m_state = CheckRow::State::Waiting;
};

} // namespace

class SoundcheckCard::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent)
        : QWidget(parent)
        , m_mark(new Mark(this))
        , m_step(new Text(Text::Kind::Body, Tone::Ink, this))
        , m_finding(new Text(Text::Kind::Body, Tone::Dim, this))
        , m_advice(new Text(Text::Kind::Small, Tone::Warning, this))
    {
        auto *line = new QHBoxLayout;
        line->setSpacing(gap(10));
        line->addWidget(m_mark, 0, Qt::AlignTop);
        line->addWidget(m_step, 1);
        line->addWidget(m_finding, 0);
        m_finding->setAlignment(Qt::AlignTrailing | Qt::AlignTop);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, gap(5), 0, gap(5));
        layout->setSpacing(0);
        layout->addLayout(line);
        auto *advice = new QHBoxLayout;
        advice->addSpacing(m_mark->width() + gap(10));
        advice->addWidget(m_advice, 1);
        layout->addLayout(advice);
        m_advice->hide();
    }

    void show(const CheckRow &row)
    {
        m_mark->show(row.state);
        m_step->show(SoundcheckWords::step(row.step));
        m_finding->show(SoundcheckWords::finding(row));
        const QString advice = SoundcheckWords::advice(row);
        m_advice->show(advice);
        m_advice->setTone(SoundcheckWords::tone(row.state));
        m_advice->setVisible(!advice.isEmpty());
        setSpokenName(this, SoundcheckWords::spoken(row));
    }

private:
    Mark *m_mark;
    Text *m_step;
    Text *m_finding;
    Text *m_advice;
};

SoundcheckCard::SoundcheckCard(QWidget *parent)
    : Card(parent)
    , m_summary(new Text(Text::Kind::Name, Tone::Dim, this))
    , m_action(new Button(Button::Kind::Link, tr("Check now"), this))
    , m_note(new Text(Text::Kind::Small, Tone::Dim, this))
{
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(6));
    auto *caption = new Text(Text::Kind::Caption, Tone::Faint, this);
    caption->show(tr("Soundcheck"));
    m_action->setSlim(true);
    line->addWidget(caption, 1, Qt::AlignVCenter);
    line->addWidget(m_summary, 0, Qt::AlignVCenter);
    line->addWidget(m_action, 0, Qt::AlignVCenter);
    body()->addLayout(line);
    body()->addSpacing(gap(5));
    for (size_t i = 0; i < SoundcheckWords::waiting().size(); ++i) {
        m_rows.push_back(new Row(this));
        body()->addWidget(m_rows.back());
    }
    // It comes with each word one says: its room is always there, so that nothing below moves.
    QSizePolicy policy = m_note->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_note->setSizePolicy(policy);
    body()->addWidget(m_note);
    body()->addStretch();
    connect(m_action, &Button::clicked, this, &SoundcheckCard::act);
    show(TalkView{});
}

void SoundcheckCard::act()
{
    if (m_isRunning)
        emit stopRequested();
    else
        emit startRequested();
}

void SoundcheckCard::show(const TalkView &talk)
{
    const SoundcheckView &view = talk.soundcheck;
    m_isRunning = view.state == SoundcheckView::State::Running;
    m_summary->show(SoundcheckWords::summary(view));
    m_summary->setTone(SoundcheckWords::summaryTone(view));
    const QString action = m_isRunning               ? tr("Stop")
        : view.state == SoundcheckView::State::Never ? tr("Check now")
                                                     : tr("Check again");
    if (m_action->text() != action) {
        m_action->setText(action);
        m_action->updateGeometry();
    }
    const bool canAct = m_isRunning || talk.mayCheck;
    m_action->setEnabled(canAct);
    setSpokenName(m_action, tr("Soundcheck: %1").arg(action));
    m_note->show(SoundcheckWords::whyNot());
    m_note->setVisible(!canAct);
    const std::vector<CheckRow> rows = view.rows.empty() ? SoundcheckWords::waiting() : view.rows;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < rows.size());
        if (i < rows.size())
            m_rows[i]->show(rows[i]);
    }
}

} // namespace earshot
