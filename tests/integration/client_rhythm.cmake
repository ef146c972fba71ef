earshot_add_test(client_rhythm_test LABEL integration TIMEOUT 30
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/client_rhythm_test.cpp)
