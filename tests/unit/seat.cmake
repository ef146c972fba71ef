earshot_add_test(stage_seat_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/stage_seat_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session_stage.h)
earshot_add_test(own_voice_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/own_voice_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session_stage.h)
earshot_add_test(own_key_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/own_key_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session_stage.h)
