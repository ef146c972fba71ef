earshot_add_test(seat_test LABEL integration TIMEOUT 60 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/seat_test.cpp)
