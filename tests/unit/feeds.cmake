earshot_add_test(own_copy_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/own_copy_test.cpp)
foreach(test calendar_test podcast_feed_test card_words_test)
    earshot_add_test(${test} LABEL unit
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp ${PROJECT_SOURCE_DIR}/tests/support/feed_cards.h)
endforeach()
