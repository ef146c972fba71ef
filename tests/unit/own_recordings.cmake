# What was made or heard on this computer, in its library.
earshot_add_test(own_recordings_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/own_recordings_test.cpp)
