#pragma once

#include "recording_words.h"

#include <QWidget>

class QBoxLayout;

namespace earshot {

class Button;
class IconButton;
class Menu;
class Pill;
class Text;

/// One recording: its date, its facts, how far its download is, and what can be done with it.
class RecordingRow : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingRow(QWidget *parent = nullptr);

    void show(const LibraryItem &item, WallTime now);
    /// Its menu offers to remove it from the server.
    void setWithdrawable(bool is) { m_isWithdrawable = is; }
    Button *button() const { return m_button; }
    IconButton *more() const { return m_more; }

    QSize minimumSizeHint() const override;

signals:
    void activated(earshot::RecordingAction action);
    void exportRequested();
    void folderRequested();
    void removeRequested();
    void withdrawRequested(); ///< from the server

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; ///< Delete removes

private:
    class Track;

    Menu *makeMenu(); ///< of all that can be done
    bool canRemove() const;
    void arrange();

    LibraryItem m_item;
    RecordingRowWords m_words;
    bool m_isWithdrawable = false;
    QBoxLayout *m_layout;
    QBoxLayout *m_end; ///< track, pill and buttons
    Text *m_dateLarge;
    Text *m_dateSmall;
    Text *m_title;
    Text *m_detail;
    Track *m_track;
    Pill *m_pill;
    Button *m_button;
    IconButton *m_more;
};

} // namespace earshot
