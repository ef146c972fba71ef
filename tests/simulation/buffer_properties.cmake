# Random traces through the jitter buffer, in virtual time.
set(position_sources
    ${CMAKE_CURRENT_SOURCE_DIR}/audio/position_sound.cpp ${CMAKE_CURRENT_SOURCE_DIR}/audio/position_sound.h
    ${CMAKE_CURRENT_SOURCE_DIR}/audio/heard_block.cpp ${CMAKE_CURRENT_SOURCE_DIR}/audio/heard_block.h
    ${CMAKE_CURRENT_SOURCE_DIR}/audio/random_trace.cpp ${CMAKE_CURRENT_SOURCE_DIR}/audio/random_trace.h
    ${CMAKE_CURRENT_SOURCE_DIR}/audio/trace_player.cpp ${CMAKE_CURRENT_SOURCE_DIR}/audio/trace_player.h
    ${CMAKE_CURRENT_SOURCE_DIR}/audio/buffer_checks.cpp ${CMAKE_CURRENT_SOURCE_DIR}/audio/buffer_checks.h
    ${PROJECT_SOURCE_DIR}/tests/support/counted_memory.cpp ${PROJECT_SOURCE_DIR}/tests/support/counted_memory.h)
earshot_add_test(buffer_properties LABEL simulation TIMEOUT 240
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/buffer_properties_test.cpp ${position_sources})
earshot_add_test(buffer_recovery LABEL simulation
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/buffer_recovery_test.cpp ${position_sources})
