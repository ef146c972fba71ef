set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/screen_lock.cpp ${here}/screen_lock.h
    ${here}/sleep_signal.cpp ${here}/sleep_signal.h
    ${here}/wakefulness.cpp ${here}/wakefulness.h)

# Two files know D-Bus; the others, and the tests that share their precompiled header, do not see it.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
if(TARGET Qt6::DBus)
    target_link_libraries(earshot_app INTERFACE $<LINK_ONLY:Qt6::DBus>)
    set_source_files_properties(${here}/sleep_signal.cpp ${here}/screen_lock.cpp TARGET_DIRECTORY earshot_app PROPERTIES
        SKIP_PRECOMPILE_HEADERS ON
        COMPILE_DEFINITIONS EARSHOT_HAS_DBUS
        INCLUDE_DIRECTORIES "$<TARGET_PROPERTY:Qt6::DBus,INTERFACE_INCLUDE_DIRECTORIES>")
endif()
