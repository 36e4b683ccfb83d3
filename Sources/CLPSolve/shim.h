// lp_solve 5.5; of it the package needs linear programmes without integers.
#include <lpsolve/lp_lib.h>
