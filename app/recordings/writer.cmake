target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/chapter_marks.cpp ${CMAKE_CURRENT_SOURCE_DIR}/chapter_marks.h
    ${CMAKE_CURRENT_SOURCE_DIR}/clock_line.cpp ${CMAKE_CURRENT_SOURCE_DIR}/clock_line.h
    ${CMAKE_CURRENT_SOURCE_DIR}/filling_packets.cpp ${CMAKE_CURRENT_SOURCE_DIR}/filling_packets.h
    ${CMAKE_CURRENT_SOURCE_DIR}/folder_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/folder_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/folder_writer_disk.cpp ${CMAKE_CURRENT_SOURCE_DIR}/folder_writer_end.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/former_files.cpp ${CMAKE_CURRENT_SOURCE_DIR}/former_files.h
    ${CMAKE_CURRENT_SOURCE_DIR}/former_finish.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_finish.cpp ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_finish.h
    ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_headers.cpp ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_headers.h
    ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_mend.cpp ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_mend.h
    ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/programme_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/programme_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/recording_files.cpp ${CMAKE_CURRENT_SOURCE_DIR}/recording_files.h
    ${CMAKE_CURRENT_SOURCE_DIR}/recording_json.cpp ${CMAKE_CURRENT_SOURCE_DIR}/recording_json.h
    ${CMAKE_CURRENT_SOURCE_DIR}/recorded_speaker.h
    ${CMAKE_CURRENT_SOURCE_DIR}/recording_tags.cpp ${CMAKE_CURRENT_SOURCE_DIR}/recording_tags.h
    ${CMAKE_CURRENT_SOURCE_DIR}/recording_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/recording_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/speaker_clock.cpp ${CMAKE_CURRENT_SOURCE_DIR}/speaker_clock.h
    ${CMAKE_CURRENT_SOURCE_DIR}/speaker_timeline.cpp ${CMAKE_CURRENT_SOURCE_DIR}/speaker_timeline.h
    ${CMAKE_CURRENT_SOURCE_DIR}/track_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/track_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/voice_renderer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/voice_renderer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/waveform.cpp ${CMAKE_CURRENT_SOURCE_DIR}/waveform.h)
