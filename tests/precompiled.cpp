// CMake makes a precompiled header only for a library with a source.
