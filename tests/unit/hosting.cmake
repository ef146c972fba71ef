earshot_add_test(host_journal_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/host_journal_test.cpp)
earshot_add_test(keychain_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/keychain_test.cpp)
earshot_add_test(secret_store_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/secret_store_test.cpp)
earshot_add_test(event_hosting_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/event_hosting_test.cpp)
