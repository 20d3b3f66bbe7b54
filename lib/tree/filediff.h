/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_FILEDIFF_H
#define TREE_FILEDIFF_H

#include "text/pool.h"

/* A diff, file by file, as git apply reads it. */

struct filediff_line {
	char kind;	   /* ' ', '-' or '+' */
	struct slice text; /* without its LF, with its CR */
	bool no_end;	   /* "\ No newline at end of file" follows */
};

struct filediff_hunk {
	unsigned old_start, new_start; /* as written */
	GArray *lines;		       /* of struct filediff_line */
	unsigned leading, trailing;    /* lines of context at either end */
};

struct filediff {
	const char *old_path, *new_path; /* NULL of a file that is new, or deleted */
	bool is_rename, is_copy;
	bool is_binary;	      /* without lines */
	bool has_binary;      /* and its contents are in the diff */
	const char *old_blob; /* hex digits of the "index" line, maybe abbreviated; "" without */
	GArray *hunks;	      /* of struct filediff_hunk */
};

/*
 * Reads the diffs of a text, what stands in front of them is passed over. An array of
 * struct filediff, whose memory is pool's and the text's. NULL where a hunk has other lines than it
 * says. Free with g_array_unref().
 */
GArray *filediff_read(struct pool *pool, struct slice text);

#endif
