# What other programs read: calendars with an independent library, feeds with a schema, and the commands that write them.
earshot_add_test(calendar_interop_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/calendar_interop_test.cpp
            ${PROJECT_SOURCE_DIR}/tests/support/feed_cards.h)
target_compile_definitions(calendar_interop_test PRIVATE
    INTEROP_SOURCE="${PROJECT_SOURCE_DIR}/tests/interop/ical"
    INTEROP_BUILD="${CMAKE_BINARY_DIR}/tests/interop/ical")

earshot_add_test(feeds_command_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/feeds_command_test.cpp
            ${PROJECT_SOURCE_DIR}/tests/support/feed_cards.h
    LIBRARIES earshot_test_event)
target_compile_definitions(feeds_command_test PRIVATE
    EARSHOTCTL="$<TARGET_FILE:earshotctl>"
    FEED_SCHEMA="${PROJECT_SOURCE_DIR}/tests/interop/feed/rss.xsd")
add_dependencies(feeds_command_test earshotctl)

earshot_add_test(own_copy_server_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/own_copy_server_test.cpp
    LIBRARIES earshot_test_event)
target_compile_definitions(own_copy_server_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
add_dependencies(own_copy_server_test earshotctl)
