foreach(part event_recorder event_recording recording_side)
    earshot_add_test(${part}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp)
endforeach()
