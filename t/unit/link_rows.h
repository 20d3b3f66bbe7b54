/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_LINK_ROWS_H
#define UNIT_LINK_ROWS_H

#include "series/link.h"

#define ANN "ann@example.org"

/* What a row says of one of the two series. Where it says nothing: v1 of a single patch of Ann's.
 */
struct side {
	int version, revision;
	int patches; /* of these titles are known; -1: none */
	int total;
	const char *title; /* "Work" */
	unsigned flags;
	bool part;     /* the title is that of the first patch that is there */
	bool below;    /* it answers what is no posting */
	bool followed; /* there is a newer version of it already */
	bool others;   /* somebody else sent it */
	const char *signer;
	int from, files; /* which of the files it touches; -1: unknown, 0: the first one */
	unsigned lines;
	unsigned release;
	uint64_t change_id, bug, branch, tree;
};

struct row {
	const char *what;
	struct side older, newer;
	int days, seconds, common;
	bool reply;
	int confidence;
	enum link_evidence evidence;
};

#define RFC .flags = SUBJECT_RFC
#define RESEND .flags = SUBJECT_RESEND
#define V2 .version = 2
#define OTHER_FILE .from = 1
#define TITLE(n) .confidence = (n), .evidence = LINK_TITLE
#define PATCHES(n) .confidence = (n), .evidence = LINK_PATCHES
#define PATHS(n) .confidence = (n), .evidence = LINK_PATHS
#define NOTHING .confidence = 0
#define REPLY(n) .confidence = (n), .evidence = LINK_REPLY

/* What link_judge() makes of it. */
void link_row_judge(const struct row *row, struct link_verdict *out);

/* Fails the test where one of them has another confidence or evidence. */
void link_rows_check(const struct row *rows, size_t nr);

#endif
