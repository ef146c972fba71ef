earshot_add_test(desk_test LABEL integration TIMEOUT 120 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/desk_test.cpp)
