earshot_add_test(object_writer_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_writer_test.cpp
    LIBRARIES earshot_test_nats)

# Hosts and servers that are killed; EARSHOT_RECORDING_KILLS=20 for more of them.
earshot_add_test(recording_test LABEL integration TIMEOUT 400 PARTS 3
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_test.cpp
    LIBRARIES earshot_test_event)
add_dependencies(recording_test earshotctl)
target_compile_definitions(recording_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
