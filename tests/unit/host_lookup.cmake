earshot_add_test(host_lookup_test LABEL unit TIMEOUT 30 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/host_lookup_test.cpp)
