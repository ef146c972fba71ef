# The page Events: its order, its search, what a picture's QR code says, files for calendars.
find_package(ZXing 1.4 REQUIRED)
target_sources(earshot_ui PRIVATE
    calendar_file.cpp calendar_file.h
    event_order.cpp event_order.h
    event_row_words.cpp
    events_filter_bar.cpp events_filter_bar.h
    folded.cpp folded.h
    picture_drop.cpp picture_drop.h
    picture_reader.cpp picture_reader.h
    qr_picture.cpp qr_picture.h
    recording_state.cpp recording_state.h)
target_link_libraries(earshot_ui PRIVATE ZXing::ZXing)
