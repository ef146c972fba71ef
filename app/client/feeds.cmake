target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/copy_files.cpp ${CMAKE_CURRENT_SOURCE_DIR}/copy_files.h
    ${CMAKE_CURRENT_SOURCE_DIR}/copy_stats.h
    ${CMAKE_CURRENT_SOURCE_DIR}/own_copy.cpp ${CMAKE_CURRENT_SOURCE_DIR}/own_copy.h
    ${CMAKE_CURRENT_SOURCE_DIR}/podcast_folder.cpp ${CMAKE_CURRENT_SOURCE_DIR}/podcast_folder.h
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule_export.cpp ${CMAKE_CURRENT_SOURCE_DIR}/schedule_export.h)
