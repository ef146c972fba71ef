#include "copy_line.h"

#include "button.h"
#include "copy_words.h"
#include "spoken.h"
#include "text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace earshot {

CopyLine::CopyLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new Text(Text::Kind::Small, Tone::Dim, this))
    , m_button(new Button(Button::Kind::Plain, QString(), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, gap(10), 0, 0);
    layout->setSpacing(gap(10));
    auto *middle = new QVBoxLayout;
    middle->addStretch();
    middle->addWidget(m_text);
    middle->addStretch();
    layout->addLayout(middle, 1);
    layout->addWidget(m_button, 0, Qt::AlignVCenter);
    m_button->setSlim(true);
    setFocusProxy(m_button);
    connect(m_button, &Button::clicked, this, [this] { emit keepRequested(m_asksToKeep); });
    hide();
}

void CopyLine::show(const NowPlayingView &view, WallTime now)
{
    if (std::exchange(m_event, view.eventId) != view.eventId)
        m_wasKept = m_isKeeping = false;
    const bool isKeeping = view.copy.since.has_value();
    m_wasKept = m_wasKept || isKeeping || m_isKeeping;
    m_isKeeping = isKeeping;
    const CopyWords::Line line = CopyWords::line(view, m_wasKept, now);
    m_asksToKeep = line.asksToKeep;
    m_text->setTone(line.tone);
    m_text->show(line.text);
    if (m_button->text() != line.button) {
        m_button->setText(line.button);
        m_button->updateGeometry();
    }
    setSpokenName(m_button, line.asksToKeep ? line.button : CopyWords::stop());
    setSpokenDescription(m_button, line.asksToKeep ? CopyWords::meaning() : QString());
    m_button->setToolTip(m_button->accessibleDescription());
    m_button->setVisible(!line.button.isEmpty());
    setVisible(!line.text.isEmpty());
}

} // namespace earshot
