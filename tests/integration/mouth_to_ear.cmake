# From a mouth before a microphone to the ears of others, each at a program of their own.
earshot_add_test(mouth_to_ear_test LABEL sound TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/mouth_to_ear_test.cpp
        ${CMAKE_CURRENT_SOURCE_DIR}/gathering.cpp ${CMAKE_CURRENT_SOURCE_DIR}/gathering.h
        ${PROJECT_SOURCE_DIR}/tests/support/siren.cpp ${PROJECT_SOURCE_DIR}/tests/support/siren.h
        ${PROJECT_SOURCE_DIR}/tests/support/sound_room.cpp ${PROJECT_SOURCE_DIR}/tests/support/sound_room.h
        ${PROJECT_SOURCE_DIR}/tests/support/spoken_delay.cpp ${PROJECT_SOURCE_DIR}/tests/support/spoken_delay.h
    LIBRARIES earshot_test_sound earshot_test_nats)
target_compile_definitions(mouth_to_ear_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
add_dependencies(mouth_to_ear_test earshotctl)
