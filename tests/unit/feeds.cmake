foreach(part own_copy copy_files)
    earshot_add_test(${part}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp)
endforeach()
foreach(test calendar_test podcast_feed_test card_words_test)
    earshot_add_test(${test} LABEL unit
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp ${PROJECT_SOURCE_DIR}/tests/support/feed_cards.h)
endforeach()
