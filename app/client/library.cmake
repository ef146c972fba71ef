set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/duration_cache.cpp ${here}/duration_cache.h
    ${here}/file_copy.cpp ${here}/file_copy.h
    ${here}/file_fetch.cpp ${here}/file_fetch.h
    ${here}/files_elsewhere.cpp ${here}/files_elsewhere.h
    ${here}/file_lock.cpp ${here}/file_lock.h
    ${here}/kept_check.cpp ${here}/kept_check.h
    ${here}/kept_file.cpp ${here}/kept_file.h
    ${here}/library.h
    ${here}/library_looking.cpp
    ${here}/library_notes.cpp
    ${here}/library_memory.cpp ${here}/library_memory.h
    ${here}/library_disk.cpp ${here}/library_disk.h
    ${here}/library_entry.cpp ${here}/library_entry.h
    ${here}/library_fetching.cpp ${here}/library_listing.cpp
    ${here}/library_side.cpp ${here}/library_side.h
    ${here}/library_view.h
    ${here}/network_objects.cpp ${here}/network_objects.h
    ${here}/object_line.cpp ${here}/object_line.h
    ${here}/object_source.h
    ${here}/recording_fetch.cpp ${here}/recording_fetch.h
    ${here}/recording_shelf.cpp ${here}/recording_shelf.h)
