// Links from pictures, and addresses that are typed; and the file that goes to a calendar.

#include "calendar_file.h"
#include "gui_fixture.h"
#include "picture_reader.h"
#include "qr_code.h"
#include "shown_window.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kLink = QStringLiteral("earshot://live.example.org/town-hall");

/// As it is printed: dark on white, with its quiet zone.
QImage codeOf(const QString &text, int pixelsPerModule = 6)
{
    const std::optional<QrModules> modules = qrModules(text.toUtf8());
    const int side = (modules->size + 8) * pixelsPerModule;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int y = 0; y < modules->size; ++y) {
        for (int x = 0; x < modules->size; ++x) {
            if (modules->dark.at(y * modules->size + x))
                painter.fillRect((x + 4) * pixelsPerModule, (y + 4) * pixelsPerModule, pixelsPerModule,
                    pixelsPerModule, Qt::black);
        }
    }
    return image;
}

/// On a table, at an angle, badly lit, by a camera of that many pixels.
QImage photoOf(const QImage &code, const QSize &size, double angle, int codeSide)
{
    QImage photo(size, QImage::Format_RGB32);
    quint32 noise = 7;
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(photo.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            noise = noise * 1664525u + 1013904223u;
            const int light = 90 + 60 * x / size.width() + int(noise >> 28);
            line[x] = qRgb(light, light - 20, light - 40);
        }
    }
    QPainter painter(&photo);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(size.width() * 0.6, size.height() * 0.45);
    painter.rotate(angle);
    painter.setOpacity(0.85);
    painter.drawImage(QRect(-codeSide / 2, -codeSide / 2, codeSide, codeSide), code);
    return photo;
}

} // namespace

class PastePictureTest : public QObject
{
    Q_OBJECT
private slots:
    void code_isRead_data();
    void code_isRead();
    void severalCodes_theFirstEarshotLinkWins();
    void otherCode_andNoCode_areToldApart();
    void hostileFiles_areRefused();
    void largePhoto_isReadInBoundedTime();
    void closedDialog_doesNotWaitForItsPicture();
    void dialog_readsAPicture_andSaysWhatItFound();
    void dialog_pastesAPicture();
    void picture_droppedOnTheWindow_opensTheDialog();
    void address_isTakenAndExplained();
    void calendarFile_isItsOwnersAlone();
    void dialog_showsItsTextsWhole();
};

void PastePictureTest::code_isRead_data()
{
    QTest::addColumn<QImage>("picture");
    const QImage code = codeOf(kLink);
    QTest::newRow("as drawn") << code;
    QTest::newRow("small") << codeOf(kLink, 3);
    QTest::newRow("with a ticket") << codeOf(kLink + QStringLiteral("?t=") + QString(900, QLatin1Char('a')));
    QTest::newRow("upside down") << code.mirrored(true, true);
    QTest::newRow("rotated") << code.transformed(QTransform().rotate(90));
    QImage inverted = code;
    inverted.invertPixels();
    QTest::newRow("light on dark") << inverted;
    QImage transparent = code.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < transparent.height(); ++y) {
        for (int x = 0; x < transparent.width(); ++x) {
            if (qRed(transparent.pixel(x, y)) > 128)
                transparent.setPixel(x, y, qRgba(0, 0, 0, 0));
        }
    }
    QTest::newRow("on nothing") << transparent;
    QTest::newRow("photo, straight") << photoOf(code, {2000, 1500}, 0, 500);
    QTest::newRow("photo, 20 degrees") << photoOf(code, {2000, 1500}, 20, 500);
    QTest::newRow("photo, far away") << photoOf(code, {4000, 3000}, 7, 420);
}

void PastePictureTest::code_isRead()
{
    QFETCH(QImage, picture);
    const QrFinding finding = readQrCodes(picture);
    QCOMPARE(int(finding.kind), int(QrFinding::Kind::Link));
    QVERIFY2(finding.link.startsWith(kLink), qPrintable(finding.link));
}

void PastePictureTest::severalCodes_theFirstEarshotLinkWins()
{
    const QImage codes[] = {codeOf(QStringLiteral("https://example.org/tickets")), codeOf(kLink)};
    QImage poster(codes[0].width() + codes[1].width() + 200, 500, QImage::Format_RGB32);
    poster.fill(Qt::white);
    QPainter painter(&poster);
    painter.drawImage(20, 20, codes[0]);
    painter.drawImage(codes[0].width() + 120, 120, codes[1]);
    painter.end();
    QCOMPARE(readQrCodes(poster), (QrFinding{QrFinding::Kind::Link, kLink}));
}

void PastePictureTest::otherCode_andNoCode_areToldApart()
{
    QCOMPARE(int(readQrCodes(codeOf(QStringLiteral("https://example.org/"))).kind),
        int(QrFinding::Kind::OtherCode));
    QImage empty(640, 480, QImage::Format_RGB32);
    empty.fill(Qt::white);
    QCOMPARE(int(readQrCodes(empty).kind), int(QrFinding::Kind::NoCode));
    QCOMPARE(int(readQrCodes(QImage(1, 1, QImage::Format_RGB32)).kind), int(QrFinding::Kind::NoCode));
    QCOMPARE(int(readQrCodes(QImage()).kind), int(QrFinding::Kind::Unreadable));
}

void PastePictureTest::hostileFiles_areRefused()
{
    QTemporaryDir dir;
    const auto file = [&](const char *name, const QByteArray &bytes) {
        QFile made(dir.filePath(QString::fromLatin1(name)));
        const bool isWritten = made.open(QIODevice::WriteOnly) && made.write(bytes) == bytes.size();
        return isWritten ? made.fileName() : QString();
    };
    const auto kindOf = [](const QString &path) { return int(readQrFile(path).kind); };
    QCOMPARE(kindOf(dir.filePath(QStringLiteral("none.png"))), int(QrFinding::Kind::Unreadable));
    QCOMPARE(kindOf(dir.path()), int(QrFinding::Kind::Unreadable));
    QCOMPARE(kindOf(file("empty.png", {})), int(QrFinding::Kind::Unreadable));
    QCOMPARE(kindOf(file("noise.png", QByteArray(10'000, '\x8b'))), int(QrFinding::Kind::Unreadable));
    // 30,000 × 30,000 pixels in 60 bytes.
    QCOMPARE(kindOf(file("bomb.pbm", "P4\n30000 30000\n\x01\x02\x03")), int(QrFinding::Kind::TooLarge));
    QFile large(dir.filePath(QStringLiteral("large.bmp")));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(qint64(65) * 1024 * 1024));
    QCOMPARE(kindOf(large.fileName()), int(QrFinding::Kind::TooLarge));
    // A picture that is cut is damaged, or its code is whole.
    QVERIFY(codeOf(kLink).save(dir.filePath(QStringLiteral("whole.png"))));
    QFile whole(dir.filePath(QStringLiteral("whole.png")));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (qsizetype length = 0; length < bytes.size(); length += 61) {
        const QrFinding finding = readQrFile(file("cut.png", bytes.first(length)));
        QVERIFY(finding.link.isEmpty() || finding.link == kLink);
    }
    // Another ending does not hide what it is.
    QCOMPARE(readQrFile(file("code.jpg", bytes)), (QrFinding{QrFinding::Kind::Link, kLink}));
}

void PastePictureTest::largePhoto_isReadInBoundedTime()
{
    const QImage photo = photoOf(codeOf(kLink), {4000, 3000}, 0, 0);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(int(readQrCodes(photo).kind), int(QrFinding::Kind::NoCode));
    qInfo("no code in 12 million pixels: %lld ms", static_cast<long long>(timer.elapsed()));
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
}

/// The window's thread holds the microphone open, and may not stand still for a picture.
void PastePictureTest::closedDialog_doesNotWaitForItsPicture()
{
    const QImage photo = photoOf(codeOf(kLink), {4000, 3000}, 0, 0);
    QElapsedTimer timer;
    timer.start();
    (void)readQrCodes(photo);
    const qint64 looking = timer.elapsed();
    auto reader = std::make_unique<PictureReader>(nullptr);
    bool isAnswered = false;
    connect(reader.get(), &PictureReader::finished, this, [&] { isAnswered = true; });
    reader->readPicture(photo);
    QTRY_VERIFY(QThreadPool::globalInstance()->activeThreadCount() > 0);
    timer.start();
    reader.reset();
    QVERIFY2(timer.elapsed() < looking / 4,
        qPrintable(QStringLiteral("%1 of %2 ms").arg(timer.elapsed()).arg(looking)));
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!isAnswered);
}

void PastePictureTest::dialog_readsAPicture_andSaysWhatItFound()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PasteLinkDialog dialog(anyLink);
    dialog.show();
    QTemporaryDir dir;
    const auto shows = [&](const char *text) { return textsIn(&dialog).contains(QString::fromUtf8(text)); };
    QVERIFY(codeOf(QStringLiteral("https://example.org/")).save(dir.filePath(QStringLiteral("other.png"))));
    dialog.readPictureFile(dir.filePath(QStringLiteral("other.png")));
    QVERIFY(shows("Looking for a QR code in the picture …"));
    QTRY_VERIFY(shows("The QR code in this picture is not a link for Earshot."));
    QCOMPARE(dialog.link(), QString());
    QImage empty(300, 300, QImage::Format_RGB32);
    empty.fill(Qt::white);
    QVERIFY(empty.save(dir.filePath(QStringLiteral("empty.png"))));
    dialog.readPictureFile(dir.filePath(QStringLiteral("empty.png")));
    QTRY_VERIFY(shows("No QR code was found in this picture."));
    dialog.readPictureFile(dir.filePath(QStringLiteral("missing.png")));
    QTRY_VERIFY(shows("This picture cannot be read."));
    QVERIFY(codeOf(kLink).save(dir.filePath(QStringLiteral("link.png"))));
    dialog.readPictureFile(dir.filePath(QStringLiteral("empty.png")));
    dialog.readPictureFile(dir.filePath(QStringLiteral("link.png"))); // the last one counts
    QTRY_COMPARE(dialog.link(), kLink);
    QVERIFY(shows("This link can be opened."));
    QVERIFY(visible<QAbstractButton>(&dialog, QStringLiteral("Open"))->isEnabled());
}

void PastePictureTest::dialog_pastesAPicture()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PasteLinkDialog dialog(anyLink);
    dialog.show();
    QGuiApplication::clipboard()->setImage(codeOf(kLink));
    auto *field = dialog.findChild<QLineEdit *>();
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(dialog.link(), kLink);
    field->clear();
    QTest::mouseClick(
        visible<QAbstractButton>(&dialog, QStringLiteral("Paste from the clipboard")), Qt::LeftButton);
    QTRY_COMPARE(dialog.link(), kLink);
    QGuiApplication::clipboard()->setText(QStringLiteral("earshot://other.example.org/x"));
    field->clear();
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(dialog.link(), QStringLiteral("earshot://other.example.org/x"));
}

void PastePictureTest::picture_droppedOnTheWindow_opensTheDialog()
{
    Shown s(nothingJoined(), schedule(), Page::Events);
    QTemporaryDir dir;
    QVERIFY(codeOf(kLink).save(dir.filePath(QStringLiteral("poster.png"))));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(dir.filePath(QStringLiteral("poster.png")))});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&s.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&s.window, &drop);
    QVERIFY(s.window.pasteDialog());
    QTRY_COMPARE(s.window.pasteDialog()->link(), kLink);
    QSignalSpy entered(&s.window, &MainWindow::linkEntered);
    s.window.pasteDialog()->accept();
    QCOMPARE(entered.count(), 1);
    QCOMPARE(entered[0][0].toString(), kLink);
    // What is no picture is for others.
    QMimeData sound;
    sound.setUrls({QUrl::fromLocalFile(dir.filePath(QStringLiteral("talk.opus")))});
    QDragEnterEvent other({10, 10}, Qt::CopyAction, &sound, Qt::LeftButton, Qt::NoModifier);
    other.ignore();
    QApplication::sendEvent(&s.window, &other);
    QVERIFY(!other.isAccepted());
}

void PastePictureTest::address_isTakenAndExplained()
{
    const Looks looks(false, 1, QStringLiteral("en"));
    PasteLinkDialog dialog(anyLink);
    dialog.show();
    auto *field = dialog.findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("https://radio.example.net/programme"));
    QCOMPARE(dialog.link(), QStringLiteral("earshot://radio.example.net"));
    QVERIFY(textsIn(&dialog).contains(
        QStringLiteral("Earshot looks for the events of radio.example.net on its page.")));
    field->clear();
    QTest::keyClicks(field, QStringLiteral("radio"));
    QVERIFY(!visible<QAbstractButton>(&dialog, QStringLiteral("Open"))->isEnabled());
    QTest::keyClicks(field, QStringLiteral(".example.net"));
    QVERIFY(visible<QAbstractButton>(&dialog, QStringLiteral("Open"))->isEnabled());
    QTest::keyClicks(field, QStringLiteral("/choir"));
    QCOMPARE(dialog.link(), QStringLiteral("earshot://radio.example.net/choir"));
    QVERIFY(textsIn(&dialog).contains(QStringLiteral("This link can be opened.")));
}

void PastePictureTest::calendarFile_isItsOwnersAlone()
{
    QTemporaryDir dir;
    const QString folder = dir.filePath(QStringLiteral("calendar"));
    const auto kept = keepCalendarFile(folder, QStringLiteral("town-hall"), "BEGIN:VCALENDAR\r\n");
    QVERIFY(kept);
    QCOMPARE(*kept, folder + QStringLiteral("/town-hall.ics"));
    QFile file(*kept);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("BEGIN:VCALENDAR\r\n"));
    QCOMPARE(file.permissions()
            & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner),
        QFile::Permissions());
    QVERIFY(keepCalendarFile(folder, QStringLiteral("town-hall"), "again"));
    QCOMPARE(*keepCalendarFile(folder, QStringLiteral("../../etc/passwd"), "x"),
        folder + QStringLiteral("/------etc-passwd.ics"));
    QFile block(dir.filePath(QStringLiteral("file")));
    QVERIFY(block.open(QIODevice::WriteOnly));
    const auto refused = keepCalendarFile(block.fileName(), QStringLiteral("x"), "x");
    QVERIFY(!refused);
    QCOMPARE(refused.failure().cause, Cause::FileUnwritable);
}

void PastePictureTest::dialog_showsItsTextsWhole()
{
    for (const char *language : {"en", "de"}) {
        for (const double scale : {1.0, 1.5, 2.0}) {
            const Looks looks(scale == 1.5, scale, QString::fromLatin1(language));
            PasteLinkDialog dialog(anyLink);
            dialog.show();
            QVERIFY(QTest::qWaitForWindowExposed(&dialog));
            const QString before = textsIn(&dialog);
            QMimeData data;
            data.setImageData(codeOf(QStringLiteral("https://example.org/")));
            dialog.readPicture(data);
            const QString reading = textsIn(&dialog);
            QVERIFY(reading != before);
            QTRY_VERIFY(textsIn(&dialog) != reading);
            QVERIFY(dialog.grab().save(screensFolder()
                + QStringLiteral("/paste-picture-%1-%2.png").arg(QLatin1String(language)).arg(scale)));
            QCOMPARE(cutTexts(&dialog), QString());
        }
    }
}

EARSHOT_GUI_MAIN(PastePictureTest)
#include "paste_picture_test.moc"
