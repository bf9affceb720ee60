#ifndef TESTS_TEAM_H
#define TESTS_TEAM_H

#include <linux/delay.h>

struct kunit;

/*
 * A thread on every CPU: team_start() makes them wait at the line, team_run()
 * lets them run at the same time and waits until all have done it, team_end()
 * sends them home. What they returned adds up to team_faults().
 *
 * eventually(cond): does it come true? It has twenty seconds: virtual CPUs wait
 * for real ones, and no test is about how long. What must be over by then is
 * there at once; only who fails waits.
 *
 * start_and_let_wait(): a thread with @fn(@data) that has come to its first
 * wait when we go on. stay_here() keeps the caller on its CPU, until move_on():
 * what it wakes, sets or binds there then comes in the order the scheduler
 * promises.
 *
 * wait_to_be_stopped(): how any other helper ends, until kthread_stop() comes.
 * Who sleeps in turns instead costs the test a turn a thread.
 */
void team_start(struct kunit *test, int (*fn)(void));
void team_run(void);
void team_end(void);
int team_faults(void);
void wait_to_be_stopped(void);

struct task_struct *start_and_let_wait(struct kunit *test, int (*fn)(void *),
				       void *data);
void stay_here(void);
void move_on(void);

#define eventually(cond)	({					\
	int __tries = 2000;						\
	while (!(cond) && --__tries)					\
		msleep(1);						\
	__tries != 0; })

#endif
