earshot_add_test(catch_up_server_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/catch_up_server_test.cpp
    LIBRARIES earshot_test_nats)
earshot_add_test(request_many_test LABEL integration TIMEOUT 60
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/request_many_test.cpp
    LIBRARIES earshot_test_nats)
