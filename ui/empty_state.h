#pragma once

#include "diagnosis/sentence.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;

namespace earshot {

class StatusBanner;
class Text;

/// What a page shows where it has nothing to show: why, and what to do; above it a trouble, if there is one.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    /// Its stretch in a page's layout, beside a 1 of what lies below: nearly all.
    static constexpr int kStretch = 1000;

    explicit EmptyState(const QString &iconName, QWidget *parent = nullptr);

    void show(const QString &title, const QString &advice);
    /// An empty headline or Severity::Good hides the trouble.
    void showTrouble(Severity severity, const Sentence &words);
    void addButton(const QString &text, bool primary, std::function<void()> then);

signals:
    void acted(); ///< the trouble's button

private:
    StatusBanner *m_trouble;
    Text *m_title;
    Text *m_advice;
    QHBoxLayout *m_buttons;
};

} // namespace earshot
