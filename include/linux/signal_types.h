/*
 * signal_types.h - signals by number, and sets of them, as a thread has them.
 */
#ifndef _LINUX_SIGNAL_TYPES_H
#define _LINUX_SIGNAL_TYPES_H

#include <linux/types.h>

/* A program's set is one word. */
#define sigset_t	user_sigset_t
#include <asm/signal.h>
#undef sigset_t

#undef _NSIG
#define _NSIG		64
#define _NSIG_BPW	32
#define _NSIG_WORDS	(_NSIG / _NSIG_BPW)

typedef struct {
	unsigned long sig[_NSIG_WORDS];	/* bit 0 of [0]: signal 1 */
} sigset_t;

struct sigpending {
	sigset_t signal;		/* those that have come */
};

#endif
