#pragma once

#include "../precompiled.h"
#include "client/client.h"

#include <QtWidgets> // the tests look for widgets of every kind
