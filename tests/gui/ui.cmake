# The window, drawn offscreen and driven by keyboard and mouse.
add_library(earshot_gui_support OBJECT
    ${CMAKE_CURRENT_SOURCE_DIR}/dialog_views.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/event_views.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/gui_fixture.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/host_views.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/recording_views.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/sample_views.cpp)
target_link_libraries(earshot_gui_support PUBLIC Earshot::ui Qt6::Test)
target_include_directories(earshot_gui_support PUBLIC ${CMAKE_CURRENT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests)
earshot_optimize_test(earshot_gui_support)
target_precompile_headers(earshot_gui_support REUSE_FROM ${earshot_precompiled_tests})
get_filename_component(screens ${CMAKE_BINARY_DIR}/../screens ABSOLUTE)
target_compile_definitions(earshot_gui_support PUBLIC EARSHOT_SCREENS="${screens}"
    EARSHOT_TRANSLATION="${PROJECT_SOURCE_DIR}/resources/translations/ui_de.ts")

foreach(name accessibility dialogs events_page keyboard now_playing playback_bar report_text screenshots start theme window words)
    earshot_add_test(ui_${name}_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.cpp
        LIBRARIES earshot_gui_support)
endforeach()
