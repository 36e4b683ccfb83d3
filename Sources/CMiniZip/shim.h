// minizip (zlib licence), which libxlsxwriter brings along.
#include <minizip/unzip.h>
#include <minizip/zip.h>
