earshot_add_test(client_sound_test LABEL integration TIMEOUT 60
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/client_sound_test.cpp)
