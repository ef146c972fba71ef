set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/opus_bytes.cpp ${here}/opus_bytes.h
    ${here}/opus_duration.cpp ${here}/opus_duration.h
    ${here}/opus_recording.cpp ${here}/opus_recording.h
    ${here}/played_sound.cpp ${here}/played_sound.h
    ${here}/recording_player.cpp ${here}/recording_player.h
    ${here}/recording_shape.cpp ${here}/recording_shape.h
    ${here}/tag_reader.cpp ${here}/tag_reader.h
    ${here}/silence_skipper.cpp ${here}/silence_skipper.h
    ${here}/tempo_stretch.cpp ${here}/tempo_stretch.h)
# One file knows SoundTouch.
target_link_libraries(earshot_app INTERFACE $<LINK_ONLY:PkgConfig::soundtouch>)
set_source_files_properties(${here}/tempo_stretch.cpp TARGET_DIRECTORY earshot_app PROPERTIES
    INCLUDE_DIRECTORIES "$<TARGET_PROPERTY:PkgConfig::soundtouch,INTERFACE_INCLUDE_DIRECTORIES>")
