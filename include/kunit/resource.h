/* kunit/resource.h - actions at the end of a case: see <kunit/test.h>. */
#include <kunit/test.h>
