earshot_add_test(object_meta_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_meta_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/hostile_json.h)
earshot_add_test(object_reader_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_reader_test.cpp)
earshot_add_test(slow_download_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/slow_download_test.cpp)
foreach(part library library_fetch library_files)
    earshot_add_test(${part}_test LABEL unit
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/library_world.h)
endforeach()
