# What is kept of schedules, and how a server is named by hand.
foreach(name schedule_cache schedule_reader typed_address)
    earshot_add_test(${name}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.cpp)
endforeach()
