earshot_add_test(catch_up_test LABEL simulation TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/catch_up_test.cpp)
