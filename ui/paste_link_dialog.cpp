#include "paste_link_dialog.h"

#include "button.h"
#include "client/typed_address.h"
#include "diagnosis/diagnose.h"
#include "diagnosis/sentence.h"
#include "field.h"
#include "picture_drop.h"
#include "picture_reader.h"
#include "text.h"
#include "theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace earshot {

PasteLinkDialog::PasteLinkDialog(LinkCheck check, QWidget *parent)
    : FittingDialog(parent)
    , m_check(std::move(check))
    , m_pictures(new PictureReader(this))
    , m_field(new Field(this))
    , m_reason(new Text(Text::Kind::Body, Tone::Dim, this))
    , m_open(new Button(Button::Kind::Primary, tr("Open"), this))
{
    setWindowTitle(tr("Paste a link"));
    auto *title = new Text(Text::Kind::Strong, Tone::Ink, this);
    title->show(tr("Paste a link"));
    auto *advice = new Text(Text::Kind::Body, Tone::Dim, this);
    advice->show(tr("A link, the address of a server, or a picture of a QR code."));
    auto *paste = new Button(Button::Kind::Plain, tr("Paste"), this);
    paste->setAccessibleName(tr("Paste from the clipboard"));
    auto *cancel = new Button(Button::Kind::Plain, tr("Cancel"), this);
    m_field->setPlaceholderText(QStringLiteral("earshot://"));
    m_field->setAccessibleName(tr("Link"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap(10));
    line->addWidget(m_field, 1);
    line->addWidget(paste);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap(10));
    auto *picture = new Button(Button::Kind::Plain, tr("From a picture …"), this);
    buttons->addWidget(picture);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_open);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap(20), gap(20), gap(20), gap(20));
    layout->setSpacing(gap(12));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(advice);
    layout->addLayout(words);
    layout->addLayout(line);
    layout->addWidget(m_reason, 1);
    layout->addLayout(buttons);
    // Room for a reason of three lines, so that the window keeps its size while a link is typed.
    m_reason->setMinimumHeight(scaled(60));
    setMinimumWidth(scaled(460));

    connect(m_field, &QLineEdit::textChanged, this, &PasteLinkDialog::judge);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (m_open->isEnabled())
            accept();
    });
    m_field->installEventFilter(this);
    new PictureDrop(*this, [this](const QMimeData &mime) { readPicture(mime); });
    connect(m_pictures, &PictureReader::finished, this, &PasteLinkDialog::showFinding);
    connect(picture, &Button::clicked, this, &PasteLinkDialog::choosePicture);
    connect(paste, &Button::clicked, this, &PasteLinkDialog::paste);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_open, &Button::clicked, this, &QDialog::accept);
    judge();
    m_field->setFocus();
}

QString PasteLinkDialog::link() const
{
    const QString text = m_field->text().trimmed();
    const QString address = linkOfAddress(text);
    return address.isEmpty() ? text : address;
}

void PasteLinkDialog::setLink(const QString &text)
{
    m_field->setText(text);
}

void PasteLinkDialog::say(Tone tone, const QString &words)
{
    m_reason->setTone(tone);
    m_reason->show(words);
    m_field->setAccessibleDescription(words);
}

void PasteLinkDialog::judge()
{
    const QString text = link();
    const std::optional<Failure> failure = text.isEmpty() ? std::nullopt : m_check(text);
    m_open->setEnabled(!text.isEmpty() && !failure);
    if (text.isEmpty()) {
        say(Tone::Dim, tr("A link begins with earshot:// and ends in the name of an event."));
    } else if (failure) {
        const Sentence words = sentence(verdictForFailure(*failure, {}));
        say(Tone::Warning, words.headline + QLatin1Char(' ') + words.next);
    } else if (text != m_field->text().trimmed() && QUrl(text).path().isEmpty()) {
        say(Tone::Good, tr("Earshot looks for the events of %1 on its page.").arg(QUrl(text).host()));
    } else {
        say(Tone::Good, tr("This link can be opened."));
    }
}

void PasteLinkDialog::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (mime && PictureReader::holdsPicture(*mime))
        readPicture(*mime);
    else
        m_field->setText(QGuiApplication::clipboard()->text().trimmed().left(m_field->maxLength()));
    m_field->setFocus(Qt::OtherFocusReason);
}

void PasteLinkDialog::choosePicture()
{
    auto *dialog = new QFileDialog(this, tr("Picture of a QR code"),
        QStandardPaths::writableLocation(QStandardPaths::PicturesLocation),
        tr("Pictures (%1)").arg(QStringLiteral("*.png *.jpg *.jpeg *.webp *.gif *.bmp *.svg"))
            + QStringLiteral(";;") + tr("All files (%1)").arg(QStringLiteral("*")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PasteLinkDialog::readPictureFile);
    dialog->open();
}

void PasteLinkDialog::readPictureFile(const QString &path)
{
    m_pictures->readFile(path);
    showReading();
}

void PasteLinkDialog::readPicture(const QMimeData &mime)
{
    if (m_pictures->read(mime))
        showReading();
}

void PasteLinkDialog::showReading()
{
    say(Tone::Dim, tr("Looking for a QR code in the picture …"));
}

void PasteLinkDialog::showFinding(const QrFinding &finding)
{
    switch (finding.kind) {
    case QrFinding::Kind::Link:
        m_field->setText(finding.link);
        return judge();
    case QrFinding::Kind::OtherCode:
        return say(Tone::Warning,
            tr("The QR code in this picture is not a link for Earshot. Ask the organiser for the event’s "
               "link."));
    case QrFinding::Kind::NoCode:
        return say(Tone::Warning,
            tr("No QR code was found in this picture. A sharper picture that shows the whole code helps."));
    case QrFinding::Kind::Unreadable:
        return say(
            Tone::Warning, tr("This picture cannot be read. Another format, as PNG or JPEG, may work."));
    case QrFinding::Kind::TooLarge:
        return say(Tone::Warning, tr("This picture is too large. Cut out the part with the QR code."));
    }
}

/// A picture in the clipboard is pasted as text is.
bool PasteLinkDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        if (mime && !mime->hasText() && PictureReader::holdsPicture(*mime)) {
            readPicture(*mime);
            return true;
        }
    }
    return FittingDialog::eventFilter(watched, event);
}

} // namespace earshot
