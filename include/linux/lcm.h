/* lcm.h - the least common multiple; 0 with 0, or (_not_zero) the other one. */
#ifndef _LINUX_LCM_H
#define _LINUX_LCM_H

#include <linux/gcd.h>

static inline unsigned long lcm(unsigned long a, unsigned long b)
{
	return a && b ? a / gcd(a, b) * b : 0;
}

static inline unsigned long lcm_not_zero(unsigned long a, unsigned long b)
{
	return a && b ? lcm(a, b) : a | b;
}

#endif
