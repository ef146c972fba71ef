#pragma once

#include "base/result.h"

#include <QDialog>

#include <functional>
#include <optional>

class QLineEdit;

namespace earshot {

class Button;
class Text;

/// Says why a text is no link that can be opened; nothing where it is one.
using LinkCheck = std::function<std::optional<Failure>(const QString &text)>;

/// Takes a link, and says while it is typed what is wrong with it. Reads the clipboard only when asked to.
class PasteLinkDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PasteLinkDialog(LinkCheck check, QWidget *parent = nullptr);

    QString link() const;
    void setLink(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void judge();
    void keepRoomForTexts();

    LinkCheck m_check;
    QLineEdit *m_field;
    Text *m_reason;
    Button *m_open;
};

} // namespace earshot
