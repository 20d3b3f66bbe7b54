/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_SUBPROCESS_H
#define UNIT_SUBPROCESS_H

/* For tests of what ends the process: runs a function in a child and tells how it ended. */
struct outcome {
	int status;	 /* the exit status; -signal where it died of one */
	char *out, *err; /* what it wrote, NUL-terminated */
};

/* A function that returns gives status 0. Free with outcome_release(). */
struct outcome run_in_child(void (*function)(void *data), void *data);

void outcome_release(struct outcome *outcome);

/* Runs function(data) and expects exactly this. */
void assert_outcome(void (*function)(void *data), void *data, int status, const char *out,
		    const char *err);

#endif
