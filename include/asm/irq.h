/* irq.h - lines of interrupts. */
#include <linux/irq.h>
