foreach(test probe_test line_target_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp
                ${CMAKE_CURRENT_SOURCE_DIR}/routed_server.h ${CMAKE_CURRENT_SOURCE_DIR}/tls_scene.h
        LIBRARIES earshot_test_event)
endforeach()
