earshot_add_test(waiting_room_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/waiting_room_test.cpp
    LIBRARIES earshot_test_event)
