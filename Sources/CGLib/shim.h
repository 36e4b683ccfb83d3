// GLib comes with Pango; of it the package needs SHA-256.
#include <glib.h>
