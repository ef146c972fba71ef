target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/jwt.cpp ${CMAKE_CURRENT_SOURCE_DIR}/jwt.h
    ${CMAKE_CURRENT_SOURCE_DIR}/jwt_accounts.cpp ${CMAKE_CURRENT_SOURCE_DIR}/jwt_accounts.h
    ${CMAKE_CURRENT_SOURCE_DIR}/nkey.cpp ${CMAKE_CURRENT_SOURCE_DIR}/nkey.h)
