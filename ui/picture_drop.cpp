#include "picture_drop.h"

#include "picture_reader.h"

#include <QDropEvent>
#include <QWidget>

namespace earshot {

PictureDrop::PictureDrop(QWidget &widget, Take take)
    : QObject(&widget)
    , m_take(std::move(take))
{
    widget.setAcceptDrops(true);
    widget.installEventFilter(this);
}

bool PictureDrop::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDrop = event->type() == QEvent::Drop;
    if (!isDrop && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    if (!drop->mimeData() || !PictureReader::holdsPicture(*drop->mimeData()))
        return QObject::eventFilter(watched, event);
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (isDrop)
        m_take(*drop->mimeData());
    return true;
}

} // namespace earshot
