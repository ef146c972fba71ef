#include "client/program_exit.h"

#include <openssl/crypto.h>

namespace earshot {

void prepareProgramExit()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace earshot
