earshot_add_test(object_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_test.cpp
    LIBRARIES earshot_test_nats)
earshot_add_test(object_interop_test LABEL integration TIMEOUT 300
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_interop_test.cpp
    LIBRARIES earshot_test_nats)
target_compile_definitions(object_interop_test PRIVATE EARSHOT_INTEROP="${PROJECT_SOURCE_DIR}/tests/interop/nats")
earshot_add_test(recordings_command_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recordings_command_test.cpp
    LIBRARIES earshot_test_nats)
add_dependencies(recordings_command_test earshotctl)
target_compile_definitions(recordings_command_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")
earshot_add_test(library_client_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/library_client_test.cpp
    LIBRARIES earshot_test_nats)
earshot_add_test(download_proofs_test LABEL integration TIMEOUT 180 PARTS 2
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/download_proofs_test.cpp
    LIBRARIES earshot_test_nats)
