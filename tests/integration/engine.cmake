earshot_add_test(engine_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/engine_test.cpp)
earshot_add_test(ticket_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/ticket_test.cpp)

earshot_add_test(audience_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audience_test.cpp)

add_executable(engine_holder ${PROJECT_SOURCE_DIR}/tests/support/engine_holder.cpp)
target_link_libraries(engine_holder PRIVATE Earshot::app)
set_target_properties(engine_holder PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
add_dependencies(engine_test engine_holder)
target_compile_definitions(engine_test PRIVATE ENGINE_HOLDER="$<TARGET_FILE:engine_holder>")
