earshot_add_test(nats_cluster_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/nats_cluster_test.cpp
    LIBRARIES earshot_test_nats)
