# EARSHOT_RECORDING_REAL=1: three minutes.
earshot_add_test(recording_in_real_time_test LABEL integration TIMEOUT 400
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_in_real_time_test.cpp
    LIBRARIES earshot_test_event)
add_dependencies(recording_in_real_time_test earshotctl)
target_compile_definitions(recording_in_real_time_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
