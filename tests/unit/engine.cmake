earshot_add_test(nkey_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/nkey_test.cpp)
