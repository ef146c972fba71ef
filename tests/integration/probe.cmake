foreach(test probe_test line_target_test address_family_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp
                ${CMAKE_CURRENT_SOURCE_DIR}/routed_server.h ${CMAKE_CURRENT_SOURCE_DIR}/tls_scene.h
        LIBRARIES earshot_test_event)
endforeach()
earshot_add_test(doctor_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/doctor_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/routed_server.h
    LIBRARIES earshot_test_event)
target_compile_definitions(doctor_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
add_dependencies(doctor_test earshotctl)
