earshot_add_test(event_desk_stage_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/event_desk_stage_test.cpp)
