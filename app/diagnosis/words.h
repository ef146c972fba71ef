#pragma once

#include <QCoreApplication>

namespace earshot {

/// The context "Sentence" of the translations in resources/translations/diagnosis_*.ts.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Sentence)
};

} // namespace earshot
