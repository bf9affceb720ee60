/*
 * kunit/visibility.h - functions that are static but for the tests: here they
 * are always visible, since tests and kernel are one build.
 */
#ifndef K896_KUNIT_VISIBILITY_H
#define K896_KUNIT_VISIBILITY_H

#define VISIBLE_IF_KUNIT

#endif
