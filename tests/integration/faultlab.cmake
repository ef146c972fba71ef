# The fault laboratory: every id of the status catalogue, its fault made for real. Several programs, so that
# ctest runs them side by side; the last one reads what all others measured.
set(faultlab ${CMAKE_CURRENT_SOURCE_DIR}/faultlab)

earshot_add_test(fault_proxy_test LABEL integration TIMEOUT 30
    SOURCES ${faultlab}/fault_proxy_test.cpp LIBRARIES earshot_test_nats)

add_library(earshot_faultlab STATIC EXCLUDE_FROM_ALL
    ${faultlab}/lab_table.cpp ${faultlab}/lab_table.h
    ${faultlab}/lab_scenes.cpp ${faultlab}/lab_scenes.h
    ${faultlab}/speaking_scene.cpp ${faultlab}/speaking_scene.h)
target_link_libraries(earshot_faultlab PUBLIC earshot_test_event earshot_test_sound)
target_compile_definitions(earshot_faultlab PRIVATE FAULTLAB_RESULTS="${CMAKE_BINARY_DIR}/faultlab")
earshot_optimize_test(earshot_faultlab)
target_precompile_headers(earshot_faultlab REUSE_FROM ${earshot_precompiled_tests})

foreach(part reach server event stage speaking microphone hosting line ear pairs)
    set(test faultlab_${part}_test)
    earshot_add_test(${test} LABEL integration TIMEOUT 180
        SOURCES ${faultlab}/${test}.cpp LIBRARIES earshot_faultlab)
    # What is to be named within seconds is named later on a busy machine.
    set_tests_properties(integration.${test} PROPERTIES PROCESSORS 3)
    list(APPEND parts integration.${test})
endforeach()
target_compile_definitions(faultlab_hosting_test PRIVATE EARSHOTCTL="$<TARGET_FILE:earshotctl>")

earshot_add_test(faultlab_table_test LABEL integration TIMEOUT 30
    SOURCES ${faultlab}/faultlab_table_test.cpp)
target_compile_definitions(faultlab_table_test PRIVATE
    FAULTLAB_RESULTS="${CMAKE_BINARY_DIR}/faultlab" TESTS_FOLDER="${PROJECT_SOURCE_DIR}/tests")
set_tests_properties(integration.faultlab_table_test PROPERTIES DEPENDS "${parts}")
