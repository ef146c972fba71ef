#include "sidebar.h"

#include "icon.h"
#include "nav_item.h"
#include "text.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace earshot {

/// The sidebar does not grow beyond this for a note (design pixels).
constexpr int kMostWithNotes = 240;

namespace {

class Logo final : public QWidget
{
public:
    explicit Logo(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(24), scaled(24));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).drawPixmap(
            0, 0, themedIcon(QStringLiteral("ear"), tokensOf(this).accent, width(), devicePixelRatioF()));
    }
};

} // namespace

Sidebar::Sidebar(QWidget *parent)
    : QWidget(parent)
    , m_device(new Text(Text::Kind::Label, Tone::Dim, this))
    , m_volume(new Text(Text::Kind::Small, Tone::Faint, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(12), gap(16), gap(12), gap(16));
    layout->setSpacing(2);
    auto *brand = new QHBoxLayout;
    brand->setContentsMargins(gap(8), gap(4), gap(8), gap(18));
    brand->setSpacing(gap(10));
    auto *name = new Text(Text::Kind::Logo, Tone::Ink, this);
    name->show(QStringLiteral("Earshot"));
    brand->addWidget(new Logo(this));
    brand->addWidget(name, 1);
    layout->addLayout(brand);
    m_items = {new NavItem(QStringLiteral("events"), tr("Events"), this),
        new NavItem(QStringLiteral("now-playing"), tr("Now playing"), this),
        new NavItem(QStringLiteral("recordings"), tr("Recordings"), this),
        new NavItem(QStringLiteral("host"), tr("Host"), this)};
    m_settings = new NavItem({}, tr("Settings"), this); // after the pages for Tab, too
    for (size_t i = 0; i < m_items.size(); ++i) {
        layout->addWidget(m_items[i]);
        connect(m_items[i], &NavItem::clicked, this, [this, i] { emit pageChosen(Page(i)); });
    }
    layout->addStretch();
    auto *output = new QHBoxLayout;
    output->setContentsMargins(gap(10), gap(8), gap(10), gap(8));
    output->setSpacing(gap(10));
    m_device->setElided(true);
    output->addWidget(m_device, 1);
    output->addWidget(m_volume, 0, Qt::AlignVCenter);
    layout->addLayout(output);
    layout->addWidget(m_settings);
    connect(m_settings, &NavItem::clicked, this, &Sidebar::settingsRequested);
    fitWidth();
}

void Sidebar::setPage(Page page)
{
    for (size_t i = 0; i < m_items.size(); ++i)
        m_items[i]->setCurrent(Page(i) == page);
}

void Sidebar::setLiveCount(const QString &words)
{
    m_items[size_t(Page::Events)]->setNote(words);
    fitWidth();
}

void Sidebar::setRecordingCount(const QString &words)
{
    m_items[size_t(Page::Recordings)]->setNote(words);
    fitWidth();
}

void Sidebar::setHostNote(const QString &words)
{
    m_items[size_t(Page::Host)]->setNote(words);
    fitWidth();
}

/// As wide as in the design, wider for long names, and for those notes that then have room.
void Sidebar::fitWidth()
{
    int width = std::max(gap(208), minimumSizeHint().width());
    for (const NavItem *item : m_items) {
        const int withNote = item->sizeHint().width() + 2 * gap(12);
        if (withNote <= gap(kMostWithNotes))
            width = std::max(width, withNote);
    }
    setFixedWidth(width);
}

void Sidebar::setOutput(const QString &device, const QString &volume)
{
    m_device->show(device);
    m_volume->show(volume);
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokensOf(this).side);
}

} // namespace earshot
