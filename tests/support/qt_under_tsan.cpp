// ThreadSanitizer cannot see the locks inside a Qt that was not built with it, so each value that crosses
// threads by a queued signal would look like a race. This tells it what Qt guarantees: what was done before a
// signal or call was posted happens before its delivery. Compiled into every program of the tsan preset; one
// point for all threads, so races between two posts are not seen.
#include <QCoreApplication>
#include <QObject>

#include <dlfcn.h>

extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);

namespace {

char anyPost;

template<typename Function>
Function inQt(const char *symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

bool beforeDelivery(void **)
{
    __tsan_acquire(&anyPost);
    return false; // Qt delivers the event
}

[[maybe_unused]] const bool registered
    = QInternal::registerCallback(QInternal::EventNotifyCallback, beforeDelivery);

} // namespace

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    static const auto activate = inQt<void (*)(QObject *, const QMetaObject *, int, void **)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(&anyPost);
    activate(sender, meta, signal, arguments);
}

bool QMetaObject::invokeMethodImpl(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static const auto invoke = inQt<bool (*)(
        QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    __tsan_release(&anyPost);
    const bool done = invoke(object, slot, type, result);
    __tsan_acquire(&anyPost); // a blocking call has been answered
    return done;
}
