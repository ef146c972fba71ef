earshot_add_test(nkey_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/nkey_test.cpp)
earshot_add_test(jwt_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/jwt_test.cpp)
earshot_add_test(engine_configuration_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/engine_configuration_test.cpp)
