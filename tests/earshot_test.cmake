# What the tests of a folder include again and again is read once: HEADER, which sees these libraries. Each folder has
# its own, since Qt defines the folder's name for its tests.
function(earshot_precompile_tests header)
    get_filename_component(group ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(name earshot_tests_precompiled_${group})
    add_library(${name} OBJECT ${PROJECT_SOURCE_DIR}/tests/precompiled.cpp)
    target_link_libraries(${name} PRIVATE ${ARGN} Qt6::Test)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    earshot_optimize_test(${name})
    target_precompile_headers(${name} PRIVATE ${header})
    set(earshot_precompiled_tests ${name} PARENT_SCOPE)
endfunction()

# What a test checks is optimized as it is for people; the test need not be.
function(earshot_optimize_test name)
    target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
endfunction()

# moc for the files that include what it makes, "NAME.moc"; no test has a QObject in a header. CMake's AUTOMOC starts a
# program for each target instead, 80 s for all of them.
function(earshot_moc name)
    get_target_property(sources ${name} SOURCES)
    foreach(source IN LISTS sources)
        get_filename_component(base ${source} NAME_WE)
        if(source MATCHES "\\.cpp$")
            file(STRINGS ${source} included REGEX "^#include \"${base}\\.moc\"")
            if(included)
                qt_generate_moc(${source} ${CMAKE_CURRENT_BINARY_DIR}/moc/${base}.moc TARGET ${name})
                target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
                target_sources(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc/${base}.moc)
            endif()
        endif()
    endforeach()
endfunction()

# Adds one QtTest program. Its test runs under ctest with the given label and time limit.
function(earshot_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Earshot::app Qt6::Test ${arg_LIBRARIES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    if(arg_LABEL STREQUAL "bench")
        target_precompile_headers(${name} REUSE_FROM earshot_app)
    else()
        earshot_optimize_test(${name})
        target_precompile_headers(${name} REUSE_FROM ${earshot_precompiled_tests})
    endif()
    earshot_moc(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_test(NAME ${arg_LABEL}.${name} COMMAND ${name})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES
        LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        COST ${arg_TIMEOUT} # the longest begin first, so that nothing waits for them at the end
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    # What is heard or measured in real time must not share the machine with other tests.
    if(arg_LABEL MATCHES "^(sound|bench)$")
        set_tests_properties(${arg_LABEL}.${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
endfunction()
