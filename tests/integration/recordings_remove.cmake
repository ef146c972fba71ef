earshot_add_test(recordings_remove_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recordings_remove_test.cpp
    LIBRARIES earshot_test_nats)
add_dependencies(recordings_remove_test earshotctl)
target_compile_definitions(recordings_remove_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
earshot_add_test(withdrawal_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/withdrawal_test.cpp
    LIBRARIES earshot_test_event)
