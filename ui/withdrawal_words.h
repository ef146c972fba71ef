#pragma once

#include "ask_dialog.h"
#include "client/library_view.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>

namespace earshot {

/// What is said where a host removes a recording from the server.
class WithdrawalWords
{
    Q_DECLARE_TR_FUNCTIONS(WithdrawalWords)
public:
    static AskDialog::Question question(const LibraryItem &item);
    static Sentence begun(const LibraryItem &item);
    /// What became of it.
    static Sentence done(const QString &title, const Outcome &outcome);

private:
    static Sentence refused(const QString &name, const Failure &failure);
};

} // namespace earshot
