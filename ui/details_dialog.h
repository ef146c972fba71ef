#pragma once

#include "client/view.h"
#include "evidence_words.h"

#include <QDialog>

class QVBoxLayout;

namespace earshot {

class Button;
class StatusBanner;
class Text;

/// All evidence behind the status: hop by hop, the way to the server, the event's page, catch-up, and what
/// happened. Kept fresh while it is open, and copied as a report without secrets.
class DetailsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit DetailsDialog(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Section;
    void build();
    void showSection(size_t index, const HopFacts &part);
    void copyReport();

    NowPlayingView m_view;
    QWidget *m_whole = nullptr;
    StatusBanner *m_banner;
    QVBoxLayout *m_content;
    Button *m_copy;
    std::optional<Instant> m_copiedAt;
    std::vector<Section *> m_sections; ///< the verdict, the five hops, what goes beyond
};

} // namespace earshot
