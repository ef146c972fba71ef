# Hosts that are killed.
earshot_add_test(hosting_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/hosting_test.cpp
    LIBRARIES earshot_test_event)
add_dependencies(hosting_test earshotctl)
target_compile_definitions(hosting_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
