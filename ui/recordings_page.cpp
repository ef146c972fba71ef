#include "recordings_page.h"

#include "ask_dialog.h"
#include "button.h"
#include "card.h"
#include "empty_state.h"
#include "field.h"
#include "icon_button.h"
#include "menu.h"
#include "player_card.h"
#include "player_keys.h"
#include "recording_list.h"
#include "recording_requests.h"
#include "spoken.h"
#include "status_banner.h"
#include "tab_order.h"
#include "text.h"
#include "theme.h"
#include "toast.h"
#include "withdrawal_words.h"
#include "words.h"
#include "wrap_row.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace earshot {

/// More rows than anybody reads; the search finds the others.
constexpr size_t kMostRows = 200;
/// What the title needs, in the design, for the tools to stand beside it.
constexpr int kTitleRoom = 420;
constexpr seconds kToastTime{8};

RecordingsPage::RecordingsPage(
    Clock &clock, RecordingRequests &requests, RecordingsSort sort, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_requests(requests)
    , m_sort(sort)
    , m_toastTimer(clock.makeTimer())
{
    setAccessibleName(tr("Recordings"));
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(gap(28), gap(20), gap(28), gap(20));
    layout->setSpacing(gap(14));
    layout->addWidget(makeHeader());
    m_trouble = new StatusBanner(StatusBanner::Corners::Round, content);
    m_notice = new StatusBanner(StatusBanner::Corners::Round, content);
    m_player = new PlayerCard(m_requests, content);
    m_list = new RecordingList(content);
    m_list->setAccessibleName(tr("Recordings"));
    m_others = new Text(Text::Kind::Body, Tone::Dim, content);
    for (QWidget *part : std::initializer_list<QWidget *>{m_trouble, m_notice, m_player, m_list, m_others}) {
        layout->addWidget(part);
        part->hide();
    }
    m_none = new EmptyState(QStringLiteral("recordings"), content);
    m_none->addButton(tr("Open a file"), true, [this] { openFileDialog(); });
    m_notFound = new EmptyState(QStringLiteral("recordings"), content);
    m_notFound->addButton(tr("Clear the search"), false, [this] { m_search->clear(); });
    for (EmptyState *empty : {m_none, m_notFound}) {
        layout->addWidget(empty, EmptyState::kStretch);
        empty->hide();
    }
    layout->addStretch(1); // rows stay as high as they are
    m_scroller = makeScroller(content, this);
    auto *below = new QVBoxLayout;
    // As wide as the rows, which leave room for a scroll bar.
    const auto alignBelow = [below, bar = m_scroller->verticalScrollBar()] {
        const int more = bar->maximum() > bar->minimum() ? bar->sizeHint().width() : 0;
        const bool isAtLeft = bar->isRightToLeft();
        below->setContentsMargins(gap(28) + (isAtLeft ? more : 0), 0, gap(28) + (isAtLeft ? 0 : more), 0);
    };
    connect(m_scroller->verticalScrollBar(), &QScrollBar::rangeChanged, this, alignBelow);
    alignBelow();
    m_toast = new Toast(this);
    below->addWidget(m_toast);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_scroller, 1);
    whole->addLayout(below);

    connect(m_notice, &StatusBanner::acted, m_notice, &QWidget::hide);
    connect(m_toast, &Toast::acted, this, &RecordingsPage::undo);
    connect(m_list, &RecordingList::activated, &m_requests, &RecordingRequests::act);
    connect(m_list, &RecordingList::removeRequested, &m_requests, &RecordingRequests::remove);
    connect(m_list, &RecordingList::exportRequested, this, &RecordingsPage::exportItem);
    connect(m_list, &RecordingList::withdrawRequested, this, &RecordingsPage::askToWithdraw);
    connect(m_list, &RecordingList::folderRequested, this, [this](const QString &id) {
        if (const LibraryItem *item = findItem(m_requests.library(), id))
            showFolder(item->path);
    });
    connect(
        m_player, &PlayerCard::exportRequested, this, [this] { exportItem(m_requests.player().source.id); });
    connect(m_player, &PlayerCard::resumeRequested, this,
        [this] { m_requests.act(m_requests.player().source.id, RecordingAction::Resume); });
    connect(m_player, &PlayerCard::folderRequested, this,
        [this] { showFolder(m_requests.player().source.path); });
    const auto showWithdrawable = [this] { m_list->setWithdrawable(m_requests.withdrawable()); };
    connect(&m_requests, &RecordingRequests::withdrawableChanged, this, showWithdrawable);
    showWithdrawable();
    connect(&m_requests, &RecordingRequests::libraryChanged, this, [this] {
        if (isVisible())
            showLibrary();
    });
    connect(&m_requests, &RecordingRequests::playerChanged, this, [this](const PlayerView &before) {
        if (!isVisible())
            return;
        const PlayerView &now = m_requests.player();
        // The page's own one is the last that had it, wherever it is now.
        const QWidget *focused = QApplication::focusWidget();
        const bool hadFocus = focused && m_player->isAncestorOf(focused);
        if (before.isOpen() != now.isOpen() || before.source.id != now.source.id)
            showLibrary();
        else
            showPlayer();
        if (hadFocus && !now.isOpen())
            m_list->focusRow(before.source.id);
    });
    connect(&m_requests, &RecordingRequests::opened, this, &RecordingsPage::focusPlayer);
}

RecordingsPage::~RecordingsPage() = default;

QWidget *RecordingsPage::makeHeader()
{
    auto *header = new QWidget(this);
    // Until it is known that there is room beside each other.
    m_header = new QBoxLayout(QBoxLayout::TopToBottom, header);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(gap(16));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *title = new Text(Text::Kind::Title, Tone::Ink, header);
    title->show(tr("Recordings"));
    m_summary = new Text(Text::Kind::Body, Tone::Dim, header);
    words->addWidget(title);
    words->addWidget(m_summary);
    m_header->addLayout(words, 1);
    m_tools = makeTools();
    m_header->addWidget(m_tools);
    return header;
}

QWidget *RecordingsPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *row = new WrapRow(gap(10));
    m_search = new Field(tools);
    m_search->setPlaceholderText(tr("Title, host or date"));
    m_search->setAccessibleName(tr("Search the recordings"));
    m_search->setToolTip(tr("Search the recordings (%1)")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_search->setFixedWidth(scaled(190));
    m_sortButton = new Button(Button::Kind::Plain, QString(), tools);
    m_open = new Button(Button::Kind::Plain, tr("Open a file"), tools);
    row->addWidget(m_search);
    row->addWidget(m_sortButton);
    row->addWidget(m_open);
    tools->setLayout(row);
    connect(m_search, &QLineEdit::textChanged, this, &RecordingsPage::placeRows);
    connect(m_sortButton, &Button::clicked, this, &RecordingsPage::openSortMenu);
    connect(m_open, &Button::clicked, this, &RecordingsPage::openFileDialog);
    return tools;
}

QString RecordingsPage::query() const
{
    return m_search->text().simplified();
}

/// Where something can be done, the first that is shown.
std::array<QWidget *, 4> RecordingsPage::waysOn() const
{
    return {m_list, m_toast, m_none, m_notFound};
}

bool RecordingsPage::isOnAWay() const
{
    return std::ranges::any_of(waysOn(),
        [focused = QApplication::focusWidget()](QWidget *way) { return way->isAncestorOf(focused); });
}

void RecordingsPage::showLibrary()
{
    const bool wasOnAWay = isOnAWay();
    const LibraryView &view = m_requests.library();
    m_summary->show(RecordingWords::header(view));
    m_trouble->setVisible(view.trouble.has_value());
    if (view.trouble)
        m_trouble->show(Severity::Warning, RecordingWords::folderTrouble(*view.trouble));
    const bool canChoose = !view.items.empty();
    m_search->setVisible(canChoose);
    m_sortButton->setVisible(canChoose);
    m_open->setVisible(canChoose || m_requests.isOpen());
    m_sortButton->setText(withMenuMark(RecordingWords::sortName(m_sort)));
    setSpokenName(m_sortButton, tr("Order: %1").arg(RecordingWords::sortName(m_sort)));
    m_sortButton->updateGeometry();
    showPlayer();
    showToast();
    placeRows();
    arrange();
    if (wasOnAWay && !m_requests.isOpen())
        goOn();
    showUndone();
}

/// What had the focus is gone: one goes on by keyboard in the rows, or with what stands in their place.
void RecordingsPage::goOn()
{
    if (isOnAWay())
        return;
    for (QWidget *way : waysOn()) {
        if (way->isVisible() && way == m_list)
            return m_list->focusRow({});
        if (way->isVisible())
            return way->setFocus(Qt::OtherFocusReason);
    }
}

void RecordingsPage::undo()
{
    m_beforeUndo = m_requests.library();
    m_requests.undoRemove();
}

/// It comes when the disk has moved it: one goes on there by keyboard.
void RecordingsPage::showUndone()
{
    if (!m_beforeUndo)
        return;
    const auto isBack = [this](const LibraryItem &item) {
        const LibraryItem *earlier = findItem(*m_beforeUndo, item.id);
        return item.title == m_beforeUndo->removed.back() && (!earlier || earlier->state != item.state);
    };
    const std::vector<LibraryItem> &items = m_requests.library().items;
    const auto back = std::ranges::find_if(items, isBack);
    if (back == items.end())
        return;
    m_beforeUndo.reset();
    m_list->focusRow(back->id);
    emit announced(RecordingWords::back(back->title));
}

void RecordingsPage::showPlayer()
{
    const PlayerView &playing = m_requests.player();
    m_player->setVisible(playing.isOpen());
    if (!playing.isOpen())
        return;
    m_player->show(playing, findItem(m_requests.library(), playing.source.id));
    if (std::exchange(m_focusesPlayer, false)) {
        m_scroller->verticalScrollBar()->setValue(0);
        m_player->playButton()->setFocus(Qt::OtherFocusReason);
    }
}

/// One goes on by keyboard where the recording now is.
void RecordingsPage::focusPlayer()
{
    m_focusesPlayer = true;
    if (isVisible() && m_requests.isOpen())
        showPlayer();
}

void RecordingsPage::showToast()
{
    const std::vector<QString> &removed = m_requests.library().removed;
    if (!removed.empty())
        m_toast->show(RecordingWords::removed(removed), tr("Undo"));
    else
        m_toast->show(m_done, {});
}

void RecordingsPage::showExported(const QString &path)
{
    m_done = RecordingWords::exported(path);
    m_toastTimer->start(kToastTime, [this] {
        m_done.clear();
        showToast();
    });
    showToast();
    emit announced(m_done);
}

void RecordingsPage::showNotice(Severity severity, Sentence words)
{
    words.action = tr("Close");
    m_notice->show(severity, words);
    m_notice->setVisible(true);
    m_scroller->verticalScrollBar()->setValue(0);
    emit announced(words.headline);
}

void RecordingsPage::showRefusal(const Failure &failure)
{
    showNotice(Severity::Warning, RecordingWords::trouble(failure));
}

void RecordingsPage::showMissing()
{
    showNotice(Severity::Info,
        {tr("This recording is not listed yet."),
            tr("It appears here by itself as soon as the event’s server has it."), {}});
}

void RecordingsPage::showEmptyState(size_t found)
{
    const bool hasNone = m_requests.library().items.empty();
    m_list->setVisible(found > 0);
    m_none->setVisible(hasNone && !m_requests.isOpen());
    m_notFound->setVisible(!hasNone && found == 0 && !query().isEmpty());
    m_none->show(tr("No recordings yet"),
        tr("Recordings of the events on your servers appear here by themselves. You can also open an Opus "
           "file, or drop it onto this window."));
    m_notFound->show(tr("Nothing found"),
        tr("No recording has %1 in its title, host or date.").arg(UiWords::quoted(query())));
}

void RecordingsPage::placeRows()
{
    const LibraryView &view = m_requests.library();
    std::vector<const LibraryItem *> items = arranged(view, query(), m_sort);
    // The open one stands above, with its player.
    const QString open = m_requests.isOpen() ? m_requests.player().source.id : QString();
    std::erase_if(items, [&](const LibraryItem *item) { return !open.isEmpty() && item->id == open; });
    const size_t found = items.size();
    m_others->setVisible(found > kMostRows);
    if (found > kMostRows) {
        m_others->show(RecordingWords::shownOf(kMostRows, found));
        items.resize(kMostRows);
    }
    if (m_list->show(items, m_clock.wall(), m_requests.isOpen()))
        chainTabsAsLaidOut(*this); // rows that came are the last otherwise
    showEmptyState(found);
}

void RecordingsPage::openSortMenu()
{
    auto *menu = new Menu(this);
    auto *group = new QActionGroup(menu);
    for (const RecordingsSort sort :
        {RecordingsSort::Newest, RecordingsSort::Title, RecordingsSort::Longest, RecordingsSort::Largest}) {
        QAction *action = menu->addAction(RecordingWords::sortName(sort), this, [this, sort] {
            m_sort = sort;
            showLibrary();
            emit sortChosen(sort);
        });
        action->setCheckable(true);
        action->setChecked(sort == m_sort);
        group->addAction(action);
        if (sort == m_sort)
            menu->setActiveAction(action);
    }
    menu->popUpBelow(*m_sortButton);
}

void RecordingsPage::openFileDialog()
{
    if (m_fileDialog)
        return;
    m_fileDialog = new QFileDialog(this, tr("Open a recording"),
        QStandardPaths::writableLocation(QStandardPaths::MusicLocation),
        tr("Recordings (*.opus *.ogg *.oga);;All files (*)"));
    m_fileDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_fileDialog->setFileMode(QFileDialog::ExistingFile);
    connect(m_fileDialog, &QFileDialog::fileSelected, &m_requests, &RecordingRequests::openFile);
    m_fileDialog->open();
}

QFileDialog *RecordingsPage::fileDialog() const
{
    return m_fileDialog;
}

void RecordingsPage::exportItem(const QString &id)
{
    const LibraryItem *item = findItem(m_requests.library(), id);
    if (!item || m_fileDialog)
        return;
    m_fileDialog = new QFileDialog(this, tr("Export the recording"),
        QStandardPaths::writableLocation(QStandardPaths::MusicLocation), tr("Opus recordings (*.opus)"));
    m_fileDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_fileDialog->setAcceptMode(QFileDialog::AcceptSave);
    m_fileDialog->setDefaultSuffix(QStringLiteral("opus"));
    m_fileDialog->selectFile(RecordingWords::fileName(*item));
    connect(
        m_fileDialog, &QFileDialog::fileSelected, this, [this, id, own = item->path](const QString &path) {
            if (QFileInfo::exists(path) && QFileInfo(path) == QFileInfo(own))
                showNotice(Severity::Info,
                    {tr("This is the recording’s own file."),
                        tr("It is there already. Choose another folder or name for a copy."), {}});
            else
                m_requests.exportTo(id, path);
        });
    m_fileDialog->open();
}

void RecordingsPage::askToWithdraw(const QString &id)
{
    const LibraryItem *item = findItem(m_requests.library(), id);
    if (!item)
        return;
    auto *dialog = new AskDialog(WithdrawalWords::question(*item), this);
    connect(dialog, &QDialog::accepted, this, [this, asked = *item] {
        if (!m_requests.withdrawable().contains(asked.id))
            return showWithdrawn(asked.title, Failure{Cause::EventUnknown, {}});
        // Before it is begun: it may have ended at once.
        showNotice(Severity::Info, WithdrawalWords::begun(asked));
        m_requests.withdraw(asked.id);
    });
    dialog->open();
}

void RecordingsPage::showWithdrawn(const QString &title, const Outcome &outcome)
{
    showNotice(outcome ? Severity::Info : Severity::Warning, WithdrawalWords::done(title, outcome));
}

void RecordingsPage::showFolder(const QString &path)
{
    if (!path.isEmpty())
        emit folderRequested(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

void RecordingsPage::beginSearch()
{
    if (!m_search->isVisible())
        return;
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool RecordingsPage::pressKey(const QKeyEvent &event)
{
    const auto is = [&](QKeySequence::StandardKey key) {
        return QKeySequence::keyBindings(key).contains(QKeySequence(event.keyCombination()));
    };
    if (is(QKeySequence::Open)) {
        openFileDialog();
        return true;
    }
    if (is(QKeySequence::Undo) && !m_requests.library().removed.empty()) {
        undo();
        return true;
    }
    return pressPlayerKey(m_requests, event);
}

bool RecordingsPage::leave()
{
    if (m_notice->isVisible()) {
        m_notice->hide();
        return true;
    }
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

void RecordingsPage::keyPressEvent(QKeyEvent *event)
{
    if (!pressKey(*event))
        QWidget::keyPressEvent(event);
}

void RecordingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showLibrary();
}

void RecordingsPage::arrange()
{
    const bool isWide = width() >= m_tools->sizeHint().width() + scaled(kTitleRoom);
    const auto direction = isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (direction != m_header->direction())
        m_header->setDirection(direction);
}

void RecordingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace earshot
