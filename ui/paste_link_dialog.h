#pragma once

#include "base/result.h"
#include "theme.h"

#include "qr_picture.h"

#include "fitting_dialog.h"

#include <functional>
#include <optional>

class QLineEdit;
class QMimeData;

namespace earshot {

class Button;
class PictureReader;
class Text;

/// Says why a text is no link that can be opened; nothing where it is one.
using LinkCheck = std::function<std::optional<Failure>(const QString &text)>;

/// Takes a link, the address of a server's page, or a picture with a QR code (chosen, dropped or pasted), and says while
/// it is typed what is wrong with it. Reads the clipboard only when asked to.
class PasteLinkDialog : public FittingDialog
{
    Q_OBJECT
public:
    explicit PasteLinkDialog(LinkCheck check, QWidget *parent = nullptr);

    /// As an Earshot link, whatever way it was given.
    QString link() const;
    void setLink(const QString &text);
    /// What is found in it follows; nothing where it holds no picture.
    void readPicture(const QMimeData &mime);
    void readPictureFile(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void judge();
    void say(Tone tone, const QString &words);
    void paste();
    void choosePicture();
    void showReading();
    void showFinding(const QrFinding &finding);

    LinkCheck m_check;
    PictureReader *m_pictures;
    QLineEdit *m_field;
    Text *m_reason;
    Button *m_open;
};

} // namespace earshot
