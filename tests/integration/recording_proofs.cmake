# EARSHOT_RECORDING_REAL=1: three minutes.
earshot_add_test(recording_in_real_time_test LABEL integration TIMEOUT 400
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_in_real_time_test.cpp
    LIBRARIES earshot_test_event)
add_dependencies(recording_in_real_time_test earshotctl)
target_compile_definitions(recording_in_real_time_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")

# EARSHOT_RECORDING_TWO_HOURS=1: two hours of an event.
earshot_add_test(recording_publish_test LABEL integration TIMEOUT 900
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_publish_test.cpp)
