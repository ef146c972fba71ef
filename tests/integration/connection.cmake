earshot_add_test(connection_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/connection_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/dialer.h
    LIBRARIES earshot_test_nats)
earshot_add_test(connection_refusal_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/connection_refusal_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/dialer.h
    LIBRARIES earshot_test_nats)
