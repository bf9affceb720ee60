/*
 * uevent.c - the words of an event, as a bus's uevent() adds them: NAME=VALUE,
 * one behind the other in one buffer, each with a pointer to it. There is no
 * daemon to be told, so nobody calls uevent(); a driver that has one is linked
 * with this.
 *
 * Invariant: envp[0 .. envp_idx) are strings in buf[0 .. buflen).
 * Locking, context: none; one event has one user. Linux: lib/kobject_uevent.c.
 * gdb: `break add_uevent_var`, `p *env`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/stdarg.h>

int add_uevent_var(struct kobj_uevent_env *env, const char *fmt, ...)
{
	int room = sizeof(env->buf) - env->buflen, len;
	va_list args;

	if (env->envp_idx >= ARRAY_SIZE(env->envp) - 1)
		return -ENOMEM;
	va_start(args, fmt);
	len = vsnprintf(env->buf + env->buflen, room, fmt, args);
	va_end(args);
	if (len >= room)
		return -ENOMEM;
	env->envp[env->envp_idx++] = env->buf + env->buflen;
	env->buflen += len + 1;
	return 0;
}
