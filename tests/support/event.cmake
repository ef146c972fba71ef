# What tests of a whole event need: the event with its server, listeners that write down every verdict, and faults.
add_library(earshot_test_event STATIC EXCLUDE_FROM_ALL
    ${CMAKE_CURRENT_SOURCE_DIR}/live_event.cpp ${CMAKE_CURRENT_SOURCE_DIR}/live_event.h
    ${CMAKE_CURRENT_SOURCE_DIR}/listen_process.cpp ${CMAKE_CURRENT_SOURCE_DIR}/listen_process.h
    ${CMAKE_CURRENT_SOURCE_DIR}/made_voice.cpp ${CMAKE_CURRENT_SOURCE_DIR}/made_voice.h
    ${CMAKE_CURRENT_SOURCE_DIR}/network_namespace.cpp ${CMAKE_CURRENT_SOURCE_DIR}/network_namespace.h
    ${CMAKE_CURRENT_SOURCE_DIR}/stall_proxy.h
    ${CMAKE_CURRENT_SOURCE_DIR}/verdict_log.cpp ${CMAKE_CURRENT_SOURCE_DIR}/verdict_log.h)
target_include_directories(earshot_test_event PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(earshot_test_event PUBLIC Earshot::app earshot_test_nats Qt6::Test)
target_compile_definitions(earshot_test_event PRIVATE
    DEMO_VOICES="${PROJECT_SOURCE_DIR}/resources/demo"
    EARSHOTCTL="$<TARGET_FILE:earshotctl>")
add_dependencies(earshot_test_event earshotctl)
target_precompile_headers(earshot_test_event REUSE_FROM earshot_app)
