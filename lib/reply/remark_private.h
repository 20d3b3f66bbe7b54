/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_REMARK_PRIVATE_H
#define REPLY_REMARK_PRIVATE_H

/* Shared among remark*.c only. */

#include "reply/remark.h"
#include "reply/scope.h"

/* A list that grows. */
struct remarks {
	struct pool *pool;
	struct remark_list *out;
	size_t room;
};

/* Adds one. NULL where there are MAIL_MAX_REMARKS; it belongs to the list. */
struct record_remark *remarks_add(struct remarks *remarks, enum remark_kind kind, int first,
				  int last);

/* The beginning of text as valid UTF-8, in the list's pool; "" of blanks. */
const char *remarks_copy(struct remarks *remarks, struct slice text);

/* One remark for each range of the scope; one about what the mail answers without any. */
void remarks_add_scoped(struct remarks *remarks, enum remark_kind kind, const struct scope *scope,
			struct slice text);

/* Question marks that end a word, as those inside of addresses do not. */
int remark_count_questions(struct slice line);

/* Whether what follows a question tells that it is none: "Who wrote that? ;-)" */
bool remark_is_jest(struct slice behind);

/* The length of the sentence that text begins with; *ended tells that it does not go on below. */
size_t remark_sentence_length(struct slice text, bool *ended);

/* Copies a text with plain apostrophes, as words are known; at most room bytes. Returns how many
 * it is. */
size_t remark_copy_plain(char *out, struct slice text, size_t room);

/* Of a list of what was applied: whether a line names a commit, and whether it says that its patch
 * is none of these: "([2/2] title was dropped". */
bool remark_names_commit(struct slice line);
bool remark_is_left_out(struct slice line);

/* Whether somebody is thanked in own lines, which tells what was pushed from what its author
 * pushes. */
bool remark_says_thanks(const GArray *own);

#endif
