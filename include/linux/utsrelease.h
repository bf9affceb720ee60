/* utsrelease.h - what `uname -r` would say. */
#ifndef _LINUX_UTSRELEASE_H
#define _LINUX_UTSRELEASE_H

#define UTS_RELEASE	"0.7.0-k896"

#endif
