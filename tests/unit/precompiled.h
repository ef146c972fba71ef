#pragma once

#include "../../app/precompiled.h"

#include <QtTest>
