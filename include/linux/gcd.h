/* gcd.h - the greatest common divisor; of 0 and n it is n. */
#ifndef _LINUX_GCD_H
#define _LINUX_GCD_H

static inline unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long left = a % b;

		a = b;
		b = left;
	}
	return a;
}

#endif
