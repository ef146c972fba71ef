#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace earshot::test {

/// The program's one audio thread.
class AudioThread
{
public:
    AudioThread()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start(QThread::HighestPriority);
    }
    ~AudioThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    void run(const std::function<void()> &call)
    {
        QMetaObject::invokeMethod(&m_context, call, Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    QObject m_context;
};

} // namespace earshot::test
