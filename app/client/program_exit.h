#pragma once

namespace earshot {

/// First in each program's main: OpenSSL is not cleaned up as the program exits.
///
/// For QThread::wait a thread has ended before its thread-local values are given back, OpenSSL's among them. When the
/// program exits at that moment, both free the same memory (openssl's OPENSSL_init_crypto(3), "NO_ATEXIT").
void prepareProgramExit();

} // namespace earshot
