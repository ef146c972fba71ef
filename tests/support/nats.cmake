# What tests of the wire need from the world: a real server, and certificates for it.
add_library(earshot_test_nats STATIC
    ${CMAKE_CURRENT_SOURCE_DIR}/certificate.cpp ${CMAKE_CURRENT_SOURCE_DIR}/certificate.h
    ${CMAKE_CURRENT_SOURCE_DIR}/fault_proxy.cpp ${CMAKE_CURRENT_SOURCE_DIR}/fault_proxy.h
    ${CMAKE_CURRENT_SOURCE_DIR}/nats_server.cpp ${CMAKE_CURRENT_SOURCE_DIR}/nats_server.h
    ${CMAKE_CURRENT_SOURCE_DIR}/nats_cluster.cpp ${CMAKE_CURRENT_SOURCE_DIR}/nats_cluster.h)
target_include_directories(earshot_test_nats PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(earshot_test_nats PUBLIC Earshot::app Qt6::Core Qt6::Network Qt6::Test OpenSSL::Crypto)
target_precompile_headers(earshot_test_nats REUSE_FROM earshot_app)
