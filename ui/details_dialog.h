#pragma once

#include "client/view.h"
#include "evidence_words.h"

#include <QDialog>

class QVBoxLayout;

namespace earshot {

class StatusBanner;
class Text;

/// All evidence behind the status, hop by hop, kept fresh while it is open.
class DetailsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit DetailsDialog(QWidget *parent = nullptr);

    void show(const NowPlayingView &view);

private:
    class Section;

    NowPlayingView m_view;
    StatusBanner *m_banner;
    QVBoxLayout *m_content;
    std::vector<Section *> m_sections; ///< the verdict, then the five hops, then the timeline
};

} // namespace earshot
