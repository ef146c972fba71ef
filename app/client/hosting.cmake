set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/event_hosting.cpp ${here}/event_hosting.h
    ${here}/event_name.cpp ${here}/event_name.h
    ${here}/host_journal.cpp ${here}/host_journal.h
    ${here}/host_server.cpp ${here}/host_server.h
    ${here}/host_side.cpp ${here}/host_side.h
    ${here}/host_view.h
    ${here}/host_withdrawal.cpp ${here}/host_withdrawal.h
    ${here}/hosting.h
    ${here}/keychain.cpp ${here}/keychain.h
    ${here}/keychain_bus.cpp ${here}/keychain_bus.h
    ${here}/own_key.cpp ${here}/own_key.h
    ${here}/secret_files.cpp ${here}/secret_files.h
    ${here}/secret_store.cpp ${here}/secret_store.h
    ${here}/withdrawal.h
    ${here}/withdrawal_side.cpp ${here}/withdrawal_side.h)
# Its use of Qt's D-Bus is its own: the precompiled header is the tests' too.
target_link_libraries(earshot_app INTERFACE $<LINK_ONLY:Qt6Keychain::Qt6Keychain>)
set_source_files_properties(${here}/keychain.cpp TARGET_DIRECTORY earshot_app PROPERTIES
    INCLUDE_DIRECTORIES $<TARGET_PROPERTY:Qt6Keychain::Qt6Keychain,INTERFACE_INCLUDE_DIRECTORIES>)
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
if(TARGET Qt6::DBus)
    target_link_libraries(earshot_app INTERFACE $<LINK_ONLY:Qt6::DBus>)
    set_source_files_properties(${here}/keychain_bus.cpp TARGET_DIRECTORY earshot_app PROPERTIES
        SKIP_PRECOMPILE_HEADERS ON
        COMPILE_DEFINITIONS EARSHOT_HAS_DBUS
        INCLUDE_DIRECTORIES "$<TARGET_PROPERTY:Qt6::DBus,INTERFACE_INCLUDE_DIRECTORIES>")
endif()
