#pragma once

#include "client/host_view.h"

#include "fitting_dialog.h"

namespace earshot {

class Button;
class Field;
class QrCode;
class Segments;
class Text;

/// The links of an event as text and as QR code: one for all listeners, and one-time links for speakers.
class ShareDialog : public FittingDialog
{
    Q_OBJECT
public:
    explicit ShareDialog(QWidget *parent);

    void show(const HostView &view);
    QString link() const;

signals:
    void speakerLinkRequested(earshot::Role role);

private:
    enum Kind { Listeners, Speaker, CoHost };
    void choose(int kind);
    void showLink();

    HostView m_view;
    int m_kind = Listeners;
    QString m_before; ///< the speaker's link that was there before another was asked for
    Segments *m_kinds;
    Text *m_advice;
    QrCode *m_code;
    Field *m_link;
    Button *m_copy;
};

} // namespace earshot
