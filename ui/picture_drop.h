#pragma once

#include <QObject>

#include <functional>

class QMimeData;
class QWidget;

namespace earshot {

/// Pictures may be dropped onto a widget; anything else that is dropped there is left to others.
class PictureDrop : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(const QMimeData &data)>;

    PictureDrop(QWidget &widget, Take take);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Take m_take;
};

} // namespace earshot
