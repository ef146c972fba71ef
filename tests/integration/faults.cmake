# Whole events with a real server: joining, counts, and every fault injected for real.
foreach(test join_test counts_test faults_reach_test faults_event_test faults_line_test faults_ear_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp
        LIBRARIES earshot_test_event)
endforeach()
target_sources(faults_reach_test PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/scripted_server.h ${CMAKE_CURRENT_SOURCE_DIR}/tls_scene.h
    ${CMAKE_CURRENT_SOURCE_DIR}/websocket_bytes.h)
target_sources(counts_test PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/crowd_listener.h)
target_link_libraries(faults_ear_test PRIVATE earshot_test_sound)
