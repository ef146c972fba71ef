#include "details_dialog.h"

#include "button.h"
#include "card.h"
#include "playing_words.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"
#include "words.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QScrollArea>
#include <QVBoxLayout>

namespace earshot {

/// A card with a title and rows of label and value.
class DetailsDialog::Section final : public Card
{
public:
    explicit Section(QWidget *parent)
        : Card(parent)
        , m_title(new Text(Text::Kind::Strong, Tone::Ink, this))
        , m_side(new Text(Text::Kind::Body, Tone::Dim, this))
        , m_grid(new QGridLayout)
    {
        m_grid->setHorizontalSpacing(gap(16));
        m_grid->setVerticalSpacing(gap(4));
        m_grid->setColumnStretch(0, 2);
        m_grid->setColumnStretch(1, 5);
        body()->addWidget(m_title);
        body()->addWidget(m_side);
        body()->addSpacing(gap(8));
        body()->addLayout(m_grid);
    }

    void show(const QString &title, const QString &side, Tone sideTone, const std::vector<Fact> &facts)
    {
        m_title->show(title);
        m_side->show(side);
        m_side->setTone(sideTone);
        m_side->setVisible(!side.isEmpty());
        while (m_rows.size() > facts.size()) {
            delete m_rows.back().first;
            delete m_rows.back().second;
            m_rows.pop_back();
        }
        while (m_rows.size() < facts.size()) {
            auto *label = new Text(Text::Kind::Body, Tone::Dim, this);
            auto *value = new Text(Text::Kind::Body, Tone::Ink, this);
            value->setTextInteractionFlags(Qt::NoTextInteraction);
            const int row = int(m_rows.size());
            m_grid->addWidget(label, row, 0, Qt::AlignTop);
            m_grid->addWidget(value, row, 1, Qt::AlignTop);
            m_rows.emplace_back(label, value);
        }
        QStringList spoken{title, side};
        for (size_t i = 0; i < facts.size(); ++i) {
            m_rows[i].first->show(facts[i].label);
            m_rows[i].second->show(facts[i].value);
            spoken << facts[i].label + QStringLiteral(": ") + facts[i].value;
        }
        setAccessibleName(spoken.join(QStringLiteral(". ")));
    }

private:
    Text *m_title;
    Text *m_side;
    QGridLayout *m_grid;
    std::vector<std::pair<Text *, Text *>> m_rows;
};

DetailsDialog::DetailsDialog(QWidget *parent)
    : QDialog(parent)
    , m_content(nullptr)
{
    setWindowTitle(tr("Details"));
    auto *content = new QWidget(this);
    m_content = new QVBoxLayout(content);
    m_content->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    m_content->setSpacing(gap(14));
    m_banner = new StatusBanner(StatusBanner::Corners::Round, content);
    m_content->addWidget(m_banner);
    for (int i = 0; i < 7; ++i) {
        m_sections.push_back(new Section(content));
        m_content->addWidget(m_sections.back());
    }
    m_content->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(gap(20), gap(12), gap(20), gap(16));
    buttons->setSpacing(gap(10));
    auto *copy = new Button(Button::Kind::Plain, tr("Copy report"), this);
    copy->reserveFor(tr("Copied"));
    auto *close = new Button(Button::Kind::Primary, tr("Close"), this);
    buttons->addWidget(copy);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeScroller(content, this), 1);
    layout->addLayout(buttons);
    connect(copy, &Button::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(EvidenceWords::report(m_view));
        copy->setText(tr("Copied"));
    });
    connect(close, &Button::clicked, this, &QDialog::accept);
    resize(scaled(680), scaled(600));
}

static Tone toneOf(HopHealth health)
{
    switch (health) {
    case HopHealth::Good:
        return Tone::Good;
    case HopHealth::Warning:
        return Tone::Warning;
    case HopHealth::Bad:
        return Tone::Bad;
    case HopHealth::Unknown:
        break;
    }
    return Tone::Dim;
}

void DetailsDialog::show(const NowPlayingView &view)
{
    m_view = view;
    Sentence words = view.verdict.id.isEmpty() ? Sentence{} : sentence(view.verdict);
    words.action.clear();
    m_banner->show(view.verdict.severity, words);
    m_sections[0]->show(tr("What this rests on"), QString(), Tone::Dim, EvidenceWords::verdict(view));
    const std::vector<HopFacts> hops = EvidenceWords::hops(view);
    for (size_t i = 0; i < hops.size(); ++i)
        m_sections[i + 1]->show(hops[i].title, hops[i].side, toneOf(hops[i].health), hops[i].facts);
    std::vector<Fact> history;
    for (const TimelineEntry &entry : view.timeline)
        history.push_back({UiWords::clockSeconds(entry.at), PlayingWords::timeline(entry)});
    m_sections.back()->show(tr("Timeline"), QString(), Tone::Dim, history);
    m_sections.back()->setVisible(!history.empty());
}

} // namespace earshot
