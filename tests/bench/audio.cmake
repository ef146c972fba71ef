if(EARSHOT_BENCH)
    find_package(benchmark REQUIRED)
    add_executable(bench_audio ${CMAKE_CURRENT_SOURCE_DIR}/audio/playback_bench.cpp
        ${CMAKE_CURRENT_SOURCE_DIR}/audio/buffer_bench.cpp
        ${CMAKE_CURRENT_SOURCE_DIR}/audio/capture_bench.cpp)
    target_link_libraries(bench_audio PRIVATE Earshot::app earshot_test_sound benchmark::benchmark_main)
    target_include_directories(bench_audio PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    set_target_properties(bench_audio PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
endif()
