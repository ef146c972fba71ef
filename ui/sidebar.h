#pragma once

#include <QWidget>

#include <array>

namespace earshot {

class NavItem;
class Text;

enum class Page { Events, NowPlaying, Recordings, Host };

/// The logo, the pages, what the sound comes out of, and the way to the settings.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void setPage(Page page);
    void setLiveCount(const QString &words); ///< "3 live" or empty
    void setRecordingCount(const QString &words); ///< "12" or empty
    void setHostNote(const QString &words); ///< "on air" or empty
    void setOutput(const QString &device, const QString &volume);

signals:
    void pageChosen(earshot::Page page);
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fitWidth();

    std::array<NavItem *, 4> m_items{};
    NavItem *m_settings;
    Text *m_device;
    Text *m_volume;
};

} // namespace earshot
