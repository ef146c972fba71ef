earshot_add_test(host_credentials_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/host_credentials_test.cpp)
