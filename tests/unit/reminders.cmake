earshot_add_test(reminders_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/reminders_test.cpp)
