foreach(test diagnose_test ladder_test sentence_test hostile_evidence_test verdict_steadier_test evidence_history_test)
    earshot_add_test(${test} LABEL unit TIMEOUT 30
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp ${CMAKE_CURRENT_SOURCE_DIR}/situations.h)
endforeach()
target_sources(diagnose_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/situations.cpp)
target_sources(sentence_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/situations.cpp)
target_sources(hostile_evidence_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/situations.cpp)
target_sources(ladder_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/situations.cpp)
target_compile_definitions(sentence_test PRIVATE
    DIAGNOSIS_TRANSLATION="${PROJECT_SOURCE_DIR}/resources/translations/diagnosis_de.ts"
    DIAGNOSIS_SOURCES="${PROJECT_SOURCE_DIR}/app/diagnosis")
foreach(test probe_words_test gap_book_test timeline_test now_playing_course_test status_page_test)
    earshot_add_test(${test} LABEL unit TIMEOUT 30 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp)
endforeach()
target_compile_definitions(status_page_test PRIVATE STATUS_PAGE="${PROJECT_SOURCE_DIR}/docs/STATUS.md")
