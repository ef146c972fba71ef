// ThreadSanitizer cannot see the locks and counts inside a Qt that was not built with it, so each value that crosses
// threads by a queued signal would look like a race. This tells it what Qt guarantees:
//
//   what was done before a signal or call was posted, and its arguments' copies   before its delivery
//   a posted call, and that of a slot                                             before what is called is destroyed
//   what was done before deleteLater or QThread::quit                             before what lived there is deleted
//   what a thread did                                                             before QThread::wait returns
//   what was done before QThreadPool::start                                       before its task, and that before
//                                                                                 QThreadPool::waitForDone returns
//
// Compiled into every program of the tsan preset. Posts have one point for all threads, so have tasks: races between two are not
// seen.
#include <QCoreApplication>
#include <QMetaMethod>
#include <QObject>
#include <QThread>
#include <QThreadPool>
#include <QThreadStorage>

#include <mutex>
#include <set>
#include <unordered_map>

#include <dlfcn.h>

extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);

namespace {

char anyPost;
char anyTask;

template<typename Function>
Function inQt(const char *symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

// ---- threads

/// Qt gives it back as the thread's last deed before whoever waits for the thread is woken.
struct ThreadEnd {
    QThread *thread = QThread::currentThread();

    ~ThreadEnd() { __tsan_release(thread); }
};

void noteThread()
{
    static auto &s_ends = *new QThreadStorage<ThreadEnd *>; // outlives all threads
    thread_local bool t_isNoted = false;
    if (!std::exchange(t_isNoted, true))
        s_ends.setLocalData(new ThreadEnd);
}

bool beforeDelivery(void **)
{
    noteThread();
    __tsan_acquire(&anyPost);
    return false; // Qt delivers the event
}

[[maybe_unused]] const bool registered
    = QInternal::registerCallback(QInternal::EventNotifyCallback, beforeDelivery);

// ---- the arguments of queued signals

/// Qt copies them within `activate`, when its caller's release is over: their types' copying is taken over. Each thread
/// remembers what it learned: a lock at each signal would itself order the threads.
class ArgumentCopies
{
public:
    static ArgumentCopies &instance()
    {
        static auto &s_copies = *new ArgumentCopies;
        return s_copies;
    }
    void takeOver(const QMetaObject *meta, int signal)
    {
        thread_local auto &t_known = *new std::set<std::pair<const QMetaObject *, int>>;
        if (!t_known.emplace(meta, signal).second)
            return;
        const QMetaMethod method = meta->method(meta->methodOffset() + signal);
        const std::scoped_lock lock(m_mutex);
        for (int i = 0; i < method.parameterCount(); ++i)
            takeOver(method.parameterMetaType(i).iface());
    }

private:
    using Type = QtPrivate::QMetaTypeInterface;
    using Copying = std::unordered_map<const Type *, Type::CopyCtrFn>;

    void takeOver(const Type *type)
    {
        if (!type || !type->copyCtr || type->copyCtr == copy)
            return;
        m_copying[type] = type->copyCtr;
        // Writable, as its id is mutable.
        const_cast<Type *>(type)->copyCtr = copy;
    }
    static void copy(const Type *type, void *where, const void *from)
    {
        thread_local auto &t_copying = *new Copying;
        auto known = t_copying.find(type);
        if (known == t_copying.end())
            known = t_copying.emplace(type, instance().copyingOf(type)).first;
        known->second(type, where, from);
        __tsan_release(&anyPost);
    }
    Type::CopyCtrFn copyingOf(const Type *type)
    {
        const std::scoped_lock lock(m_mutex);
        return m_copying.at(type);
    }

    std::mutex m_mutex;
    Copying m_copying;
};

// ---- what is called

/// A call, told of; Qt counts by itself who still needs it.
class ToldCall : public QtPrivate::QSlotObjectBase
{
public:
    explicit ToldCall(QtPrivate::QSlotObjectBase *call)
        : QSlotObjectBase(run)
        , m_call(call)
    { }

private:
    static void run(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *isSame)
    {
        auto *self = static_cast<ToldCall *>(base);
        switch (which) {
        case Destroy:
            __tsan_acquire(self);
            self->m_call->destroyIfLastRef();
            delete self;
            break;
        case Call:
            self->m_call->call(receiver, arguments);
            __tsan_release(self);
            break;
        case Compare:
            *isSame = self->m_call->compare(arguments);
            break;
        default:
            break;
        }
    }

    QtPrivate::QSlotObjectBase *m_call;
};

} // namespace

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    static const auto activate = inQt<void (*)(QObject *, const QMetaObject *, int, void **)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    ArgumentCopies::instance().takeOver(meta, signal);
    __tsan_release(&anyPost);
    activate(sender, meta, signal, arguments);
}

bool QMetaObject::invokeMethodImpl(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static const auto invoke = inQt<bool (*)(
        QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *told = new ToldCall(slot);
    told->ref(); // it orders the threads also when it was answered
    __tsan_release(&anyPost);
    const bool done = invoke(object, told, type, result);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(told);
    told->destroyIfLastRef();
    return done;
}

QMetaObject::Connection QObject::connectImpl(const QObject *sender, void **signal, const QObject *receiver,
    void **slot, QtPrivate::QSlotObjectBase *call, Qt::ConnectionType type, const int *types,
    const QMetaObject *meta)
{
    static const auto connect = inQt<QMetaObject::Connection (*)(const QObject *, void **, const QObject *,
        void **, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, const int *, const QMetaObject *)>(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_"
        "PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject");
    return connect(sender, signal, receiver, slot, new ToldCall(call), type, types, meta);
}

void QObject::deleteLater()
{
    static const auto deleteLater = inQt<void (*)(QObject *)>("_ZN7QObject11deleteLaterEv");
    __tsan_release(&anyPost);
    deleteLater(this);
}

void QThread::quit()
{
    static const auto quit = inQt<void (*)(QThread *)>("_ZN7QThread4quitEv");
    __tsan_release(&anyPost);
    quit(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto wait = inQt<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool hasEnded = wait(this, deadline);
    if (hasEnded)
        __tsan_acquire(this);
    return hasEnded;
}

void QThreadPool::start(std::function<void()> task, int priority)
{
    static const auto start = inQt<void (*)(QThreadPool *, std::function<void()>, int)>(
        "_ZN11QThreadPool5startESt8functionIFvvEEi");
    std::function<void()> told = [this, task = std::move(task)] {
        __tsan_acquire(&anyTask); // before anything of the task is read
        task();
        __tsan_release(this);
    };
    __tsan_release(&anyTask);
    start(this, std::move(told), priority);
}

bool QThreadPool::waitForDone(int ms)
{
    static const auto wait = inQt<bool (*)(QThreadPool *, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool isDone = wait(this, ms);
    if (isDone)
        __tsan_acquire(this);
    return isDone;
}
