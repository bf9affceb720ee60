#ifndef TESTS_RTC_H
#define TESTS_RTC_H

/*
 * A hardware interrupt in the middle of everything: 1024 times a second @fn is
 * called, from the handler of the clock chip, until rtc_stop(). 0, or -Exxx.
 * Some CPU is interrupted, the same each time. rtc_calls counts.
 */
int rtc_start(void (*fn)(void));
void rtc_stop(void);

extern unsigned int rtc_calls;

#endif
