#include "details_dialog.h"

#include "button.h"
#include "card.h"
#include "report_text.h"
#include "status_banner.h"
#include "text.h"
#include "theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QScrollArea>
#include <QVBoxLayout>

namespace earshot {

constexpr seconds kCopiedShown{3};

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
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    build();
    resize(scaled(680), scaled(600));
}

void DetailsDialog::build()
{
    setWindowTitle(tr("Details"));
    m_whole = new QWidget(this);
    auto *content = new QWidget(m_whole);
    m_content = new QVBoxLayout(content);
    m_content->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    m_content->setSpacing(gap(14));
    m_banner = new StatusBanner(StatusBanner::Corners::Round, content);
    m_content->addWidget(m_banner);
    m_content->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(gap(20), gap(12), gap(20), gap(16));
    buttons->setSpacing(gap(10));
    m_copy = new Button(Button::Kind::Plain, tr("Copy report"), m_whole);
    m_copy->reserveFor(tr("Copied"));
    auto *close = new Button(Button::Kind::Primary, tr("Close"), m_whole);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(m_whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeScroller(content, m_whole), 1);
    layout->addLayout(buttons);
    this->layout()->addWidget(m_whole);
    connect(m_copy, &Button::clicked, this, &DetailsDialog::copyReport);
    connect(close, &Button::clicked, this, &QDialog::accept);
}

void DetailsDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    delete m_whole;
    m_sections.clear();
    m_copiedAt.reset();
    build();
    show(m_view);
    m_whole->show();
}

void DetailsDialog::copyReport()
{
    QGuiApplication::clipboard()->setText(reportText(m_view, ReportPerson::ofThisComputer()));
    m_copy->setText(tr("Copied"));
    m_copiedAt = m_view.evidenceAt;
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

void DetailsDialog::showSection(size_t index, const HopFacts &part)
{
    while (m_sections.size() <= index) {
        m_sections.push_back(new Section(m_content->parentWidget()));
        m_content->insertWidget(m_content->count() - 1, m_sections.back());
    }
    m_sections[index]->show(part.title, part.side, toneOf(part.health), part.facts);
    m_sections[index]->setVisible(true);
}

void DetailsDialog::show(const NowPlayingView &view)
{
    m_view = view;
    Sentence words = view.verdict.id.isEmpty() ? Sentence{} : sentence(view.verdict);
    words.action.clear();
    m_banner->show(view.verdict.severity, words);
    std::vector<HopFacts> parts{
        {tr("What this rests on"), {}, HopHealth::Unknown, EvidenceWords::verdict(view)}};
    for (const std::vector<HopFacts> &more : {EvidenceWords::hops(view), EvidenceWords::more(view)})
        parts.insert(parts.end(), more.begin(), more.end());
    for (size_t i = 0; i < parts.size(); ++i)
        showSection(i, parts[i]);
    for (size_t i = parts.size(); i < m_sections.size(); ++i)
        m_sections[i]->hide();
    if (m_copiedAt && view.evidenceAt - *m_copiedAt > kCopiedShown) {
        m_copiedAt.reset();
        m_copy->setText(tr("Copy report"));
    }
}

} // namespace earshot
