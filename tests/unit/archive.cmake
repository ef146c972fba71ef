earshot_add_test(archive_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/archive_test.cpp)
