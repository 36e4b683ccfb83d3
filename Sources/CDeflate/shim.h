#ifndef HENG_CDEFLATE_SHIM_H
#define HENG_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
