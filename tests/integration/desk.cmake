earshot_add_test(desk_test LABEL integration TIMEOUT 120 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/desk_test.cpp)

# Desks that are killed and halted. EARSHOT_HANDOVER_KILLS=20 for more of them.
earshot_add_test(desk_handover_test LABEL integration TIMEOUT 240 PARTS 2
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/desk_handover_test.cpp
    LIBRARIES earshot_test_event)
add_executable(page_rewriter ${PROJECT_SOURCE_DIR}/tests/support/page_rewriter.cpp)
target_link_libraries(page_rewriter PRIVATE Earshot::app)
set_target_properties(page_rewriter PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
add_dependencies(desk_handover_test page_rewriter earshotctl)
target_compile_definitions(desk_handover_test PRIVATE
    EARSHOTCTL="$<TARGET_FILE:earshotctl>" PAGE_REWRITER="$<TARGET_FILE:page_rewriter>")

earshot_add_test(stage_server_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/stage_server_test.cpp)
