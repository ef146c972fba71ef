# Whole events with a real server: joining and counts.
foreach(test join_test counts_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp
        LIBRARIES earshot_test_event)
endforeach()
target_sources(counts_test PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/crowd_listener.h)
