foreach(test connection_test connection_refusal_test connection_tls_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp
                ${CMAKE_CURRENT_SOURCE_DIR}/dialer.h ${CMAKE_CURRENT_SOURCE_DIR}/scripted_server.h
        LIBRARIES earshot_test_nats)
endforeach()
