/*
 * asm/string.h (host) - no string instructions: the loops in C of lib/string.c,
 * because the sanitizer sees what they touch.
 */
