// libxlsxwriter (BSD) writes workbooks; it is handed a file's name, not a buffer.
#include <xlsxwriter.h>
