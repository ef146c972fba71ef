earshot_add_test(look_alike_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/look_alike_test.cpp)
