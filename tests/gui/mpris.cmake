earshot_add_test(ui_media_keys_test LABEL gui TIMEOUT 60
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/media_keys_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/fake_player.h
    LIBRARIES Earshot::ui)
if(TARGET Qt6::DBus)
    earshot_add_test(ui_mpris_test LABEL gui TIMEOUT 60
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/mpris_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/fake_player.h
        LIBRARIES Earshot::ui)
endif()
