set(storm ${CMAKE_CURRENT_SOURCE_DIR}/reconnect_storm)
earshot_add_test(reconnect_storm_test LABEL simulation TIMEOUT 240
    SOURCES ${storm}/reconnect_storm_test.cpp ${storm}/storm.cpp ${storm}/storm.h)
add_executable(reconnect_storm_report
    ${storm}/report.cpp ${storm}/chart.cpp ${storm}/chart.h ${storm}/storm.cpp ${storm}/storm.h)
target_link_libraries(reconnect_storm_report PRIVATE Earshot::app)
target_include_directories(reconnect_storm_report PRIVATE ${PROJECT_SOURCE_DIR}/tests)
set_target_properties(reconnect_storm_report PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
