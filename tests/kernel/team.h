#ifndef TESTS_TEAM_H
#define TESTS_TEAM_H

struct kunit;

/*
 * A thread on every CPU: team_start() makes them wait at the line, team_run()
 * lets them run at the same time and waits until all have done it, team_end()
 * sends them home. What they returned adds up to team_faults().
 *
 * wait_to_be_stopped(): how any other helper ends, until kthread_stop() comes.
 * Who sleeps in turns instead costs the test a turn a thread.
 */
void team_start(struct kunit *test, int (*fn)(void));
void team_run(void);
void team_end(void);
int team_faults(void);
void wait_to_be_stopped(void);

#endif
