set(here ${CMAKE_CURRENT_SOURCE_DIR})
earshot_add_test(talk_lease_test LABEL unit SOURCES ${here}/talk_lease_test.cpp)
earshot_add_test(talking_side_test LABEL unit SOURCES ${here}/talking_side_test.cpp ${here}/talking_scene.h)
earshot_add_test(fed_voice_test LABEL unit SOURCES ${here}/fed_voice_test.cpp)
earshot_add_test(talk_remote_test LABEL unit SOURCES ${here}/talk_remote_test.cpp ${here}/talking_scene.h)
earshot_add_test(unattended_key_test LABEL unit SOURCES ${here}/unattended_key_test.cpp ${here}/talking_scene.h
    ${PROJECT_SOURCE_DIR}/app/ctl/unattended_key.cpp)
