#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace earshot::ctl {

/// Lines of standard input, as they come, without holding up the event loop. One per program.
class LineReader : public QObject
{
    Q_OBJECT
public:
    LineReader();
    ~LineReader() override;

signals:
    void line(const QString &text);
    void ended();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared; ///< with the reading thread, which nothing can end
};

} // namespace earshot::ctl
