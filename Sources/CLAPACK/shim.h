// LAPACK by its C interface; of it the package needs eigenvalues and eigenvectors.
#include <lapacke.h>
